"""Reforms run over the Commission's rows, beside the Commission's own projections: `python -m validation.reforms FILE`."""
