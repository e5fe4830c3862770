"""Answers given for statistics only."""

from __future__ import annotations

from django.db import models


class StatisticalAnswer(models.Model):
    """What a petitioner chose to say of ethnicity, race and gender, "for statistical data collection purposes".

    Shape: no foreign key. The row is kept under a token that only `store.token_of` can make from a case, with a key
    that is not in the database; a screen that reads the case cannot join this table, and no rule uses it.
    Personal data: the most sensitive we hold; published in aggregate only, small cells suppressed.
    """

    token = models.CharField(max_length=64, unique=True)
    hispanic = models.CharField(max_length=20, blank=True)
    race = models.CharField(max_length=200, blank=True, help_text="As chosen; several are separated by commas.")
    gender = models.CharField(max_length=60, blank=True)
