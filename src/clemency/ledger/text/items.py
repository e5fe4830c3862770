"""The numbers that tie the parts of a record together: "1. Northern District of Ohio", "1. & 2. June 3, 1999"."""

from __future__ import annotations

from clemency.ledger.text.tokens import Cursor

# A record with more convictions than this would be a text about something else.
_MOST_ITEMS = 20


def item_numbers(cursor: Cursor) -> tuple[int, ...] | None:
    """Take "1.", "2)", "1. & 2." or "1 and 2." where a statement can begin; None if none stands here."""
    return cursor.attempt(_items)


def _items(cursor: Cursor) -> tuple[int, ...] | None:
    numbers: list[int] = []
    while True:
        token = cursor.peek()
        if token is None or token.kind != "number" or not token.word.isdigit() or len(token.word) > 2:
            return None
        number = int(token.word)
        if not 1 <= number <= _MOST_ITEMS or (numbers and number <= numbers[-1]):
            return None
        cursor.at += 1
        numbers.append(number)
        stopped = cursor.take(".", ")")
        if cursor.take("&", "and"):
            continue
        return tuple(numbers) if stopped else None
