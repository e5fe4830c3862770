"""The page of a day says what the brief says: the example in both languages, and every day of the record."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.web.public.conftest import EXAMPLE_DAY, Site

from clemency.briefs.day import day_brief
from clemency.ledger.store import load_record

SAID = {
    "": [
        "231 grants to 231 people: 153 commutations and 78 pardons.",
        "The largest single day of this presidency and of all presidents in this record to that date, with 231; "
        "the largest other day is August 3, 2016 with 213.",
        "The total of pardons more than doubled, from 70 to 148.",
        "53 of the 153 commuted sentences were life; 395 to date.",
        "Drug offenses: 188 of 231 (81.4 to 84.4 percent, 7 not known) on this day, "
        "1,220 of 1,324 (92.1 to 92.7 percent, 7 not known) to date.",
    ],
    "/es": [
        "231 concesiones a 231 personas: 153 conmutaciones y 78 indultos.",
        "El total de indultos se multiplicó por más de dos, de 70 a 148.",
        "53 de las 153 sentencias conmutadas eran de cadena perpetua; 395 hasta la fecha.",
    ],
}


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("language", SAID)
def test_the_example_in_sentences_that_can_be_quoted(site: Site, language: str) -> None:
    text = site.get(f"{language}/days/{EXAMPLE_DAY}/").text
    for sentence in SAID[language]:
        assert f"<li>{sentence}</li>" in text


def test_the_map_and_its_table_hold_the_states_of_the_brief(site: Site) -> None:
    text = site.get(f"/days/{EXAMPLE_DAY}/").text
    brief = day_brief(load_record(), date.fromisoformat(EXAMPLE_DAY))
    tiles = dict(re.findall(r">([A-Z]{2})</text><text class=\"tile-count\"[^>]*>([\d,]+)</text>", text))
    assert tiles == {state: f"{number:,}" for state, number in brief.states}
    for state, number in brief.states:
        assert re.search(rf'<th scope="row">{state}</th><td class="n">{number}</td>', text)


def test_every_day_shows_the_figures_of_its_brief(site: Site) -> None:
    record = load_record()
    for day in sorted(record.grants_by_day)[::29]:
        president = record.grants_by_day[day][0].president
        brief = day_brief(record, day, president)
        words = _words(site.get(f"/days/{day}/?by={president}").text)
        for rule in ("commutations", "pardons"):
            change = brief.totals[rule]
            assert re.search(
                rf"{rule} {change.before.value:,} (\+\d+ )?{change.that_day.value:,} (\+\d+ )?{change.after.value:,}",
                words,
            ), (day, rule)
        assert f"number {brief.ranks['presidency'].rank} of" in words.lower() or brief.ranks["presidency"].rank == 1, (
            day
        )
