"""Waits, presumed concurrence, re-application, votes, and the which-form guide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.errors import CaseError, CoverageError, InputError
from clemency.law.petitions import which_form
from clemency.law.petitions.concurrence import presumed_concurrence
from clemency.law.petitions.jurisdictions import jurisdiction, known
from clemency.law.petitions.partial_dates import PartialDate, add_years
from clemency.law.petitions.reapplication import reapplication
from clemency.law.petitions.votes import outcome
from clemency.law.petitions.waits import Conviction, wait

FEDERAL, GEORGIA, PENNSYLVANIA = (jurisdiction(name) for name in ("federal", "georgia", "pennsylvania"))
D = PartialDate.parse


def released(day, convicted="2010-01-15"):
    return Conviction(D(convicted), D(convicted), True, D(day))


def pardon_wait(*convictions, on):
    return wait(office=FEDERAL, kind="pardon", convictions=convictions, on=on)


@pytest.mark.parametrize(
    ("day", "on", "status"),
    [
        ("2019-03-14", date(2024, 3, 13), "running"),  # the day before
        ("2019-03-14", date(2024, 3, 14), "over"),  # five years to the day
        ("2019-03", date(2024, 2, 29), "running"),  # a month is not its first day
        ("2019-03", date(2024, 3, 15), "depends"),
        ("2019-03", date(2024, 3, 31), "over"),
        ("2019", date(2024, 6, 1), "depends"),
        ("2020-02-29", date(2025, 2, 28), "running"),  # a leap day: the fifth year is full on 1 March
        ("2020-02-29", date(2025, 3, 1), "over"),
    ],
)
def test_the_federal_wait_runs_from_release(day, on, status):
    assert pardon_wait(released(day), on=on).status == status


def test_four_years_eleven_months_is_flagged_with_anchor_and_citation():
    finding = pardon_wait(released("2019-07-01"), on=date(2024, 6, 1))
    assert finding.status == "running"
    assert finding.sentence == (
        "5 years from release from confinement 2019-07-01: the wait ends 2024-07-01 "
        "(28 CFR 1.2; pardon form of March 2024; advisory)."
    )


def test_without_a_prison_term_rule_and_form_name_different_days_and_both_count():
    conviction = Conviction(D("2018-01-10"), D("2018-06-20"), confined=False)
    between = pardon_wait(conviction, on=date(2023, 3, 1))
    assert between.status == "depends"
    assert dict(between.anchors) == {"convicted_on": D("2018-01-10"), "sentenced_on": D("2018-06-20")}
    assert pardon_wait(conviction, on=date(2023, 6, 20)).status == "over"


def test_the_most_recent_conviction_starts_the_clock_again():
    old, new = released("2005-01-01", "2000-01-01"), released("2022-01-01", "2021-01-01")
    assert pardon_wait(old, on=date(2024, 1, 1)).status == "over"
    assert pardon_wait(old, new, on=date(2024, 1, 1)).status == "running"


def test_when_either_conviction_may_be_the_latest_both_are_counted():
    one, other = released("2012-05-05", "2010"), released("2016-05-05", "2010-06-01")
    assert pardon_wait(one, other, on=date(2018, 1, 1)).status == "depends"


def test_unknown_facts_are_asked_for_and_never_guessed():
    finding = pardon_wait(Conviction(convicted_on=D("2010-01-01")), on=date(2024, 1, 1))
    assert finding.status == "needs_more"
    assert "whether a prison term was served" in finding.missing
    assert "the date of release from confinement" in finding.missing
    assert pardon_wait(on=date(2024, 1, 1)).status == "needs_more"


def test_commutation_has_no_wait_and_georgia_counts_from_completion():
    assert wait(office=FEDERAL, kind="commutation", convictions=(), on=date(2024, 1, 1)).status == "no_rule"
    done = Conviction(sentence_completed_on=D("2018-01-01"))
    assert wait(office=GEORGIA, kind="pardon", convictions=(done,), on=date(2024, 1, 1)).status == "over"
    registrable = Conviction(sentence_completed_on=D("2018-01-01"), registrable=True)
    finding = wait(office=GEORGIA, kind="pardon", convictions=(registrable,), on=date(2024, 1, 1))
    assert (finding.status, finding.rule.years) == ("running", 10)


@given(st.dates(date(2003, 1, 1), date(2015, 1, 1)), st.integers(0, 4000))
def test_as_days_pass_a_wait_only_ever_moves_towards_over(start, later):
    order = ["running", "depends", "over"]
    conviction = released(f"{start:%Y-%m}", "2001-01-01")
    on = start + timedelta(days=later)
    before, after = pardon_wait(conviction, on=on), pardon_wait(conviction, on=on + timedelta(days=1))
    assert order.index(before.status) <= order.index(after.status)


@pytest.mark.parametrize("text", ["2019-13", "2019-02-30", "March 2019", "", "19"])
def test_a_date_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(CaseError, match="released_on"):
        PartialDate.parse(text, "released_on")


@pytest.mark.parametrize(
    ("text", "precision"), [("2019-03-14", "day"), ("2020-02", "month"), ("2019", "year"), ("c. 2019", "approximate")]
)
def test_precision_is_kept_and_written_back(text, precision):
    assert D(text).precision == precision
    assert str(D(text)) == text.replace("c. ", "about ")


def test_adding_years_keeps_the_day_save_from_a_leap_day():
    assert add_years(date(2020, 2, 29), 4) == date(2024, 2, 29)
    assert add_years(date(2020, 2, 29), 5) == date(2025, 3, 1)


def propose(on, *, transmitted=date(2016, 6, 1), adverse=True, capital=False, office=FEDERAL):
    return presumed_concurrence(office=office, transmitted_on=transmitted, adverse=adverse, capital=capital, on=on)


def test_presumed_concurrence_is_proposed_once_thirty_days_have_run_and_not_before():
    assert not propose(date(2016, 7, 1)).proposed
    assert propose(date(2016, 7, 2)).proposed
    assert propose(date(2016, 7, 2)).rule.days == 30


def test_it_is_never_proposed_in_a_capital_case_or_after_favourable_advice_or_by_a_board():
    for finding in (
        propose(date(2020, 1, 1), capital=True),
        propose(date(2020, 1, 1), adverse=False),
        propose(date(2020, 1, 1), office=GEORGIA),
    ):
        assert not finding.proposed
        assert finding.why


def test_a_rule_that_was_only_proposed_never_applies():
    assert [rule.days for rule in FEDERAL.presumed_concurrence] == [30, 90]
    assert propose(date(2026, 7, 2), transmitted=date(2026, 6, 1)).rule.days == 30


def test_where_the_offices_own_sources_differ_on_reapplying_both_are_shown():
    finding = reapplication(office=FEDERAL, kind="pardon", denied_on=date(2024, 6, 1))
    assert [day for day, _ in finding.opens] == [date(2024, 6, 1), date(2026, 6, 1)]
    assert "differ" in finding.sentence
    earlier = reapplication(office=FEDERAL, kind="commutation", denied_on=date(2010, 6, 1))
    assert [day for day, _ in earlier.opens] == [date(2011, 6, 1)]


def ballots(favour, against, recused=0):
    names = iter("ABCDE")
    return {
        **{next(names): "favour" for _ in range(favour)},
        **{next(names): "against" for _ in range(against)},
        **{next(names): "recused" for _ in range(recused)},
    }


@pytest.mark.parametrize(
    ("votes", "life", "valid", "carried"),
    [
        (ballots(3, 2), False, True, True),
        (ballots(2, 3), False, True, False),
        (ballots(3, 0), False, False, False),  # no quorum of four
        (ballots(3, 1, 1), False, True, True),
        (ballots(2, 2, 1), False, True, False),  # a majority of the board, not of those present
        (ballots(4, 1), True, True, False),  # life: all of them
        (ballots(5, 0), True, True, True),
        (ballots(4, 0, 1), True, True, True),
        (ballots(4, 0), True, True, False),  # one was absent: not all
    ],
)
def test_pennsylvania_votes(votes, life, valid, carried):
    result = outcome(PENNSYLVANIA.board, votes, kind="commutation", life_or_death=life)
    assert (result.valid, result.carried) == (valid, carried), result.why


def test_every_office_file_is_whole_and_every_rule_names_its_source_and_mark():
    assert known() == ("federal", "georgia", "pennsylvania")
    for name in known():
        office = jurisdiction(name)
        assert office.mode in {"chain", "board", "gatekeeper"}
        assert set(office.case_prefixes) == set(office.kinds) == set(office.required_parts)
        assert len(set(office.case_prefixes.values())) == len(office.kinds)
        assert (office.board is None) == (office.mode == "chain")
        rules = [
            *(w.rule for w in office.waits), *(r.rule for r in office.reapplication),
            *(p.rule for p in office.presumed_concurrence), *(n.rule for n in office.notices),
            *(v.rests_on for v in (office.board.votes if office.board else ())),
        ]  # fmt: skip
        assert all(rule.source and rule.text and rule.mark in {"V", "S", "K", "D"} for rule in rules)
    with pytest.raises(CoverageError, match="federal, georgia, pennsylvania"):
        jurisdiction("atlantis")


def test_every_path_through_the_guide_ends_in_a_result_in_both_languages():
    ends = []

    def go(path):
        step = which_form.walk(path)
        spanish = which_form.walk(path, "es")
        assert len(step.answers) == len(spanish.answers)
        assert step.text != spanish.text
        if step.form is None:
            for number in range(len(step.answers)):
                go([*path, number])
        else:
            ends.append((tuple(path), step.form))
            assert step.basis
            assert step.mark

    go([])
    assert {form for _, form in ends} == {"pardon", "commutation", "remission", "certificate", "reprieve", ""}
    assert dict(ends)[(0, 1)] == "commutation"
    assert dict(ends)[(3,)] == ""


def test_an_answer_that_was_not_offered_is_refused():
    with pytest.raises(InputError, match="0 to 4"):
        which_form.walk([9])
    with pytest.raises(InputError, match="left over"):
        which_form.walk([3, 0])
