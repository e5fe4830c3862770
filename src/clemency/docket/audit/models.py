"""Append-only history (see chain.py for how entries are bound together)."""

from __future__ import annotations

from django.db import models

from clemency.docket.append_only import AppendOnly


class Entry(AppendOnly):
    """One thing that was done or seen.

    Shape: names are copied, not referenced, so that an entry means the same after an account is renamed; `details` is
    text, so that the bytes that were hashed are the bytes that are kept. There is no foreign key out of this table.
    Personal data: officers' user names; identifiers of cases. Never contents of a petition (a test plants canaries).
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=40)
    acting_for = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    basis = models.CharField(max_length=200, blank=True)
    details = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("seq",)


class Head(models.Model):
    """The end of the chain: one row, locked by every act while it writes, so that entries have one order.

    Personal data: none.
    """

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
