"""Words, numbers and marks of a record's text, and a cursor that the grammars move over them.

Every token keeps its place in the text as printed, so that what a grammar did not understand can be shown
as printed and nothing is lost. Damage that a source may still carry (curly apostrophes, spreadsheet debris,
unbreakable spaces) is tolerated here, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

# No field of a record is longer; such a text is damage, and is shown unread instead of being worked through.
LONGEST = 20_000

TokenKind = Literal["word", "number", "money", "mark", "newline"]
T = TypeVar("T")


class Unread(NamedTuple):
    """A piece of the text that no rule of the grammar took, as printed, with its place."""

    text: str
    start: int
    end: int


class Correction(NamedTuple):
    """A word read as another word of the same spelling but for one letter or two: "Nothern" as "northern"."""

    printed: str
    read_as: str
    start: int


class Token(NamedTuple):
    """word: lower case, possessive dropped ("months'" is "months"); value: of numbers and of money (dollars)."""

    kind: TokenKind
    word: str
    value: Fraction | None
    start: int
    end: int
    spaced: bool  # white space or the start of the text stands before it


_APOSTROPHE = r"(?:['’‘ʼ`´]|Ã_|â€™|‰Ûª)"
_MATCH = re.compile(
    rf"""
    (?P<newline>[^\S\n]*\n\s*(?![a-z(\s]))          # a line that goes on in lower case or with a bracket is one line, wrapped
  | (?P<space>(?:\s*\n\s*(?=[a-z(])|[^\S\n]|\x00|â€\s|â€(?=[A-Z\d(])|Â|ÃŸ|Ê|†|å¡?|\ufeff|\u200b)+)
  | (?P<locant>\d,\s?\d(?:-(?=[A-Za-z])|\s(?=methyl)))  # 3,4-methylenedioxymethamphetamine
  | (?P<money>\$\s?(?:\d{{1,3}}(?:,\s?\d{{3}})+(?!\d)|\d+)(?:\.\d+)?)
  | (?P<number>(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)
  | (?P<possessive>{_APOSTROPHE}s?(?![^\W\d_])|(?<=\w){_APOSTROPHE}s?(?=\s))
  | (?P<word>(?:(?!Ã[_Ÿ]|â€)[^\W\d_])+)
  | (?P<hyphen>(?<=\w)[-‐‑](?=\s?\w))
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SAME_MARK = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "•": "-", "“": '"', "”": '"', "«": '"', "»": '"'}
_ITEM_WITHOUT_SPACE = re.compile(r"(?:\A|[\n;])\s*(\d)\.(?=\d+\s*(?:months?|years?|days?)\b)")
_ITEM = re.compile(r"(?:\A|[\n;])\s*(\d)\.(?!\d)")


def listed(words: str) -> tuple[str, ...]:
    """A list of words, written as one text."""
    return tuple(words.split())


# Number words. "a" and "an" are numbers only where a grammar says so.
_UNITS = {
    name: value
    for value, name in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {n: 10 * v for v, n in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES) | {"hundred"}


def tokenize(
    text: str, vocabulary: frozenset[str] = frozenset(), known: frozenset[str] = frozenset()
) -> tuple[list[Token], list[Correction]]:
    """Split a text. A word one letter off a word of ``vocabulary`` (two, if long) is read as it, and reported, unless it is
    one of the ``known`` words itself."""
    tokens: list[Token] = []
    corrections: list[Correction] = []
    ends_early = _item_ends(text)
    position, spaced = 0, True
    while position < len(text):
        found = _MATCH.match(text, position)
        assert found is not None  # the last alternative matches any character
        kind, start, end = str(found.lastgroup), found.start(), found.end()
        if kind == "number" and start in ends_early:
            end = ends_early[start]
        elif kind == "number" and start in ends_early.values():
            kind, end = "mark", start + 1
        printed = text[start:end]
        if kind in ("space", "locant", "hyphen", "possessive"):
            spaced = kind == "space" or (kind == "hyphen" and spaced)
        else:
            tokens.append(_token(kind, printed, start, end, spaced))
            spaced = kind == "newline"
        position = end
    if vocabulary:
        tokens = _corrected(text, tokens, vocabulary, known, corrections)
    return tokens, corrections


def _corrected(
    text: str,
    tokens: list[Token],
    vocabulary: frozenset[str],
    known: frozenset[str],
    corrections: list[Correction],
) -> list[Token]:
    mended: list[Token] = []
    for token in tokens:
        if token.kind != "word" or len(token.word) < 5 or token.word in vocabulary or token.word in known:
            mended.append(token)
            continue
        printed = text[token.start : token.end]
        if (cut := _two_words(token.word, vocabulary)) and len(printed) == len(token.word):
            first, second = token.word[:cut], token.word[cut:]
            corrections.append(Correction(printed, f"{first} {second}", token.start))
            mended.append(token._replace(word=first, end=token.start + cut))
            mended.append(token._replace(word=second, start=token.start + cut, spaced=True))
        elif meant := _meant(token.word, vocabulary):
            corrections.append(Correction(printed, meant, token.start))
            mended.append(token._replace(word=meant))
        else:
            mended.append(token)
    return mended


@lru_cache(maxsize=8192)
def _two_words(word: str, vocabulary: frozenset[str]) -> int:
    """Where to cut a word that is two words of the vocabulary printed together; 0 if it is not."""
    cuts = [i for i in range(4, len(word) - 3) if word[:i] in vocabulary and word[i:] in vocabulary]
    return cuts[0] if len(cuts) == 1 else 0


def _token(kind: str, printed: str, start: int, end: int, spaced: bool) -> Token:
    if kind == "word":
        return Token("word", printed.lower(), None, start, end, spaced)
    if kind in ("number", "money"):
        digits = re.sub(r"[$,\s]", "", printed)
        value = Fraction(digits) if digits.isascii() else None
        if value is not None:
            return Token("money" if kind == "money" else "number", digits, value, start, end, spaced)
        return Token("mark", printed, None, start, end, spaced)
    if kind == "newline":
        return Token("newline", "\n", None, start, end, spaced)
    return Token("mark", _SAME_MARK.get(printed, printed), None, start, end, spaced)


def _item_ends(text: str) -> dict[int, int]:
    """Places where "2.3 months" is item 2 followed by "3 months": only after an item 1 in the same text."""
    seen = {int(found.group(1)) for found in _ITEM.finditer(text)}
    places: dict[int, int] = {}
    for found in _ITEM_WITHOUT_SPACE.finditer(text):
        number = int(found.group(1))
        if number - 1 in seen:
            places[found.start(1)] = found.end(1)
            seen.add(number)
    return places


@lru_cache(maxsize=8192)
def _meant(word: str, vocabulary: frozenset[str]) -> str:
    """The one word of the vocabulary that differs by a slip of the pen; "" if there is none, or more than one."""
    other_number = word.removesuffix("s") if word.endswith("s") else word + "s"
    if word in NUMBER_WORDS or not word.isascii() or other_number in vocabulary:
        return ""
    slips = 2 if len(word) >= 10 else 1
    near = [
        meant
        for meant in vocabulary
        if len(meant) > 4
        and meant[0] == word[0]
        and (meant[-1] == word[-1] or len(word) >= 9 or sorted(meant) == sorted(word))
        and abs(len(meant) - len(word)) <= slips
        and OSA.distance(word, meant, score_cutoff=slips) <= slips
    ]
    if len(near) > 1:
        near.sort(key=lambda meant: (OSA.distance(word, meant), meant))
        first, second = (OSA.distance(word, meant) for meant in near[:2])
        near = near[:1] if first < second else []
    return near[0] if near else ""


@lru_cache(maxsize=1024)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases as words, by the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return found


class Cursor:
    """A place among the tokens. Grammar rules move it forward and put it back when they do not apply."""

    def __init__(
        self, text: str, vocabulary: frozenset[str] = frozenset(), known: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.tokens, self.corrections = tokenize(text, vocabulary, known)
        self.at = 0
        self._taken = bytearray(len(self.tokens))

    # looking

    def more(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def looking_at(self, *words: str) -> bool:
        token = self.peek()
        return token is not None and token.word in words

    def at_line_start(self) -> bool:
        before = self.peek(-1)
        return before is None or before.kind == "newline"

    # taking

    def take(self, *words: str) -> bool:
        """Move over the next word or mark if it is one of these."""
        if self.looking_at(*words):
            self.at += 1
            return True
        return False

    def phrase(self, *phrases: str) -> bool:
        """Move over the longest of the phrases that stands here, word for word."""
        if self.at >= len(self.tokens):
            return False
        for words in _by_first_word(phrases).get(self.tokens[self.at].word, ()):
            ahead = self.tokens[self.at : self.at + len(words)]
            if len(ahead) == len(words) and all(t.word == word for t, word in zip(ahead, words, strict=True)):
                self.at += len(words)
                return True
        return False

    def pass_over(self, *words: str, most: int = 30) -> None:
        """Move over any of these words, up to so many: a rule that fails puts the cursor back, and must not go far."""
        for _ in range(most):
            if not self.take(*words):
                return

    def attempt(self, rule: Callable[[Cursor], T | None]) -> T | None:
        """Apply a rule; if it gives nothing, stand where we stood."""
        start = self.at
        found = rule(self)
        if found is None:
            self.at = start
        return found

    # keeping account

    def mark_read(self, since: int) -> None:
        """Note the tokens from ``since`` up to here as understood."""
        for index in range(since, self.at):
            self._taken[index] = 1

    def skip(self) -> None:
        """Leave the next token as not understood."""
        self.at += 1

    def is_read(self, index: int) -> bool:
        return bool(self._taken[index])

    def unread(self, glue: frozenset[str] = frozenset()) -> tuple[Unread, ...]:
        """The runs of tokens that nothing took, as printed. Glue words between two of them join the run."""
        spans: list[list[int]] = []
        last = -1
        for index, token in enumerate(self.tokens):
            if self._taken[index] or (token.kind == "newline" and not spans):
                continue
            if spans and all(self.tokens[i].word in glue or not self._taken[i] for i in range(last + 1, index)):
                spans[-1][1] = token.end
            else:
                spans.append([token.start, token.end])
            last = index
        return tuple(Unread(self.text[start:end], start, end) for start, end in spans)

    # numbers

    def number(self) -> Fraction | None:
        """A number in digits or in words: "120", "1,000", "1.5 million", "two hundred and forty", "twenty-five"."""
        token = self.peek()
        if token is None:
            return None
        if token.word == "(" and (first := self._figure_in_brackets()) is not None:
            return first
        if token.kind == "number":
            self.at += 1
            return self._said_twice((token.value or Fraction(0)) * self._scale())
        if token.kind != "word" or token.word not in NUMBER_WORDS:
            return None
        start = self.at
        total, current = 0, None
        while self.at - start < 16 and (token := self.peek()) is not None and token.kind == "word":
            if token.word in _UNITS and (current is None or (current % 10 == 0 and current % 100 != 10)):
                current = (current or 0) + _UNITS[token.word]
            elif token.word in _TENS and (current is None or current % 100 == 0):
                current = (current or 0) + _TENS[token.word]
            elif token.word == "hundred" and current is not None and 0 < current < 100:
                current *= 100
            elif token.word in _SCALES and current is not None:
                total, current = total + current * _SCALES[token.word], None
            elif token.word == "and" and current is not None and current % 100 == 0 and self._small_number_next():
                pass
            else:
                break
            self.at += 1
        if current is None and total == 0:
            self.at = start
            return None
        return self._said_twice(Fraction(total + (current or 0)))

    def _said_twice(self, number: Fraction) -> Fraction:
        """Move over the repetition in "nine (9) grams" and "five hundred 500 grams"."""
        start = self.at
        bracket = self.take("(")
        again = self.peek()
        if again is not None and again.kind == "number" and again.value == number:
            self.at += 1
            if not bracket or self.take(")"):
                return number
        self.at = start
        return number

    def _figure_in_brackets(self) -> Fraction | None:
        """ "(50) fifty": the figure first."""
        figure, closing = self.peek(1), self.peek(2)
        if figure is None or closing is None or figure.kind != "number" or closing.word != ")":
            return None
        start = self.at
        self.at += 3
        in_words = self.peek()
        if in_words is not None and in_words.kind == "word" and self.number() == figure.value:
            return figure.value
        self.at = start
        return None

    def _small_number_next(self) -> bool:
        after = self.peek(1)
        return after is not None and (after.word in _UNITS or after.word in _TENS)

    def _scale(self) -> int:
        token = self.peek()
        if token is not None and token.word in _SCALES:
            self.at += 1
            return _SCALES[token.word]
        return 1

    def cents(self) -> int | None:
        """Money in whole cents: "$1,804,031.50", "$48.5 million", "three hundred dollar ($300)"."""
        start = self.at
        token = self.peek()
        if token is not None and token.kind == "money":
            self.at += 1
            return _whole_cents((token.value or Fraction(0)) * self._scale())
        amount = self.number()
        if amount is not None and self.take("dollar", "dollars"):
            after_words = self.at
            if self.take("("):
                again = self.cents()
                if again is not None and self.take(")"):
                    return again
                self.at = after_words
            return _whole_cents(amount)
        self.at = start
        return None


def _whole_cents(dollars: Fraction) -> int | None:
    cents = dollars * 100
    return int(cents) if cents.denominator == 1 else None


def too_long(text: str) -> tuple[Unread, ...]:
    """The whole text as unread if it is too long to be a field of a record; else nothing."""
    return (Unread(text, 0, len(text)),) if len(text) > LONGEST else ()


def words_of(phrases: Iterable[str]) -> frozenset[str]:
    """Every word of some phrases: the vocabulary that a grammar built of them knows."""
    return frozenset(word for phrase in phrases for word in re.findall(r"[a-z]+", phrase.lower()))
