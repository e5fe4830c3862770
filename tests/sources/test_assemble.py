"""Several sources, one record: each grant once, the official text, every field cited, nothing merged on a name."""

from __future__ import annotations

from datetime import date

from clemency.ledger.model import Coverage, Kind, Source
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.assemble import Known, assemble

DAY = date(2016, 8, 3)
NOTHING_KNOWN = Known({}, {})
NO_COVERAGE = Coverage((), ())


def _contents(source: str, *drafts: Draft) -> Contents:
    contents = Contents(source, Account())
    contents.drafts = list(drafts)
    return contents


def _draft(
    source: str, name: str, day: date = DAY, kind: Kind = "commutation", president="obama", **fields: str
) -> Draft:
    return Draft(source, f"{name} in {source}", president, kind, name, day, {"name_text": name, **fields})


def _assemble(*contents: Contents, known: Known = NOTHING_KNOWN, held=None):
    sources = {part.source: Source(part.source, "", "", "", "", "", True, None, None, "", "", "") for part in contents}
    return assemble(contents, sources, known, NO_COVERAGE, "test", held)


PAGE, LIST, RELEASE, TABLE = "justice_pages/p", "justice_list/l", "white_house/w", "transcribed/t"


def test_the_official_text_wins_and_later_sources_fill_what_it_leaves_empty():
    record, _ = _assemble(
        _contents(TABLE, _draft(TABLE, "Ann Example", offense_text="wire frad", sentence_text="12 months")),
        _contents(PAGE, _draft(PAGE, "Ann Example", offense_text="Wire fraud")),
    )
    (grant,) = record.grants
    assert (grant.offense_text, grant.sentence_text) == ("Wire fraud", "12 months")
    assert [(cite.source, cite.fields) for cite in grant.cites] == [
        (PAGE, ("name", "kind", "signed_on", "name_text", "offense_text")),
        (TABLE, ("sentence_text",)),
    ]
    cite = grant.cite("sentence_text")
    assert cite is not None
    assert cite.source == TABLE


def test_a_transcribed_row_with_no_match_is_a_grant_of_its_own():
    record, _ = _assemble(_contents(PAGE, _draft(PAGE, "Ann Example")), _contents(TABLE, _draft(TABLE, "Ben Other")))
    assert [grant.name for grant in record.grants] == ["Ann Example", "Ben Other"]


def test_namesakes_on_one_day_stay_two_grants_and_two_people_and_pair_by_their_texts():
    courts = ("Western District of Kentucky; June 18, 2004", "Eastern District of North Carolina; October 11, 2006")
    record, _ = _assemble(
        _contents(PAGE, *(_draft(PAGE, "Kevin Washington", district_text=court) for court in courts)),
        _contents(
            RELEASE,
            *(
                _draft(RELEASE, "Kevin Washington", district_text=court, residence_text=home)
                for court, home in zip(reversed(courts), ("Raleigh, NC", "Paducah, KY"), strict=True)
            ),
        ),
    )
    assert len(record.grants) == 2
    assert len({grant.person for grant in record.grants}) == 2
    assert {grant.district_text[:7]: grant.residence_text for grant in record.grants} == {
        "Western": "Paducah, KY",
        "Eastern": "Raleigh, NC",
    }


def test_ids_do_not_depend_on_the_order_of_the_source():
    drafts = [
        _draft(PAGE, "Kevin Washington", district_text=court) for court in ("District of Utah", "District of Maine")
    ]
    one, _ = _assemble(_contents(PAGE, *drafts))
    other, _ = _assemble(_contents(PAGE, *reversed(drafts)))
    assert one.grants == other.grants


def test_a_slip_of_spelling_or_a_suffix_left_out_is_the_same_grant_and_two_suffixes_are_not():
    record, _ = _assemble(
        _contents(
            LIST,
            _draft(LIST, "Turner Ashe"),
            _draft(LIST, "Katherine Exampel"),
            _draft(LIST, "Bo Burr, Sr."),
            _draft(LIST, "Stacy L. Wild"),
        ),
        _contents(
            RELEASE,
            _draft(RELEASE, "Turner Ashe, Jr."),
            _draft(RELEASE, "Katherine Example"),
            _draft(RELEASE, "Bo Burr, Jr."),
            _draft(RELEASE, "Stacy Lynn Wild"),
        ),
    )
    assert [grant.name for grant in record.grants] == [
        "Bo Burr, Jr.",
        "Bo Burr, Sr.",
        "Katherine Exampel",
        "Stacy L. Wild",
        "Turner Ashe",
    ]


def test_two_days_of_one_grant_are_reported():
    _, findings = _assemble(
        _contents(PAGE, _draft(PAGE, "Ann Example")), _contents(TABLE, _draft(TABLE, "Ann Example", date(2016, 8, 4)))
    )
    assert "dated 2016-08-04 here, 2016-08-03 in justice_pages/p" in findings[0].what


def test_a_declined_grant_leaves_the_record_on_the_day_that_became_known():
    known = Known({}, {"arnold ray jones": (date(2016, 10, 6), "left out of a stated total")})
    draft = _draft(LIST, "Arnold Ray Jones", annotation_text="condition declined, commutation not effectuated")
    record, _ = _assemble(_contents(LIST, draft), known=known)
    (grant,) = record.grants
    assert [grant.status(day) for day in (date(2016, 8, 2), DAY, date(2016, 10, 5), date(2016, 10, 6), None)] == [
        None,
        "effective",
        "effective",
        "declined",
        "declined",
    ]
    assert grant.history[1].on_means == "no later than"


def test_a_restated_grant_is_amended_and_not_counted_again():
    first = _draft(TABLE, "Ann Example", date(2026, 1, 15), "pardon", "trump", offense_text="Fraud")
    again = _draft(
        TABLE,
        "Ann Example",
        date(2026, 1, 20),
        "pardon",
        "trump",
        offense_text="Contribution by a foreign national",
        annotation_text="page heading says Amended; see 2026-01-15",
    )
    record, _ = _assemble(_contents(TABLE, first, again))
    (grant,) = record.grants
    assert grant.status() == "amended"
    assert grant.effective()
    assert "offense as amended: Contribution" in grant.history[1].note
    amendment = record.acts["trump-2026-01-20-amendment"]
    assert (amendment.instrument, amendment.amends) == ("amendment", grant.act)


def test_a_replaced_grant_stops_counting_when_its_successor_is_known():
    first = _draft(TABLE, "Ann Example", date(2022, 4, 26), "commutation", "biden")
    second = _draft(
        TABLE,
        "Ann Example",
        date(2022, 6, 13),
        "commutation",
        "biden",
        annotation_text="supersedes the grant of 2022-04-26 to the same recipient",
    )
    record, _ = _assemble(_contents(TABLE, first, second))
    assert [grant.status() for grant in record.grants] == ["superseded", "effective"]
    assert record.grants[0].effective(date(2022, 6, 12))


def test_adding_the_same_source_twice_adds_nothing():
    contents = _contents(
        PAGE, _draft(PAGE, "Ann Example"), _draft(PAGE, "Kevin Washington"), _draft(PAGE, "Kevin Washington")
    )
    record, _ = _assemble(contents)
    again, findings = _assemble(contents, held=record)
    assert again.grants == record.grants
    assert again.persons == record.persons
    assert "3 are known and 0 new" in findings[-1].what


def test_a_source_that_is_not_used_for_facts_makes_no_grant():
    contents = _contents("hobby_table/h", _draft("hobby_table/h", "Ann Example"))
    contents.facts = False
    record, _ = _assemble(contents)
    assert record.grants == ()
