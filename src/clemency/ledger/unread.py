"""The parts of a grant's texts that the parsers did not understand: listed, never dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clemency.ledger.model import Grant
from clemency.ledger.reading import read_offense
from clemency.ledger.text import parse_district, parse_sentence, parse_terms


@dataclass(frozen=True, slots=True)
class UnreadPiece:
    """Words of one field of a grant that no rule of the grammar took, as printed."""

    grant: Grant
    field: str
    text: str


def unread_pieces(grant: Grant) -> Iterator[UnreadPiece]:
    """The words not understood in a grant's court, sentence, terms and offense. Nothing is parsed again if all was read."""
    if not grant.reading.unparsed:
        return
    for piece in parse_district(grant.district_text).unread:
        yield UnreadPiece(grant, "district_text", piece.text)
    for piece in parse_sentence(grant.sentence_text).unread:
        yield UnreadPiece(grant, "sentence_text", piece.text)
    for piece in parse_terms(grant.terms_text).unread:
        yield UnreadPiece(grant, "terms_text", piece.text)
    for piece in read_offense(grant, grant.reading.districts, grant.reading.sentenced_years).unread:
        yield UnreadPiece(grant, "offense_text", piece.text)
