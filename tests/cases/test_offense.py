"""An offense outside drugs: its level by day, the range by edition, one book, and facts that cannot stand."""

from __future__ import annotations

from typing import Any

import pytest

from clemency.cases.case import Case
from clemency.cases.offense import Offense, corner_of, read_offense, series_of
from clemency.errors import CaseError, CoverageError
from clemency.law import assemble
from clemency.law.compare import days_of, state_of
from clemency.law.dates import parse_day
from clemency.law.facts import LEVEL_GIVEN, Facts
from clemency.law.unknowns import resolve

NOW = parse_day("2025-11-01")
FRAUD = Offense("2F1.1", {"loss": 250_000, "more_than_minimal_planning": 1, "maximum_20_years": 1, "victims": 12})


def complete(offense_ended: str, sentenced: str, harsh: int = 0, **history: Any) -> Facts:
    case = Case.from_dict(
        {
            "days": {"offense_ended": offense_ended, "sentenced": sentenced, "convicted": sentenced},
            "count": {"statute": "18 USC 1343", "statutory_minimum": 0, "statutory_maximum": 240},
            "guideline": {"base_offense_level": 1, "acceptance": 0},
            "history": {"category": "I", "points": 0, "under_sentence": False, "recent_release": False}
            | {"zero_point_excluded": True}
            | history,
        },
        "case.toml",
    )
    law = assemble.law()
    reading = next(iter(case.readings(NOW)))
    facts = resolve(law, reading.severe if harsh else reading.lenient, state_of(law, parse_day(sentenced)), harsh)
    assert facts.guideline == LEVEL_GIVEN
    return facts


def test_the_level_on_each_day_it_became_another_with_the_acts() -> None:
    found = FRAUD.changes(parse_day("1999-05-01"), NOW)
    assert [(change.low, change.acts) for change in found] == [
        (16, ()),
        (20, ("amend_617",)),
        (21, ("amend_653",)),
        (19, ("amend_791", "amend_792")),
    ]


def test_then_and_now_take_the_level_of_their_edition() -> None:
    law = assemble.law()
    facts = complete("1998-05-01", "1999-05-01")
    found = corner_of(law, facts, days_of(law, facts), NOW, FRAUD, 0)
    assert (found.then.base, found.then.low) == (16, 21.0)
    assert (found.now.base, found.now.low) == (19, 30.0)
    assert found.facts.level_given == 16


def test_the_edition_of_the_offense_governs_where_it_is_lower() -> None:
    law = assemble.law()
    facts = complete("2001-10-31", "2002-06-01")
    found = corner_of(law, facts, days_of(law, facts), NOW, FRAUD, 0)
    assert (found.then.base, found.facts.level_given) == (16, 16)
    later = complete("2001-11-01", "2002-06-01")
    assert corner_of(law, later, days_of(law, later), NOW, FRAUD, 0).then.base == 20


def test_the_edition_of_sentencing_governs_where_it_is_lower() -> None:
    law = assemble.law()
    facts = complete("2015-10-31", "2016-06-01")
    assert corner_of(law, facts, days_of(law, facts), NOW, FRAUD, 0).then.base == 19


def test_the_series_follows_every_change_and_ends_with_now() -> None:
    law = assemble.law()
    facts = complete("1998-05-01", "1999-05-01")
    series = {day: found for day, _, found in series_of(law, facts, NOW, FRAUD, 0)}
    assert series[parse_day("2001-11-01")].base == 20
    assert series[parse_day("2015-11-01")].base == 19
    found = corner_of(law, facts, days_of(law, facts), NOW, FRAUD, 0)
    last = max(series)
    assert (series[last].low, series[last].high) == (found.now.low, found.now.high)


def test_a_loss_not_given_parts_the_readings() -> None:
    open_loss = Offense("2B1.1", {"maximum_20_years": 1})
    assert (open_loss.level(NOW, 0), open_loss.level(NOW, 1)) == (7, 37)


@pytest.mark.parametrize(
    ("section", "table", "match"),
    [
        ("2B1.1", 5, "should be a table"),
        ("2B1.1", {"loss": "much"}, r"facts\.loss: 'much'"),
        ("2B1.1", {"los": 5}, "Did you mean 'loss'"),
        ("2B1.1", {"loss": -5}, "whole number"),
        ("2F1.1", {"victim": 5}, "Did you mean 'victims'"),
    ],
)
def test_facts_that_cannot_stand(section: str, table: Any, match: str) -> None:
    with pytest.raises(CaseError, match=match) as raised:
        read_offense(section, table, "case.toml: guideline.facts")
    assert str(raised.value).startswith("case.toml: guideline.facts")


def test_a_guideline_that_is_not_modelled_is_refused_by_name() -> None:
    with pytest.raises(CoverageError, match=r"2Z1\.1"):
        read_offense("2Z1.1", {}, "case.toml: guideline.facts")


def test_what_is_read_is_what_is_asked() -> None:
    assert read_offense("USSG §2B1.1", {"loss": 5_001, "maximum_20_years": True}, "x").level(NOW, 1) == 7
