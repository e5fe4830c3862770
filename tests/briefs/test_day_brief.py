"""The brief of a day: every figure from rows with its rule, in every form."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from tests.ledger.bundled import bundled
from tests.ledger.invented import grant, record

from clemency.briefs.charts import day_charts
from clemency.briefs.day import DayBrief, day_brief
from clemency.briefs.day_page import day_html
from clemency.briefs.day_words import day_markdown, day_text
from clemency.errors import InputError

DAY = date(2016, 12, 19)


@pytest.fixture(scope="module")
def brief() -> DayBrief:
    return day_brief(bundled(), DAY)


def test_the_figures_of_the_day(brief: DayBrief) -> None:
    assert {name: f.value for name, f in brief.counts.items()} == {"commutations": 153, "pardons": 78, "grants": 231}
    assert brief.people.value == 231
    assert {n: c.after.value for n, c in brief.totals.items()} == {"commutations": 1176, "pardons": 148, "grants": 1324}
    assert (brief.totals["pardons"].before.value, brief.totals["pardons"].times) == (70, 2.11)
    assert (brief.life.that_day.value, brief.life.after.value) == (53, 395)
    assert (brief.ranks["presidency"].rank, brief.ranks["presidency"].tied) == (1, 0)


def test_plain_values_name_value_and_rule(brief: DayBrief) -> None:
    plain = json.loads(json.dumps(brief.as_json()))
    for key, value in (("counts", 231), ("totals", 1324), ("life", 53), ("rank", 1)):
        assert plain[key]["value"] == value, key
        assert plain[key]["rule"], key
    assert plain["drug"]["rule"] == "drug_offenses"
    assert plain["drug"]["commutations"]["of"] == 153
    assert len(plain["counts"]["commutations"]["rows"]) == 153
    assert plain["totals"]["pardons"] | {"value": 148, "before": 70, "that_day": 78} == plain["totals"]["pardons"]
    assert plain["life"]["total"]["value"] == 395
    assert plain["rank"]["runner_up"]["day"] == "2016-08-03"
    assert len(plain["names"]) == 231
    assert plain["record"]["digest"] == bundled().digest


def test_what_the_commutations_do_adds_up(brief: DayBrief) -> None:
    terms = brief.terms
    dated, reduced = sum(n for _, n in terms.on_dates), sum(n for _, n in terms.to_terms)
    assert terms.at_once + dated + reduced + terms.other + terms.not_printed == 153
    assert (dated, reduced) == (94, 59)
    assert all(day > DAY for day, _ in terms.on_dates)


def test_the_projection_is_an_interval_and_says_what_it_is(brief: DayBrief) -> None:
    assert brief.pace is not None
    low, high = brief.pace.projected() or (0, 0)
    assert 1324 < low < high
    assert brief.pace.days_left == 32
    assert "projection, not a forecast" in day_text(brief)


def test_known_at_the_end_of_the_day_and_not_later() -> None:
    then = day_brief(bundled(), date(2016, 8, 3))
    assert (then.counts["commutations"].value, then.totals["commutations"].after.value) == (214, 562)


def test_every_form_holds_every_name_and_total(brief: DayBrief) -> None:
    text, markdown = day_text(brief), day_markdown(brief)
    page = day_html(brief, [])
    for form in (text, markdown, page):
        assert "1,324" in form
        assert "from 70 to 148" in form
    squeezed = re.sub(r"\s+", " ", text)
    for granted in brief.grants:
        assert granted.name in squeezed
        assert granted.name in markdown
    # by surname, never by merit or by sentence
    surnames = [g.name.replace(",", "").split()[-1].lower() for g in brief.grants if "," not in g.name]
    in_order = [s for s in surnames if s.isalpha()]
    assert in_order == sorted(in_order)


def test_page_stands_alone(brief: DayBrief) -> None:
    page = day_html(brief, day_charts(bundled(), brief))
    assert page.count('role="img"') == 3
    assert not re.search(r"<script|<link|(?:src|href)=[\"']https?:", page)
    assert 'lang="en"' in page


def test_pictures_are_well_formed_and_described(brief: DayBrief) -> None:
    charts = day_charts(bundled(), brief)
    assert [c.name for c in charts] == ["running-totals", "courts", "endings"]
    for chart in charts:
        root = ElementTree.fromstring(chart.svg())
        assert root.attrib["aria-label"] == chart.caption
        assert chart.png(scale=1.0).startswith(b"\x89PNG")
    assert "1,176 commutations and 148 pardons" in charts[0].caption


def test_a_class_act_stands_beside_the_counts() -> None:
    made = day_brief(bundled(), date(2022, 10, 6))
    assert made.counts["grants"].value == 0
    assert len(made.class_acts) == 1
    assert "It names nobody and makes no rows." in re.sub(r"\s+", " ", day_text(made))
    mixed = day_brief(bundled(), date(2025, 1, 20), "trump")
    assert (mixed.counts["commutations"].value, len(mixed.class_acts)) == (14, 1)


def test_a_day_announced_gathers_papers_signed_earlier() -> None:
    signed = day_brief(bundled(), date(2021, 1, 20))
    announced = day_brief(bundled(), date(2021, 1, 20), meaning="announced")
    assert (signed.counts["grants"].value, announced.counts["grants"].value) == (1, 144)
    assert signed.announced_elsewhere == 143


def test_a_day_without_a_grant_names_the_nearest() -> None:
    with pytest.raises(InputError, match="Nearest days: 2016-11-22, 2016-12-19, 2017-01-17"):
        day_brief(bundled(), DAY + timedelta(days=1))


def test_two_presidents_on_one_day_need_a_name() -> None:
    day = date(1993, 1, 20)
    ledger = record([grant(1, day, president="early"), grant(2, day, president="twice")])
    with pytest.raises(InputError, match="name one with --by"):
        day_brief(ledger, day)
    assert day_brief(ledger, day, "early").counts["grants"].value == 1


def test_unknown_shares_are_intervals() -> None:
    day = date(1995, 3, 1)
    made = day_brief(record([grant(1, day, drug=True), grant(2, day), grant(3, day, drug=False)]), day)
    assert (made.drug_day.low, made.drug_day.high) == (33.3, 66.7)
    assert "33.3 to 66.7 percent, 1 not known" in re.sub(r"\s+", " ", day_text(made))
