"""Claims beside counts: what explains a difference, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.ledger.invented import grant, record

from clemency.ledger.model import Act, Claim, Gap, Scope
from clemency.ledger.reconcile import Balance, balance, reconcile

A, B = date(1995, 3, 1), date(1996, 5, 2)
DAY = Claim("c", "twice", "", "commutations", "day", A, None, 2, "", "s", "row 1")


def _yearly(measure: str, year: int, value: int) -> Claim:
    return replace(
        DAY,
        id=f"{measure}{year}",
        measure=measure,
        period="fiscal year",
        as_of=date(year, 9, 30),
        fiscal_year=year,
        value=value,
    )


def test_agreement() -> None:
    assert balance(record([grant(1, A), grant(2, A)]), DAY).outcome == "agrees"


def test_a_grant_declined_later_does_not_make_the_day_wrong() -> None:
    assert balance(record([grant(1, A), grant(2, A, declined=B)]), DAY).outcome == "agrees"
    total = replace(DAY, measure="total_commutations", period="total", as_of=B, value=1)
    assert balance(record([grant(1, A), grant(2, A, declined=B)]), total).outcome == "agrees"


def test_total_before_a_day_leaves_the_day_out() -> None:
    before = replace(DAY, measure="total_commutations", period="total before", as_of=B, value=1)
    assert balance(record([grant(1, A), grant(2, B)]), before).outcome == "agrees"


def test_a_difference_is_explained_by_the_day_announced() -> None:
    ledger = record([grant(1, date(1995, 2, 27), announced=A), grant(2, A)])
    held = balance(ledger, DAY)
    assert (held.outcome, held.difference) == ("explained", 1)
    assert "announced" in held.explanation


def test_a_life_sentence_reduced_before_the_grant_explains_a_wider_count() -> None:
    reduced = replace(grant(2, A, life=False), sentence_text="Life imprisonment; amended to 293 months' imprisonment")
    held = balance(record([grant(1, A, life=True), reduced]), replace(DAY, measure="life"))
    assert held.outcome == "explained"
    assert "a court had since reduced" in held.explanation


def test_only_a_gap_of_just_that_size_explains() -> None:
    gap = Gap("twice", "commutation", A, A, 1, "names not held", "s")
    assert balance(record([grant(1, A)], gaps=[gap]), DAY).outcome == "explained"
    assert balance(record([grant(1, A)], gaps=[replace(gap, missing=2)]), DAY).outcome == "open"


def test_a_surplus_is_never_explained_by_a_gap() -> None:
    gap = Gap("twice", "commutation", A, A, None, "names not held", "s")
    assert balance(record([grant(n, A) for n in range(3)], gaps=[gap]), DAY).outcome == "open"


def test_yearly_differences_must_add_up_to_the_gap() -> None:
    gap = Gap("twice", "commutation", date(1993, 1, 20), date(2001, 1, 20), 5, "names not held", "s")
    pardon = grant(1, A, kind="pardon")
    claims = [_yearly("commutations", 1995, 3), _yearly("commutations", 1996, 2), _yearly("granted", 1995, 4)]
    outcomes = [b.outcome for b in reconcile(record([pardon], claims, [gap]))]
    assert outcomes == ["explained", "explained", "explained"]
    claims[1] = replace(claims[1], value=1)
    assert [b.outcome for b in reconcile(record([pardon], claims, [gap]))][:2] == ["open", "open"]


def test_petitions_are_kept_as_claims_and_not_compared() -> None:
    held = balance(record([grant(1, A)]), _yearly("received_pardon", 1995, 400))
    assert (held.outcome, held.ours) == ("not comparable", None)


def test_a_class_act_is_held_as_an_act_and_makes_no_rows() -> None:
    claim = replace(DAY, measure="others", value=None, text="class pardon")
    assert balance(record([grant(1, A)]), claim).outcome == "open"
    scope = Scope("to all persons who", (), None, None, "")
    act = Act("x", "proclamation", "A class", "twice", "twice-1", A, A, (), scope)
    held = balance(replace(record([grant(1, A)]), acts={"x": act}), claim)
    assert held.outcome == "agrees"
    assert "without rows" in held.explanation


def test_balance_as_plain_values() -> None:
    held = balance(record([grant(1, A)]), DAY)
    assert isinstance(held, Balance)
    plain = held.as_json()
    assert (plain["stated"], plain["ours"], plain["difference"], plain["rule"]) == (2, 1, 1, "commutations")
