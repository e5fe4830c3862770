"""Time in custody: credits, release dates, and what a commutation of a term remits. Pure: no clock, no store."""
