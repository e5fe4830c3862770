"""Patterns of words, written for people, matched on tokens.

    possession of {firearm} (by a|by) [convicted] felon

``(a|b)`` is a choice, ``[a]`` may be missing, ``{name}`` is a list defined once in the same table, ``<n>`` is a
number in figures or words, ``<(>`` and ``<)>`` are the brackets themselves. Quotation marks and hyphens in the text
are passed over. Of several patterns the one that takes most words wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from clemency.ledger.text.tokens import NUMBER_WORDS, Cursor

T = TypeVar("T")

_PIECE = re.compile(r"\{([a-z_0-9]+)\}|(<[n()]>)|([\[\]()|])|([^\s\[\]()|{}<>]+)")
_NUMBER = "(?:" + "|".join(["[0-9][0-9.]*", *sorted(NUMBER_WORDS)]) + ")"
_ANY_NUMBER = "<n>"
_SKIPPED = frozenset({'"'})


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern as a regular expression on words with a blank after each, and the words it can begin with."""

    expression: str
    first: frozenset[str]
    may_be_empty: bool
    words: frozenset[str]


class PhraseTable(Generic[T]):
    """Patterns with a value each. ``match`` gives the value of the longest pattern that stands at a token."""

    def __init__(self, patterns: Iterable[tuple[str, T]], lists: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[re.Pattern[str], T]]] = defaultdict(list)
        words: set[str] = set()
        for pattern, value in patterns:
            compiled = _compile(pattern, lists)
            if compiled.may_be_empty:
                raise ValueError(f'the pattern "{pattern}" could match nothing')
            words |= compiled.words
            expression = re.compile(compiled.expression)
            for word in compiled.first:
                self._by_first[word].append((expression, value))
        self.vocabulary = frozenset(word for word in words if word.isalpha())

    def match(self, words: WordLine, index: int) -> tuple[T, int] | None:
        """The value of the longest pattern at token ``index``, and the index after it."""
        word = words.word(index)
        kinds = (word, _ANY_NUMBER) if word[:1].isdigit() or word in NUMBER_WORDS else (word,)
        best: tuple[T, int] | None = None
        for kind in kinds:
            for expression, value in self._by_first.get(kind, ()):
                end = words.match(expression, index)
                if end is not None and (best is None or end > best[1]):
                    best = (value, end)
        return best


class WordLine:
    """The words of a cursor's tokens as one line, so that an expression can run over them."""

    def __init__(self, cursor: Cursor) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._index_at: dict[int, int] = {}
        position = 0
        for index, token in enumerate(cursor.tokens):
            self._starts.append(position)
            self._index_at[position] = index
            if token.word not in _SKIPPED:
                piece = token.word.replace(" ", "") + " "
                pieces.append(piece)
                position += len(piece)
        self._index_at[position] = len(cursor.tokens)
        self._line = "".join(pieces)
        self._words = [token.word for token in cursor.tokens]

    def word(self, index: int) -> str:
        while index < len(self._words) and self._words[index] in _SKIPPED:
            index += 1
        return self._words[index] if index < len(self._words) else ""

    def match(self, expression: re.Pattern[str], index: int) -> int | None:
        if index >= len(self._starts):
            return None
        found = expression.match(self._line, self._starts[index])
        return self._index_at.get(found.end()) if found and found.end() > self._starts[index] else None


def _compile(pattern: str, lists: Mapping[str, str]) -> _Compiled:
    pieces = list(_pieces(pattern, lists, ()))
    compiled, rest = _choice(pieces, 0)
    if rest != len(pieces):
        raise ValueError(f'unbalanced brackets in the pattern "{pattern}"')
    return compiled


def _pieces(pattern: str, lists: Mapping[str, str], within: tuple[str, ...]) -> Iterable[str]:
    for found in _PIECE.finditer(pattern):
        name = found.group(1)
        if name is None:
            yield found.group(0)
        elif name in within:
            raise ValueError(f"the list {{{name}}} contains itself")
        else:
            yield "("
            yield from _pieces(lists[name], lists, (*within, name))
            yield ")"


def _choice(pieces: list[str], at: int) -> tuple[_Compiled, int]:
    options: list[_Compiled] = []
    while True:
        option, at = _sequence(pieces, at)
        options.append(option)
        if at < len(pieces) and pieces[at] == "|":
            at += 1
            continue
        break
    options.sort(key=lambda option: -len(option.expression))  # an expression takes the first option that fits
    expression = "|".join(option.expression for option in options)
    return (
        _Compiled(
            f"(?:{expression})" if len(options) > 1 else expression,
            frozenset[str]().union(*(option.first for option in options)),
            any(option.may_be_empty for option in options),
            frozenset[str]().union(*(option.words for option in options)),
        ),
        at,
    )


def _sequence(pieces: list[str], at: int) -> tuple[_Compiled, int]:
    expression, first, empty, words = "", frozenset[str](), True, frozenset[str]()
    while at < len(pieces) and pieces[at] not in ("|", "]", ")"):
        piece = pieces[at]
        if piece in ("(", "["):
            inner, at = _choice(pieces, at + 1)
            if at >= len(pieces):
                raise ValueError("unbalanced brackets")
            at += 1
            part = f"(?:{inner.expression})" + ("?" if piece == "[" else "")
            inner_empty = inner.may_be_empty or piece == "["
            inner_first, inner_words = inner.first, inner.words
        elif piece == _ANY_NUMBER:
            at += 1
            part, inner_empty, inner_first, inner_words = (
                f"(?:{_NUMBER} )+",
                False,
                frozenset({_ANY_NUMBER}),
                frozenset(),
            )
        else:
            at += 1
            word = piece.strip("<>")
            part, inner_empty = re.escape(word) + " ", False
            inner_first = inner_words = frozenset({word})
        expression += part
        if empty:
            first |= inner_first
        empty = empty and inner_empty
        words |= inner_words
    return _Compiled(expression, first, empty, words), at
