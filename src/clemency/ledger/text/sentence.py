"""A sentence as the record prints it, into judgments, stages ("amended to") and parts.

    240 months' imprisonment; five years' supervised release; $5,000 fine; amended to 151 months (May 1, 2012)

is one judgment with two stages. What a later stage does not restate stays in force (here release and fine).
Whatever the grammar does not understand is in ``unread``; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from clemency.ledger.text.dates import MONTHS, When, when, whens
from clemency.ledger.text.items import item_numbers
from clemency.ledger.text.lengths import UNIT_WORDS, Length, take_length
from clemency.ledger.text.sentence_model import BARE, MONEY, TIMED, Amended, Judgment, Part, Runs, Sentence, Stage
from clemency.ledger.text.tokens import NUMBER_WORDS, Cursor, listed, too_long, words_of

_NOUNS = sorted(
    ((tuple(name.split()), kind) for group in (TIMED, MONEY) for kind, names in group.items() for name in names),
    key=lambda pair: -len(pair[0]),
)
_AMENDING = {
    "amended": ("amended", "modified", "reduced", "resentenced", "re sentenced", "increased"),
    "commuted": ("commuted",),
}


_CONDITIONED = ("conditioned upon", "conditioned on", "including", "with condition that", "with the condition that")
_FREE_WORDS = (
    "term terms of and plus each count upon condition conditioned including performance undetermined unspecified "
    "concurrently consecutively partially remainder suspended already served court order orders pursuant bureau "
    "prisons executive clemency remand above offense state federal sentence sentences case imprisonment surrender "
    "ordered rescinded approved credit weekend weekends hundred petitioner released indefinite reduction grade "
    "discharge total lifetime dollars dollar"
)
_VOCABULARY = (
    words_of(" ".join(name) for name, _ in _NOUNS)
    | words_of(name for names in BARE.values() for name in names)
    | frozenset(listed(_FREE_WORDS))
    | words_of(word for words in _AMENDING.values() for word in words)
    | UNIT_WORDS
    | NUMBER_WORDS
    | frozenset(MONTHS)
    | {"concurrent", "consecutive"}
)
_GLUE = frozenset({",", ".", ";", "and", "of", "the", "a", "to", "in", "(", ")", "-", "for", "on", "as", "\n"})


def parse_sentence(text: str) -> Sentence:
    """Read a sentence text. The result's ``unread`` holds every piece that was not understood."""
    if unread := too_long(text):
        return Sentence(text, (), unread=unread)
    cursor = Cursor(text, _VOCABULARY)
    not_stated = _not_stated(cursor)
    book = _Book()
    while cursor.more():
        start = cursor.at
        if cursor.take(";", ",", ".", "and", ":", "\n"):
            if cursor.tokens[start].kind == "newline":
                book.new_line()
        elif numbers := item_numbers(cursor):
            book.open(numbers)
        elif how := cursor.attempt(_amending):
            book.amend(how)
        elif (part := take_part(cursor) or cursor.attempt(_expiry)) is not None:
            book.add(part)
        elif (runs := cursor.attempt(_all_run)) is not None:
            book.runs = runs
        elif days := cursor.attempt(_days):
            book.date(days)
        elif (mark := cursor.attempt(_mark)) is not None:
            book.mark(mark)
        elif cursor.looking_at("("):
            if not _bracket(cursor, book):
                _skip_bracket(cursor)
                continue
        else:
            cursor.skip()
            continue
        cursor.mark_read(start)
    return Sentence(
        text, book.judgments(), book.runs, not_stated, cursor.unread(_GLUE), corrections=tuple(cursor.corrections)
    )


# filing


class _Book:
    """The judgments as they are read, each with its stages."""

    def __init__(self) -> None:
        self._stages: dict[tuple[int | None, int], list[Stage]] = {}
        self._open: list[tuple[int | None, int]] = [(None, 0)]
        self._adding_to: dict[tuple[int | None, int], int] = {}
        self._line_broken = False
        self.runs: Literal["", "concurrent", "consecutive"] = ""

    def new_line(self) -> None:
        self._line_broken = True

    def open(self, numbers: Iterable[int]) -> None:
        """What follows belongs to these numbers."""
        self._open = [(number, 0) for number in numbers]
        self._line_broken = False
        for key in self._open:
            self._stages.setdefault(key, [Stage()])

    def add(self, part: Part) -> None:
        anonymous = self._open[0][0] is None
        if anonymous and self._line_broken and any(stage.on for stage in self._current(self._open[0])):
            # A dated sentence, then a new line with another: a second judgment without numbers.
            self._open = [(None, self._open[0][1] + 1)]
        self._line_broken = False
        for key in self._open:
            stages = self._current(key)
            index = self._adding_to.get(key, len(stages) - 1)
            stages[index] = replace(stages[index], parts=(*stages[index].parts, part))

    def amend(self, how: Amended) -> None:
        """Open a new stage; what follows belongs to it."""
        step = "commuted" if how.how == "commuted" else "amended"
        for key in self._open:
            self._current(key).append(Stage(how=step, on=how.on))
            self._adding_to.pop(key, None)

    def amend_aside(self, how: Amended, part: Part) -> None:
        """A stage told in brackets: what follows the bracket still belongs to the stage before it."""
        step = "commuted" if how.how == "commuted" else "amended"
        for key in self._open:
            stages = self._current(key)
            self._adding_to.setdefault(key, len(stages) - 1)
            stages.append(Stage((part,), step, how.on))

    def date(self, days: tuple[When, ...]) -> None:
        """A day belongs to the last stage without one; failing that, to the sentence as imposed."""
        for key in self._open:
            stages = self._current(key)
            index = self._adding_to.get(key, len(stages) - 1)
            if stages[index].on and not stages[0].on:
                index = 0
            stages[index] = replace(stages[index], on=stages[index].on + days)

    def mark(self, mark: Amended) -> None:
        """An amendment said right after a part belongs to it; after a day, or with no part, to the stage."""
        for key in self._open:
            stages = self._current(key)
            index = self._adding_to.get(key, len(stages) - 1)
            stage = stages[index]
            if stage.parts and not stage.on:
                parts = (*stage.parts[:-1], replace(stage.parts[-1], amended=(*stage.parts[-1].amended, mark)))
                stages[index] = replace(stage, parts=parts)
            else:
                stages[index] = replace(stage, marks=(*stage.marks, mark))

    def last_part(self) -> Part | None:
        stages = self._stages.get(self._open[0])
        if not stages:
            return None
        parts = stages[self._adding_to.get(self._open[0], len(stages) - 1)].parts
        return parts[-1] if parts else None

    def change_last(self, part: Part) -> None:
        for key in self._open:
            stages = self._current(key)
            index = self._adding_to.get(key, len(stages) - 1)
            stages[index] = replace(stages[index], parts=(*stages[index].parts[:-1], part))

    def remark(self, text: str) -> None:
        for key in self._open:
            stages = self._current(key)
            stages[-1] = replace(stages[-1], remarks=(*stages[-1].remarks, text))

    def judgments(self) -> tuple[Judgment, ...]:
        filed = [(item, stages) for (item, _), stages in self._stages.items() if stages != [Stage()]]
        plain = [(item, stages) for item, stages in filed if item is None]
        numbered = sorted(((item, stages) for item, stages in filed if item is not None), key=lambda pair: pair[0])
        return tuple(Judgment(item, tuple(stages)) for item, stages in plain + numbered)

    def _current(self, key: tuple[int | None, int]) -> list[Stage]:
        return self._stages.setdefault(key, [Stage()])


# statements


def _not_stated(cursor: Cursor) -> str:
    """A text that only says that it states nothing: "N/A", "None", "Sentence under seal (Unknown)"."""
    for phrase in ("n / a", "not applicable", "unknown", "none", "sentence under seal ( unknown )", "under seal"):
        if cursor.phrase(phrase):
            cursor.take(".")
            if not cursor.more():
                cursor.mark_read(0)
                return cursor.text.strip()
            cursor.at = 0
    return ""


def _amending(cursor: Cursor) -> Amended | None:
    """ "amended to", "prison term later amended on May 1, 1990, to", "commuted to": opens a new stage."""
    cursor.phrase("prison term", "prison sentence", "sentence", "term of imprisonment")
    cursor.take("was")
    cursor.take("later", "subsequently", "further")
    how = next((how for how, words in _AMENDING.items() if cursor.phrase(*words)), None)
    if how is None:
        return None
    cursor.take("on", "in")
    days = whens(cursor, year_alone=True)
    cursor.take(",")
    if not cursor.take("to"):
        return None
    cursor.phrase("a term of", "a total of")
    return Amended("commuted" if how == "commuted" else "amended", days)


def _days(cursor: Cursor) -> tuple[When, ...] | None:
    """ "May 1, 1990", "on May 1, 1990"."""
    cursor.take("on")
    return whens(cursor, year_alone=True) or None


def _all_run(cursor: Cursor) -> Literal["concurrent", "consecutive"] | None:
    """ "Prison sentences and terms of supervised release in each case to run concurrently"."""
    cursor.pass_over(
        *listed("all prison sentence sentences and terms of imprisonment supervised release in each both case cases")
    )
    if not cursor.phrase("to run", "to be served", "run"):
        return None
    if cursor.take("concurrently"):
        return "concurrent"
    return "consecutive" if cursor.take("consecutively") else None


def _mark(cursor: Cursor) -> Amended | None:
    """ "as amended by order of June 1, 2010", "amended from 10 years on May 1, 1990", "sentence commuted"."""
    cursor.take("sentence", "as")
    cursor.take("as")
    how: Literal["amended", "commuted", "modified", "approved", "rescinded"] | None = None
    for word in ("amended", "commuted", "modified", "approved", "rescinded"):
        if cursor.take(word):
            how = word
            break
    if how is None or cursor.looking_at("to"):
        return None
    start = cursor.at
    by = ""
    if cursor.take("by", "pursuant"):
        cursor.pass_over(
            *listed("by pursuant to the a order orders court of bureau prisons executive clemency president sentencing")
        )
        if cursor.tokens[cursor.at - 1].word == "on":
            cursor.at -= 1
        by = cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end]
    was = take_length(cursor) if cursor.take("from") else None
    cursor.take("on", "in")
    return Amended(how, whens(cursor, year_alone=True), was, by)


def _bracket(cursor: Cursor, book: _Book) -> bool:
    """Take a bracket and all in it, or nothing."""
    start = cursor.at
    cursor.at += 1
    part = book.last_part()
    todo: list[Amended | tuple[When, ...]] = []
    stage: tuple[Amended, Part] | None = None
    remark = ""
    cursor.take("\n")
    while not cursor.take(")"):
        if cursor.take(",", ";", "and", "\n"):
            continue
        if days := whens(cursor, year_alone=True):
            todo.append(days)
        elif part is not None and (runs := cursor.attempt(_runs)) is not None:
            part = replace(part, runs=runs)
        elif part is not None and cursor.take("suspended"):
            part = replace(part, suspended=True)
        elif part is not None and (words := cursor.attempt(_part_remark)):
            part = replace(part, remarks=(*part.remarks, words))
        elif (how := cursor.attempt(_amending)) is not None:
            target = take_part(cursor)
            if target is None:
                target = cursor.attempt(_expiry)
            if target is None:
                break
            cursor.take("on")
            stage = (how._replace(on=how.on + whens(cursor, year_alone=True)), target)
        elif (mark := cursor.attempt(_mark)) is not None:
            todo.append(mark)
        elif cursor.phrase("on remand"):
            remark = "on remand"
        elif part is not None and part.time_served and (length := take_length(cursor)) is not None:
            cursor.take("imprisonment")
            part = replace(part, length=length)
        elif part is not None and part.cents is not None and cursor.cents() == part.cents:
            pass
        else:
            cursor.at = start
            return False
    if cursor.tokens[cursor.at - 1].word != ")":
        cursor.at = start
        return False
    if part is not None and part != book.last_part():
        book.change_last(part)
    for entry in todo:
        if isinstance(entry, Amended):
            book.mark(entry)
        else:
            book.date(entry)
    if remark:
        book.remark(remark)
    if stage is not None:
        book.amend_aside(*stage)
    return True


def _expiry(cursor: Cursor) -> Part | None:
    """ "commuted to expire on May 1, 1990": the prison term ends that day."""
    if not cursor.phrase("expire on", "expire"):
        return None
    day = when(cursor)
    return Part("imprisonment", remarks=(f"to expire on {day}",)) if day is not None else None


def _part_remark(cursor: Cursor) -> str:
    """Words in brackets that say something of the part without changing its length."""
    start = cursor.at
    known = False
    if cursor.phrase("time already served", "with credit for time served", "credit for time served"):
        known = True
    elif cursor.phrase("surrender ordered"):
        known = when(cursor) is not None
    elif cursor.phrase("the last"):
        known = take_length(cursor) is not None or cursor.number() is not None
        known = known and cursor.phrase("to be served in") and _place_of_service(cursor)
    elif cursor.phrase("indefinite", "undetermined"):
        known = True
    if not known:
        cursor.at = start
        return ""
    return cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end]


def _place_of_service(cursor: Cursor) -> bool:
    cursor.take("a", "an")
    return any(cursor.phrase(" ".join(name)) for name, kind in _NOUNS if kind in TIMED)


def _runs(cursor: Cursor) -> Runs | None:
    """ "consecutive", "concurrent with state sentence", "27 months consecutive and 14 months concurrent"."""
    cursor.phrase("to run", "to be served", "runs")
    if cursor.take("all"):
        length = take_length(cursor) if cursor.take("but") else None
        if length is None:
            return None
        if cursor.take("concurrent"):
            return Runs("partly concurrent", consecutive=length)
        return Runs("partly concurrent", concurrent=length) if cursor.take("consecutive") else None
    if cursor.phrase("partially concurrent", "partly concurrent", "partially consecutive", "partly consecutive"):
        return Runs("partly concurrent")
    shares: dict[str, Length] = {}
    while (start := cursor.at) >= 0 and (length := take_length(cursor) or cursor.attempt(_months_again)) is not None:
        word = _runs_word(cursor)
        if not word:
            cursor.at = start
            break
        shares[word] = length
        beside = _beside(cursor)
        if cursor.phrase(", the remainder concurrent", ", the remainder to run concurrently"):
            return Runs("partly concurrent", consecutive=shares.get("consecutive"), beside=beside)
        cursor.take(",")
        cursor.take("and")
    if shares:
        if len(shares) == 1 and "concurrent" in shares:
            return Runs("partly concurrent", concurrent=shares["concurrent"])
        return Runs("partly concurrent", shares.get("consecutive"), shares.get("concurrent"))
    word = _runs_word(cursor)
    return Runs(word, beside=_beside(cursor)) if word else None


def _months_again(cursor: Cursor) -> Length | None:
    """The second share of "24 months' concurrent, 12 consecutive", whose unit is said once."""
    before = cursor.peek(-1)
    number = cursor.number()
    if number is None or number.denominator != 1 or before is None or before.word not in ("and", ","):
        return None
    return Length(months=int(number))


def _runs_word(cursor: Cursor) -> Literal["", "concurrent", "consecutive"]:
    if cursor.take("concurrent", "concurrently"):
        return "concurrent"
    return "consecutive" if cursor.take("consecutive", "consecutively") else ""


def _beside(cursor: Cursor) -> str:
    """What the part runs beside, as printed: to the end of the bracket, or to the next comma."""
    if not cursor.take("to", "with"):
        return ""
    start = cursor.at
    depth = 0
    while (token := cursor.peek()) is not None and token.word not in (",", ";", "\n"):
        depth += {"(": 1, ")": -1}.get(token.word, 0)
        if depth < 0:
            break
        cursor.at += 1
    return cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end] if cursor.at > start else ""


def _skip_bracket(cursor: Cursor) -> None:
    """Leave a bracket that is not understood as one piece: what stands in it must not pass for a statement."""
    depth = 0
    while (token := cursor.peek()) is not None:
        cursor.skip()
        depth += {"(": 1, ")": -1}.get(token.word, 0)
        if depth <= 0 or token.kind == "newline":
            return


# parts


def take_part(cursor: Cursor) -> Part | None:
    """Take one component of a sentence with what is said of it: conditions, suspension, how it runs."""
    return cursor.attempt(_part)


def _part(cursor: Cursor) -> Part | None:
    plus = cursor.take("plus")
    cursor.take("and", "also")
    if not cursor.looking_at("a") or take_length_ahead(cursor) is None:
        cursor.take("a", "an", "the")
    day = when(cursor) if cursor.peek() is not None else None  # "a May 1, 1990 order of $500 forfeiture"
    part = _named_part(cursor)
    if part is None:
        return None
    if day is not None:
        if part.kind not in MONEY:
            return None
        part = replace(part, remarks=(*part.remarks, f"ordered {day}"))
    part = replace(part, plus=plus)
    while (further := cursor.attempt(lambda c, p=part: _said_of(c, p))) is not None:
        part = further
    return part


def take_length_ahead(cursor: Cursor) -> Length | None:
    """The length that stands here, without moving."""
    start = cursor.at
    length = take_length(cursor)
    cursor.at = start
    return length


def _named_part(cursor: Cursor) -> Part | None:
    for rule in (_absent, _time_served, _several_terms, _pay, _rank, _bare, _timed, _money, _ordered, _no_amount):
        part = cursor.attempt(rule)
        if part is not None:
            return part
    return None


def _noun(cursor: Cursor, kinds: Iterable[str]) -> str:
    """Take the longest name of one of these kinds of part; "" if none stands here."""
    for name, kind in _NOUNS:
        if kind in kinds and cursor.phrase(" ".join(name)):
            cursor.take("term", "terms")
            return kind
    return ""


def _absent(cursor: Cursor) -> Part | None:
    if not cursor.take("no"):
        return None
    cursor.phrase("term of")
    kind = _noun(cursor, (*TIMED, *MONEY))
    return Part(kind, absent=True) if kind else None


def _time_served(cursor: Cursor) -> Part | None:
    return Part("imprisonment", time_served=True) if cursor.phrase("time served") else None


def _several_terms(cursor: Cursor) -> Part | None:
    """ "two consecutive terms of lifetime imprisonment"."""
    number = cursor.number()
    word = _runs_word(cursor) if number is not None else ""
    if number is None or number.denominator != 1 or not cursor.take("terms"):
        return None
    cursor.take("of")
    length = take_length(cursor)
    kind = _noun(cursor, TIMED) if length is not None else ""
    return Part(kind, length, times=int(number), runs=Runs(word) if word else None) if kind else None


def _timed(cursor: Cursor) -> Part | None:
    """ "262 months' imprisonment", "five-year term of supervised release", "life plus", "a year and a day"."""
    if cursor.phrase("undetermined term of", "unspecified term of", "indefinite term of"):
        kind = _noun(cursor, TIMED)
        return Part(kind, remarks=("length not stated",)) if kind else None
    cursor.phrase("total of", "term of", "terms of")
    length = take_length(cursor)
    if length is None:
        # "confinement for one year", as courts-martial print it
        kind = _noun(cursor, TIMED)
        length = take_length(cursor) if kind and cursor.phrase("for", "for a term of", "of") else None
        return Part(kind, length) if length is not None else None
    cursor.take("term", "terms")
    cursor.take("of")
    cursor.phrase("full")
    cursor.take("total")
    kind = _noun(cursor, TIMED)
    while kind == "imprisonment" and cursor.take("imprisonment"):
        pass  # printed twice
    if not kind:
        # "life plus 60 months' imprisonment", "amended to 120 months, five-year term ...": prison by its place.
        if not (length.months or length.life) or length.hours:
            return None
        if not (cursor.looking_at("plus", ";", ",", "(", "\n", ".") or not cursor.more()):
            return None
        return Part("imprisonment", length)
    return Part(kind, length)


def _money(cursor: Cursor) -> Part | None:
    cents = cursor.cents()
    if cents is None:
        return None
    cursor.phrase("in")
    kind = _noun(cursor, MONEY)
    return Part(kind, cents=cents) if kind else None


def _ordered(cursor: Cursor) -> Part | None:
    """ "order of forfeiture in the amount of $500", "order of $500 forfeiture", "restitution of $500"."""
    if cursor.phrase("order of"):
        cents = cursor.cents()
        if cents is not None:
            kind = _noun(cursor, MONEY)
            return Part(kind, cents=cents) if kind else None
    kind = _noun(cursor, MONEY)
    if not kind or not cursor.phrase("in the amount of", "of"):
        return None
    cents = cursor.cents()
    return Part(kind, cents=cents) if cents is not None else None


def _no_amount(cursor: Cursor) -> Part | None:
    """ "restitution", "unspecified restitution", "restitution in accordance with the plea agreement"."""
    cursor.take("unspecified")
    kind = _noun(cursor, MONEY)
    if not kind:
        return None
    if cursor.phrase("in accordance with the plea agreement", "as agreed in the plea agreement"):
        return Part(kind, remarks=("in accordance with the plea agreement",))
    return Part(kind)


def _pay(cursor: Cursor) -> Part | None:
    """ "forfeiture of $700 pay per month for four months"."""
    if not cursor.phrase("forfeiture of"):
        return None
    cents = cursor.cents()
    if cents is None or not cursor.phrase("pay per month", "pay a month", "per month"):
        return None
    length = take_length(cursor) if cursor.take("for") else None
    return Part("forfeiture_of_pay", length, cents)


def _rank(cursor: Cursor) -> Part | None:
    """ "reduction in rank from E-5 to E-1"."""
    if not cursor.phrase("reduction in rank", "reduction in grade", "reduction"):
        return None
    start = cursor.at
    if cursor.take("from"):
        _grade(cursor)
    if cursor.take("to"):
        cursor.phrase("grade", "the grade of", "the lowest enlisted grade")
        _grade(cursor)
    said = cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end] if cursor.at > start else ""
    return Part("reduction_in_rank", remarks=(said,) if said else ())


def _grade(cursor: Cursor) -> None:
    if cursor.take("e", "o", "w"):
        cursor.take("-")
        cursor.number()


def _bare(cursor: Cursor) -> Part | None:
    for kind, names in BARE.items():
        if cursor.phrase(*names):
            return Part(kind)
    return None


def _said_of(cursor: Cursor, part: Part) -> Part | None:
    """One thing said after the name of a part; None if nothing more is."""
    start = cursor.at
    comma = cursor.take(",")
    if cursor.take("suspended"):
        if cursor.phrase("for"):
            return replace(part, suspended=True, remarks=(*part.remarks, f"suspended for {_free_text(cursor)}"))
        return replace(part, suspended=True)
    if cursor.phrase("all but"):
        length = take_length(cursor)
        if length is not None and cursor.take("suspended"):
            return replace(part, suspended=True, to_serve=length)
    if cursor.phrase("with credit for time served"):
        return replace(part, remarks=(*part.remarks, "with credit for time served"))
    if cursor.take("with"):
        length = take_length(cursor)
        if length is not None and (cursor.phrase("imprisonment suspended") or cursor.take("suspended")):
            return replace(part, suspended_length=length)
        cursor.at = start
        comma = cursor.take(",")
    if cursor.phrase("on each count"):
        runs = None
        if cursor.take("("):
            runs = cursor.attempt(_runs)
            if runs is None or not cursor.take(")"):
                return None
        return replace(part, each_count=True, runs=runs or part.runs)
    if cursor.phrase(
        "conditioned upon", "conditioned on", "including", "with condition that", "with the condition that"
    ):
        return replace(part, conditions=(*part.conditions, *_conditions(cursor)))
    in_a_house = not comma and cursor.phrase("in a", "in an") and _noun(cursor, TIMED) == "community_confinement"
    return replace(part, kind="community_confinement") if in_a_house and part.kind == "imprisonment" else None


def _conditions(cursor: Cursor) -> tuple[Part | str, ...]:
    """Conditions up to the end of the clause: parts of a sentence where they are such, else the words."""
    found: list[Part | str] = []
    while cursor.more() and not cursor.looking_at(";", "(", "\n"):
        cursor.take(",")
        cursor.take("and")
        start = cursor.at
        cursor.phrase("the performance of", "performance of", "approximately", "up to", "a total of")
        part = cursor.attempt(_simple_condition)
        if part is not None:
            found.append(part)
            continue
        cursor.at = start
        words = _free_text(cursor)
        if not words:
            break
        found.append(words)
    return tuple(found)


def _simple_condition(cursor: Cursor) -> Part | None:
    """A condition that is itself a part, provided that the clause or the list ends after it."""
    part = _named_part(cursor)
    if part is None:
        length = take_length(cursor)
        if length is not None and cursor.phrase("in a", "in an"):
            kind = _noun(cursor, TIMED)
            part = Part(kind, length) if kind else None
    ends = not cursor.more() or cursor.looking_at(";", "(", "\n", ",", ".", "and")
    return part if ends else None


def _free_text(cursor: Cursor) -> str:
    """The words up to the end of the clause, as printed. An amount or a full stop inside does not end it."""
    start = cursor.at
    while (token := cursor.peek()) is not None and token.word not in (";", "(", ")", "\n"):
        cursor.at += 1
    if cursor.at == start:
        return ""
    return cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end].strip(" ,.")
