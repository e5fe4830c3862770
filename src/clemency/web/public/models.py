"""The tables of the public database.

The record itself is a folder of lines with a digest (``clemency.ledger.store``). The tables here are made from it, so
that a search over a hundred thousand grants takes milliseconds; they can be dropped and made again at any time. What an
office releases stands beside them in a table of its own (``clemency.ledger.released``), which the office alone writes.
"""

from __future__ import annotations

from django.db import models


class FoundGrant(models.Model):
    """One grant as the search needs it: folded texts and the facts people filter by.

    Personal data: the name and the conviction of a recipient, as published by the government.
    """

    id = models.CharField(primary_key=True, max_length=200)
    place = models.IntegerField(help_text="place in the record's own order")
    name_key = models.CharField(max_length=300, help_text="the name folded for sorting: surname last, as printed")
    kind = models.CharField(max_length=20)
    president = models.CharField(max_length=40)
    term = models.CharField(max_length=40)
    signed_on = models.DateField()
    in_effect = models.BooleanField()
    life = models.BooleanField(null=True, help_text="the counting rule life_sentences; null where it cannot say")
    drug = models.BooleanField(null=True, help_text="the counting rule drug_offenses; null where it cannot say")
    drugs = models.TextField(help_text="drugs and their words between spaces, ' cocaine_base cocaine base '")
    classes = models.TextField(help_text="classes of offense between spaces")
    districts = models.TextField(help_text="district codes between spaces")
    states = models.TextField(help_text="states of those districts between spaces")
    offense = models.TextField(help_text="the printed offense in lower case")
    court = models.TextField(help_text="the printed district in lower case")

    class Meta:
        db_table = "public_found_grant"
        indexes = (
            models.Index(fields=["signed_on", "place"], name="found_signed"),
            models.Index(fields=["president", "signed_on"], name="found_president"),
            models.Index(fields=["term", "signed_on"], name="found_term"),
            models.Index(fields=["kind", "signed_on"], name="found_kind"),
            models.Index(fields=["name_key"], name="found_name"),
        )


class Loaded(models.Model):
    """Which record the search tables were made from, so that they are made once and never by half.

    Personal data: none.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    version = models.CharField(max_length=100)
    grants = models.IntegerField()

    class Meta:
        db_table = "public_loaded"
