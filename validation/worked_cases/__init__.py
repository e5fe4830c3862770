"""Our rules against cases that courts worked out: `python -m validation.worked_cases FILE [--json]`."""
