"""Days restored to lists whose dated headings were lost.

Independent grounds are used, and a section that none reaches stays undated, to be rejected with that reason:

order   another copy of the same list prints the same names in the same order, under headings that survived;
count   a figure stated for one day, and for no other day that could stand in this place, equals the section's size;
record  a record that is being added to holds the grant already.

A leading run that holds several lost sections is cut where the alphabet starts again, since each section is sorted by
surname; the cut counts only if every piece then agrees with a stated count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from clemency.ledger.identity import plain_name, surname
from clemency.ledger.model import Claim, Grant
from clemency.sources.account import Contents, Draft

NO_DAY = "its heading with the day is missing, and no other copy or stated count restores it"


def restore_days(lists: Sequence[Contents], claims: Iterable[Claim], held: Sequence[Grant] = ()) -> None:
    """Give undated drafts of the lists their day where it can be known; reject the others. Adds findings.

    held: grants of a record that is already there; a list read on its own takes days from it.
    """
    stated = [claim for claim in claims if claim.period == "day" and claim.value]
    for contents in lists:
        for section in _undated_sections(contents):
            _by_count(contents, [section], stated)
    for contents in lists:
        if any(draft.signed_on is None for draft in contents.drafts):
            for other in lists:
                if other is not contents:
                    _by_order(contents, other)
    for contents in lists:
        for section in _undated_sections(contents):
            _by_count(contents, _cut_at_alphabet(section), stated)
        _by_record(contents, held)
        _reject_undated(contents)


def _undated_sections(contents: Contents) -> list[list[Draft]]:
    """Runs of undated drafts of one section that stand together."""
    runs = groupby(contents.drafts, key=lambda draft: (draft.section, draft.signed_on))
    return [list(run) for (_, day), run in runs if day is None]


def _by_count(contents: Contents, pieces: list[list[Draft]], stated: list[Claim]) -> None:
    """Date the pieces (all of them or none) by stated counts, within the days of the sections around them."""
    if not pieces:
        return
    newest, oldest = _bounds(contents, pieces[0][0], pieces[-1][-1])
    taken = {draft.signed_on for draft in contents.drafts if draft.signed_on}
    days: list[date] = []
    for piece in pieces:
        first = piece[0]
        candidates = {
            claim.as_of
            for claim in stated
            if claim.president == first.president
            and claim.measure == f"{first.kind}s"
            and claim.value == len(piece)
            and oldest < claim.as_of < newest
            and claim.as_of not in taken
        }
        if len(candidates) != 1:
            return
        days.append(candidates.pop())
        taken.add(days[-1])
    for piece, day in zip(pieces, days, strict=True):
        for draft in piece:
            draft.signed_on = day
        contents.find(
            piece[0].locator,
            f"section without a heading, {len(piece)} {piece[0].kind}s from {piece[0].name} to {piece[-1].name}: dated "
            f"{day}, the one day between {_shown(oldest)} and {_shown(newest)} for which that number is stated",
        )


def _shown(day: date) -> str:
    return "the start" if day == date.min else "the end" if day == date.max else day.isoformat()


def _bounds(contents: Contents, first: Draft, last: Draft) -> tuple[date, date]:
    """The days that a section must lie between, from the dated sections around it; lists run from new to old.

    A block in another layout (a pasted release) stands outside the order, and has no bounds.
    """
    if "residence_text" in first.fields:
        return date.max, date.min
    drafts = contents.drafts
    start = next(place for place, draft in enumerate(drafts) if draft is first)
    end = next(place for place, draft in enumerate(drafts) if draft is last)
    newer = next((draft.signed_on for draft in reversed(drafts[:start]) if draft.signed_on), None)
    older = next((draft.signed_on for draft in drafts[end + 1 :] if draft.signed_on), None)
    return newer or date.max, older or date.min


def _by_order(contents: Contents, other: Contents) -> None:
    """Take days from a copy of the same list, name by name in order."""
    undated = [draft for draft in contents.drafts if draft.signed_on is None]
    dated = [draft for draft in other.drafts if draft.signed_on and "residence_text" not in draft.fields]
    if not undated or not dated:
        return
    if (undated[0].president, undated[0].kind) != (dated[0].president, dated[0].kind):
        return
    names = [plain_name(draft.name) for draft in undated]
    matcher = SequenceMatcher(None, names, [plain_name(draft.name) for draft in dated], autojunk=False)
    restored = 0
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            undated[block.a + offset].signed_on = dated[block.b + offset].signed_on
            restored += 1
    between = _fill_between(undated)
    if restored:
        contents.find(
            undated[0].locator,
            f"{restored} records dated by the order of {other.source}"
            + (f", and {between} whose names differ there, from their neighbours on both sides" if between else ""),
        )


def _fill_between(drafts: list[Draft]) -> int:
    """Date a draft whose neighbours on both sides have one day. Returns how many."""
    filled = 0
    for place, draft in enumerate(drafts):
        if draft.signed_on is not None or place == 0:
            continue
        before = drafts[place - 1].signed_on
        after = next((later.signed_on for later in drafts[place + 1 :] if later.signed_on), None)
        if before is not None and before == after:
            draft.signed_on = before
            filled += 1
    return filled


def _by_record(contents: Contents, held: Sequence[Grant]) -> None:
    """Take days from a record that holds the grant: the one of that kind to that name, or of namesakes the one with the
    same court and day of sentence.
    """
    undated = [draft for draft in contents.drafts if draft.signed_on is None]
    if not undated or not held:
        return
    by_name: dict[tuple[str, str, str], list[Grant]] = {}
    for grant in held:
        by_name.setdefault((grant.president, grant.kind, plain_name(grant.name)), []).append(grant)
    restored = 0
    for draft in undated:
        same = by_name.get((draft.president, draft.kind, plain_name(draft.name)), [])
        if len(same) > 1:
            court = plain_name(draft.fields.get("district_text", ""))
            same = [grant for grant in same if court and plain_name(grant.district_text) == court]
        if len(same) == 1:
            draft.signed_on = same[0].signed_on
            restored += 1
    if restored:
        contents.find(undated[0].locator, f"{restored} records dated by the grants that the record holds")


def _cut_at_alphabet(section: list[Draft]) -> list[list[Draft]]:
    """The section cut where surnames fall back from the end of the alphabet to its beginning."""
    initials = [surname(draft.name)[:1] or "a" for draft in section]
    pieces: list[list[Draft]] = [[]]
    for place, draft in enumerate(section):
        before, after = sorted(initials[max(0, place - 5) : place]), sorted(initials[place : place + 5])
        falls_back = (
            place > 0
            and initials[place] < initials[place - 1]
            and ord(before[len(before) // 2]) - ord(after[len(after) // 2]) >= 10
            and len(pieces[-1]) > 5
        )
        if falls_back:
            pieces.append([])
        pieces[-1].append(draft)
    return pieces


def _reject_undated(contents: Contents) -> None:
    for draft in contents.drafts:
        if draft.signed_on is None:
            contents.account.reject(draft.values, NO_DAY)
    contents.drafts = [draft for draft in contents.drafts if draft.signed_on is not None]
