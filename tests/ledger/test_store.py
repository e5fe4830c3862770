"""The record on disk: the same bytes, checked on loading, fast; and what must be true of the bundled one."""

from __future__ import annotations

import json
import shutil
import time
from datetime import date

import pytest

from clemency.errors import SourceError
from clemency.ledger import store
from clemency.ledger.reading import read_grant
from clemency.ledger.store import BUNDLED, load_record, save_record


@pytest.fixture(scope="module")
def record():
    return load_record()


def test_saving_and_loading_changes_nothing(record, tmp_path):
    saved = save_record(record, tmp_path / "copy")
    assert saved == record
    for path in BUNDLED.iterdir():
        assert path.read_bytes() == (tmp_path / "copy" / path.name).read_bytes(), path.name


def test_a_changed_file_is_refused(tmp_path):
    folder = tmp_path / "record"
    shutil.copytree(BUNDLED, folder)
    grants = folder / "grants.jsonl"
    grants.write_text(grants.read_text(encoding="utf-8").replace("2016-12-19", "2016-12-18", 1), encoding="utf-8")
    with pytest.raises(SourceError, match=r"grants.jsonl is not the file that manifest.json names"):
        load_record(folder)


def test_a_folder_without_a_record_is_refused(tmp_path):
    with pytest.raises(SourceError, match="no record here"):
        load_record(tmp_path)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("{", "damaged record"),
        ("{}", "format None"),
        ('{"format": 1}', "damaged record"),
        ('{"format": 99}', "format 99"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(tmp_path, manifest, words):
    folder = tmp_path / "record"
    shutil.copytree(BUNDLED, folder)
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        load_record(folder)


def test_it_loads_in_under_three_tenths_of_a_second():
    times = []
    for _ in range(5):
        store._load.cache_clear()
        start = time.process_time()
        load_record()
        times.append(time.process_time() - start)
    assert min(times) < 0.3


def test_the_manifest_names_version_and_digest(record):
    manifest = json.loads((BUNDLED / "manifest.json").read_text(encoding="utf-8"))
    assert (record.version, record.digest) == (manifest["version"], manifest["digest"])


# What must be true of the rows


def _in_effect(record, kind: str, day: date) -> int:
    """Obama's grants of that kind announced by that day and, as then known, in effect."""
    return sum(
        grant.president == "obama" and grant.kind == kind and grant.announced_on <= day and grant.effective(day)
        for grant in record.grants
    )


def test_the_nineteenth_of_december_2016(record):
    day = date(2016, 12, 19)
    kinds = [grant.kind for grant in record.grants_by_day[day]]
    assert (kinds.count("commutation"), kinds.count("pardon")) == (153, 78)
    assert _in_effect(record, "commutation", day) == 1176
    assert _in_effect(record, "pardon", day) == 148
    assert _in_effect(record, "pardon", date(2016, 12, 18)) == 70
    until = [g for g in record.grants if g.president == "obama" and g.kind == "commutation" and g.signed_on <= day]
    assert len(until) == 1177
    assert sum(grant.reading.life is True for grant in until) == 395


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (date(2013, 12, 18), 1),
        (date(2014, 12, 17), 21),
        (date(2015, 12, 18), 184),
        (date(2016, 8, 3), 562),
        (date(2016, 8, 30), 673),
        (date(2016, 10, 6), 774),  # one grant of 3 August was declined, and this is the first total without it
        (date(2016, 10, 27), 872),
        (date(2016, 11, 4), 944),
        (date(2017, 1, 17), 1385),
        (date(2017, 1, 19), 1715),
    ],
)
def test_running_totals_as_known_on_the_day(record, day, total):
    assert _in_effect(record, "commutation", day) == total


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (date(2016, 3, 30), 92),
        (date(2016, 8, 3), 197),
        (date(2016, 8, 30), 232),
        (date(2016, 11, 4), 324),
        (date(2016, 11, 22), 342),
        (date(2016, 12, 19), 395),
        (date(2017, 1, 17), 504),
    ],
)
def test_life_sentences_to_date(record, day, total):
    assert total == sum(
        grant.president == "obama"
        and grant.kind == "commutation"
        and grant.signed_on <= day
        and grant.reading.life is True
        for grant in record.grants
    )


def test_records_and_the_one_declined(record):
    commutations = [g for g in record.grants if g.president == "obama" and g.kind == "commutation"]
    assert len(commutations) == 1716
    assert [grant.name for grant in commutations if not grant.effective()] == ["Arnold Ray Jones"]


def test_namesakes_stay_apart(record):
    for name, day in (("Kevin Washington", date(2016, 10, 27)), ("Ronald Evans", date(2016, 8, 3))):
        pair = [grant for grant in record.grants_by_day[day] if grant.name == name]
        assert len({grant.person for grant in pair}) == 2
    harrisons = [grant for grant in record.grants if grant.name == "Charles Harrison"]
    assert len({grant.person for grant in harrisons}) == 2


def test_people_with_several_grants_are_linked_by_evidence(record):
    linked = {person.name: person for person in record.persons.values() if len(person.grants) > 1}
    assert len(linked["Alice Marie Johnson"].grants) == 2
    assert all(person.links and all(link.detail for link in person.links) for person in linked.values())
    in_links = {grant for person in linked.values() for link in person.links for grant in link.grants}
    assert all(set(person.grants) <= in_links for person in linked.values())


def test_every_grant_stands_on_an_act_a_person_a_term_and_sources(record):
    ids = [grant.id for grant in record.grants]
    assert len(ids) == len(set(ids))
    for grant in record.grants:
        assert record.acts[grant.act].president == grant.president
        assert grant.id in record.persons[grant.person].grants
        assert any(term.key == grant.term for term in record.presidents[grant.president].terms)
        assert all(cite.source in record.sources for cite in grant.cites)
        for field in ("name", "offense_text", "district_text", "sentence_text", "terms_text", "biography_text"):
            assert not getattr(grant, field) or grant.cite(field), (grant.id, field)
        assert grant.announced_on >= grant.signed_on


def test_class_acts_have_a_scope_and_no_rows_of_people(record):
    classes = [act for act in record.acts.values() if act.is_class]
    assert sorted(act.signed_on for act in classes) == [
        date(2022, 10, 6),
        date(2023, 12, 22),
        date(2024, 6, 26),
        date(2025, 1, 19),
        date(2025, 1, 20),
    ]
    for act in classes:
        assert act.scope is not None
        assert act.scope.text
        under = [grant for grant in record.grants if grant.act == act.id]
        assert len(under) == (14 if act.number == "10887" else 0)


def test_all_1499_commutations_of_the_twelfth_of_december_2024(record):
    day = [grant for grant in record.grants_by_day[date(2024, 12, 12)] if grant.kind == "commutation"]
    assert len(day) == 1499  # five rows of the printed table hold two people each
    assert len({grant.register_number for grant in day}) == 1499


def test_signed_and_announced_days_stand_apart(record):
    assert {g.announced_on for g in record.grants_by_day[date(2021, 1, 13)]} == {date(2021, 1, 20)}
    assert {g.announced_on for g in record.grants_by_day[date(2014, 12, 15)]} == {date(2014, 12, 17)}


def test_coverage_says_what_is_missing(record):
    gaps = record.coverage.gaps_touching(date(2025, 1, 17), date(2025, 1, 17), "biden", "commutation")
    assert 2490 in [gap.missing for gap in gaps]
    assert record.coverage.gaps_touching(date(1980, 1, 1), date(1980, 1, 1))


def test_missing_counts_are_those_that_the_statistics_state(record):
    for gap in record.coverage.gaps:
        if gap.source == "statistics/by-fiscal-year":
            stated = [
                claim.value or 0
                for claim in record.claims
                if claim.president == gap.president
                and claim.measure == "commutations"
                and claim.period == "fiscal year"
            ]
            assert gap.missing == sum(stated), gap


def test_no_text_is_damaged(record):
    for grant in record.grants:
        for text in (grant.name, grant.offense_text, grant.district_text, grant.sentence_text, grant.terms_text):
            assert not any(mark in text for mark in ("Ã", "â€", "\ufffd", "†", "ß", "\xa0", "  ")), (grant.id, text)


def test_the_readings_are_what_the_parsers_give_today(record):
    """A sample; the whole is compared where the raw files are at hand. If it fails, build the record again."""
    for grant in record.grants[::12]:
        assert read_grant(grant) == grant.reading, grant.id
