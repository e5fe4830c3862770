"""Petitions as they come in: the person, the case, the answers, the papers, completeness, the history of the case."""
