"""Days restored by order, by stated counts and by the record; never guessed."""

from __future__ import annotations

from datetime import date

from clemency.ledger.model import Claim
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.dating import NO_DAY, restore_days

OLD, NEW = date(2016, 11, 22), date(2016, 12, 19)


def _list(source: str, sections: list[tuple[date | None, list[str]]], residence: bool = False) -> Contents:
    contents = Contents(source, Account())
    for number, (day, names) in enumerate(sections):
        for name in names:
            value = contents.account.read(f"line {len(contents.drafts) + 1}", name)
            contents.account.keep(value)
            fields = {"residence_text": "Rome, GA"} if residence else {}
            contents.drafts.append(
                Draft(
                    source, f"line {value}", "obama", "commutation", name, day, fields, section=number, values=(value,)
                )
            )
    return contents


def _stated(day: date, count: int) -> Claim:
    return Claim(
        f"c-{day}-{count}", "obama", "", "commutations", "day", day, None, count, "", "announcements", "line 1"
    )


def _days(contents: Contents) -> list[date | None]:
    return [draft.signed_on for draft in contents.drafts]


def test_a_section_without_heading_takes_the_one_day_with_its_count():
    contents = _list("a", [(None, ["Ann Abel", "Ben Bell"]), (OLD, ["Cy Cole"])])
    restore_days([contents], [_stated(NEW, 2), _stated(date(2015, 1, 1), 2), _stated(date(2017, 1, 19), 3)])
    assert _days(contents) == [NEW, NEW, OLD]  # the day of 2015 lies below the section that follows
    assert "dated 2016-12-19" in contents.findings[0].what


def test_two_days_with_that_count_leave_it_undated_and_rejected():
    contents = _list("a", [(None, ["Ann Abel", "Ben Bell"]), (OLD, ["Cy Cole"])])
    restore_days([contents], [_stated(NEW, 2), _stated(date(2017, 1, 19), 2)])
    assert _days(contents) == [OLD]
    totals = contents.account.close()
    assert (totals.kept, totals.rejected) == (1, 2)
    assert contents.account.not_kept()[0].reason == NO_DAY


def test_a_copy_in_the_same_order_gives_its_days():
    dated = _list("a", [(NEW, ["Ann Abel", "Ben Bell", "Cy Cole"]), (OLD, ["Abe Ames", "Bo Burr"])])
    undated = _list("b", [(None, ["Ann Abel", "Ben Bel", "Cy Cole", "Abe Ames", "Bo Burr"])])
    restore_days([undated, dated], [])
    assert _days(undated) == [NEW, NEW, NEW, OLD, OLD]  # "Ben Bel" from neighbours of one day on both sides


def test_a_name_spelled_otherwise_between_two_days_stays_undated():
    dated = _list("a", [(NEW, ["Ann Abel", "Ben Bell"]), (OLD, ["Abe Ames", "Bo Burr"])])
    undated = _list("b", [(None, ["Ann Abel", "Ben Belli", "Abe Ames", "Bo Burr"])])
    restore_days([undated, dated], [])
    assert [draft.name for draft in undated.drafts] == ["Ann Abel", "Abe Ames", "Bo Burr"]


def test_namesakes_take_their_days_by_order():
    dated = _list("a", [(NEW, ["Ann Abel", "Charles Harrison"]), (OLD, ["Abe Ames", "Charles Harrison"])])
    undated = _list("b", [(None, ["Ann Abel", "Charles Harrison", "Abe Ames", "Charles Harrison"])])
    restore_days([undated, dated], [])
    assert _days(undated) == [NEW, NEW, OLD, OLD]


def test_a_run_of_several_sections_is_cut_where_the_alphabet_starts_again():
    first = [f"Ann {surname}" for surname in ("Abel", "Cole", "Dunn", "Hill", "Moss", "Reed", "Webb", "Young")]
    second = [f"Ben {surname}" for surname in ("Adams", "Baker", "Clay", "Drew", "Ford", "Lane", "Wood")]
    claims = [_stated(date(2017, 1, 19), 8), _stated(date(2017, 1, 17), 7)]
    contents = _list("a", [(None, first + second), (OLD, ["Cy Cole"])])
    restore_days([contents], claims)
    assert _days(contents) == [date(2017, 1, 19)] * 8 + [date(2017, 1, 17)] * 7 + [OLD]
    contents = _list("a", [(None, first + second), (OLD, ["Cy Cole"])])
    restore_days([contents], claims[:1])  # one piece agrees and the other does not: neither is dated
    assert _days(contents) == [OLD]


def test_a_pasted_block_stands_outside_the_order_of_the_list():
    contents = _list("a", [(None, ["Ann Abel", "Ben Bell"])], residence=True)
    restore_days([contents], [_stated(NEW, 2)])
    assert _days(contents) == [NEW, NEW]
