"""Settings of the two sites. Each process loads exactly one: `office`, `public`, or `test` (both, for the tests)."""
