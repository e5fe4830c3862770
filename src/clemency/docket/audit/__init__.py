"""The history: every view, change, export and disclosure, in order, each entry bound to the one before it."""
