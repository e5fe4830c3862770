"""Our rules against real rows of the U.S. Sentencing Commission: `python -m validation.ussc FILE... [--json]`."""
