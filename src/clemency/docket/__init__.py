"""The confidential half: petitions in, one person's review at a time, decision, instrument, release.

Django apps, in the order in which a case meets them: intake, review, decisions; beside them accounts (who may),
audit (what was done), demographics (kept apart). `states.py` is the life cycle; `actions.py` writes, `queries.py`
reads.
"""
