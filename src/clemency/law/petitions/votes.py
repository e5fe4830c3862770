"""What a board's recorded votes come to under the rule for the kind of case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from clemency.errors import CoverageError
from clemency.law.petitions.jurisdictions import Board, VoteRule

Vote = Literal["favour", "against", "recused", "absent"]


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """carried: favourable by the rule. valid: a quorum took part; without it there is no outcome at all."""

    rule: VoteRule
    favour: int
    against: int
    recused: int
    valid: bool
    carried: bool
    why: str


def vote_rule(board: Board, *, kind: str, life_or_death: bool) -> VoteRule:
    """The first rule of the board that fits the case; rules for special sentences stand first in the file."""
    for rule in board.votes:
        if kind in rule.kinds and (rule.when == "any" or life_or_death):
            return rule
    raise CoverageError(f"the board's rules do not say how it votes on a {kind}.")


def outcome(board: Board, votes: Mapping[str, Vote], *, kind: str, life_or_death: bool) -> VoteOutcome:
    """votes: member -> vote. A recused member counts neither towards the quorum nor towards the result,
    and never lowers what the rule asks for: a majority is of the whole board, unanimity of all its other members."""
    rule = vote_rule(board, kind=kind, life_or_death=life_or_death)
    counts = {name: sum(vote == name for vote in votes.values()) for name in ("favour", "against", "recused")}
    favour, against, recused = counts["favour"], counts["against"], counts["recused"]
    taking_part = favour + against
    valid = taking_part >= board.quorum
    if rule.rule == "unanimous":
        asked = board.members - recused
        carried = valid and against == 0 and favour == asked
        ask = f"all {asked} members who may vote"
    else:
        asked = board.members // 2 + 1
        carried = valid and favour >= asked
        ask = f"{asked} of {board.members} members"
    quorum = f"quorum {board.quorum}, {taking_part} voted"
    if not valid:
        why = f"No quorum ({quorum})."
    else:
        why = f"{favour} in favour, {against} against, {recused} recused; the rule asks for {ask} ({quorum})."
    return VoteOutcome(rule, favour, against, recused, valid, carried, why)
