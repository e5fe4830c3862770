"""The decision in one case, the instrument that carries it out, letters, delivery, conditions, and release."""
