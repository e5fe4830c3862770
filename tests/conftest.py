"""Hypothesis draws the same examples in every run, so that a run speaks of the change and not of chance.

CLEMENCY_EXPLORE=1 draws new ones: for a search after faults, before a release.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
if not os.environ.get("CLEMENCY_EXPLORE"):
    settings.load_profile("same")
