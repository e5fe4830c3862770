"""The reference page of the case file names every key that is read, and everything an offense can have been found to be."""

from __future__ import annotations

import re
from pathlib import Path

from clemency.cases.history import KEYS as PRIOR_KEYS
from clemency.cases.reading import KEYS
from clemency.law.guidelines.s4a1_2 import NEVER_COUNTED
from clemency.law.prior_convictions import KINDS

PAGE = (Path(__file__).parents[2] / "docs/reference/case-file.md").read_text(encoding="utf-8")


def test_every_key_is_named() -> None:
    named = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`]+)`", PAGE))))
    keys = {key for table in KEYS.values() for key in table} | set(PRIOR_KEYS)
    assert not sorted(keys - named)


def test_every_kind_and_reason_is_named() -> None:
    words = " ".join(PAGE.split())
    assert not [kind for kind in KINDS if kind not in words]
    assert not [reason for reason in NEVER_COUNTED if reason not in words]
