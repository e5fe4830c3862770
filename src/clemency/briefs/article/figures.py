"""What a text states about clemency: each figure with what it counts, of which kind, when, and under whom.

Rules of language, read in the order written. A figure is bound only if the text itself says what is counted and when;
otherwise it is listed with the reason. Precision comes before finding everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clemency.briefs.article.text import (
    MONTH_ALONE,
    NUMBER,
    WEEKDAY,
    Sentence,
    Span,
    article_day,
    days_named,
    month_number,
    number_value,
    sentences,
    weekday_before,
)

Sort = Literal["count", "largest day", "most by a president", "combined", "growth", "share", "ratio", "other"]
What = Literal["commutations", "pardons", "grants", ""]
Subset = Literal["", "life_sentences", "drug_offenses", "nonviolent"]
When = Literal["day", "month", "year", "term", "total", "total before", ""]
Hedge = Literal["exactly", "more than", "at least", "less than", "about"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement of the text.

    span       the words of the figure in the article; ``sentence`` the sentence around them
    value      the number stated: a count, a factor (2 for "doubled"), a share in percent; None for a superlative
    what       kind of grant counted; ``subset`` narrows it to life sentences or drug offenses
    when       the time it speaks of: one day, a month, a year, a term, the running total, or the total before that day;
               "" where the text leaves open whether it is one day's count or the total
    day        the day spoken of, or as of which a total speaks
    scope      of superlatives: "president", "any president" or "" where the text does not say
    presidents of "combined": how many earlier presidents together
    unbound    why it cannot be bound; "" if it is bound
    """

    sort: Sort
    span: Span
    sentence: Sentence
    words: str
    value: float | None = None
    hedge: Hedge = "exactly"
    what: What = ""
    subset: Subset = ""
    when: When = ""
    day: date | None = None
    president: str = ""
    scope: Literal["", "president", "any president"] = ""
    presidents: int = 0
    number: int = 0  # of a month, its number or EARLIER; of a fiscal year, 1; of a term, which
    of: int | None = None  # the whole a share is of, where the text gives it ("all but one of 153")
    unbound: str = ""


def read_figures(text: str, day: date | None, presidents: Mapping[str, Iterable[str]], in_office: str) -> list[Figure]:
    """The figures about clemency in a text, in its order.

    day         the article's day; None takes the first day the text itself gives with a year
    presidents  key of each president to the names a text may use
    in_office   key of the president on that day, who is meant where the text names nobody
    """
    reader = _Reader(text, day or article_day(text), presidents, in_office)
    return sorted(reader.read(), key=lambda figure: (figure.span.start, figure.span.end))


_PEOPLE = (
    r"(?:people|persons|individuals|inmates|prisoners|offenders|convicts|defendants|men|women|Americans|recipients|others"
    r"|felons|petitioners|applicants|grantees)"
)
_HEDGES: tuple[tuple[str, Hedge], ...] = (
    (r"(?:more than|over|upwards of|in excess of)", "more than"),
    (r"(?:at least|no fewer than|no less than)", "at least"),
    (r"(?:fewer than|less than|under)", "less than"),
    (r"(?:nearly|almost|about|around|roughly|approximately|some|close to|an estimated|up to|as many as)", "about"),
)
_LEAD = (
    r"(?:(?:more than|over|upwards of|in excess of|at least|no fewer than|no less than|fewer than|less than|under"
    r"|nearly|almost|about|around|roughly|approximately|some|close to|an estimated|up to|as many as|just|only|exactly"
    r"|a mere|all"
    r"|another|an additional|a further|a total of|a record|the|these|those|his|her)\s+)*"
)
_N = rf"(?P<n>{NUMBER})"
# Words that may stand between a number and its noun: adjectives, never a word that opens another phrase.
_ADJ = (
    r"(?:(?!(?:and|or|of|to|for|in|on|the|who|whose|with|pardon\w*|commut\w*|years?|months?|days?|percent|times"
    r"|presidents?|petitions?|applications?|requests?|were|was|had|have|has|people|life|serving)\b)[\w'’-]+\s+)"
)
_WORDS = r"(?:[\w'’-]+\s+)"
_NO_TIME = r"(?!\s*-?\s*(?:years?|months?|days?|weeks?|hours?|minutes?|grams?|kilo\w*|pounds?|percent|times)\b)"
# What may follow the object of "pardoned" or "commuted": people, sentences, or the end of the phrase.
_OBJECT = (
    rf"(?=\s*(?:[,.;:)’”\"]|$|(?:and|on|in|more|others|of|for|from|who|by|during|over|to|at|since|as|so|while|but)\b"
    rf"|{_ADJ}{{0,4}}(?:{_PEOPLE}|sentences?|terms?)\b))" + _NO_TIME
)
_WHO = rf"(?:\s+(?:of\s+(?:them|those|whom|these|which)|(?:of\s+(?:the\s+)?)?{_ADJ}{{0,3}}{_PEOPLE}))?"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Where a number stands and what that makes it. The order in the table is the order of trust."""

    regex: re.Pattern[str]
    what: What
    subset: Subset = ""
    when: When = ""
    needs: str = ""  # a word the sentence or the one before must hold


def _p(pattern: str, what: What, subset: Subset = "", when: When = "", needs: str = "") -> _Pattern:
    return _Pattern(re.compile(pattern, re.IGNORECASE), what, subset, when, needs)


_CLEMENCY = r"\b(?:clemency|pardon\w*|commut(?:e|es|ed|ing|ation|ations)\b|mercy)"
_PATTERNS: tuple[_Pattern, ...] = (
    # the noun after the number
    _p(rf"{_N}\s+{_ADJ}{{0,2}}(?:pardons\s+(?:and|or)\s+commutations|commutations\s+(?:and|or)\s+pardons)\b", "grants"),
    _p(rf"{_N}\s+{_ADJ}{{0,4}}(?:commutations?\b|commuted\s+sentences?)", "commutations"),
    _p(rf"{_N}\s+{_ADJ}{{0,3}}pardons?\b", "pardons"),
    _p(rf"{_N}\s+(?:of\s+(?:them|those|these|which)\s+)?(?:(?:were|are|being|as)\s+)?commutations\b", "commutations"),
    _p(rf"{_N}\s+(?:of\s+(?:them|those|these|which)\s+)?(?:(?:were|are|being|as)\s+)?pardons\b", "pardons"),
    _p(
        rf"{_N}\s+{_ADJ}{{0,3}}(?:acts?\s+of\s+clemency|grants?\s+of\s+clemency|clemency\s+(?:grants?|actions?|recipients?"
        r"|acts?)|executive\s+clemenc(?:y|ies))",
        "grants",
    ),
    _p(rf"{_N}\s+{_ADJ}{{0,2}}grants\b(?!\s+(?:to|for)\s+(?:research|schools))", "grants", needs=_CLEMENCY),
    # the verb before the number
    _p(
        rf"commut(?:ed|es|e|ing)\s+(?:the\s+)?{_ADJ}{{0,4}}?(?:sentences?|terms|punishments?)\s+(?:of|for)\s+{_LEAD}{_N}{_NO_TIME}",
        "commutations",
    ),
    _p(rf"commut(?:ed|es|e|ing)\s+{_LEAD}{_N}{_OBJECT}", "commutations"),
    _p(rf"commutations\s+(?:{_WORDS}{{0,4}}?)(?:to|for)\s+{_LEAD}{_N}{_NO_TIME}", "commutations"),
    _p(
        rf"(?:shorten|reduc|cut)(?:ed|es|e|s|ing|ting)?\s+(?:the\s+)?{_ADJ}{{0,3}}?(?:sentences|terms)\s+(?:of|for)\s+{_LEAD}{_N}{_NO_TIME}",
        "commutations",
        needs=_CLEMENCY,
    ),
    _p(rf"pardon(?:ed|s|ing)?\s+(?:(?:of|for|to|granted\s+to)\s+)?{_LEAD}{_N}{_OBJECT}", "pardons"),
    _p(rf"pardons\s+(?:{_WORDS}{{0,3}}?)(?:to|for)\s+{_LEAD}{_N}{_NO_TIME}", "pardons"),
    _p(rf"(?:clemency|mercy)\s+(?:{_WORDS}{{0,4}}?)(?:to|for)\s+{_LEAD}{_N}{_NO_TIME}", "grants"),
    # the verb after the number
    _p(rf"{_N}{_WHO}\s+(?:(?:were|was|have\s+been|had\s+been|are|being)\s+)?(?:also\s+)?pardoned\b", "pardons"),
    _p(
        rf"{_N}{_WHO}\s+(?:(?:have|has)\s+)?(?:had|have|saw|whose|with)\s+(?:their\s+)?{_ADJ}{{0,3}}sentences?\s+(?:\w+\s+)?(?:commuted|shortened"
        r"|reduced|cut)\b",
        "commutations",
    ),
    _p(rf"{_N}\s+{_ADJ}{{0,3}}sentences\s+(?:(?:were|have\s+been|had\s+been|are)\s+)?commuted", "commutations"),
    _p(
        rf"{_N}{_WHO}\s+(?:who\s+)?(?:{_WORDS}{{0,2}}?)(?:receiv\w+|granted|given|gett?ing|got|gets?|won|win)\s+(?:{_WORDS}{{0,2}}?)commutations?\b",
        "commutations",
    ),
    _p(
        rf"{_N}{_WHO}\s+(?:who\s+)?(?:{_WORDS}{{0,2}}?)(?:receiv\w+|granted|given|gett?ing|got|gets?|won|win)\s+(?:{_WORDS}{{0,2}}?)pardons?\b",
        "pardons",
    ),
    _p(
        rf"{_N}{_WHO}\s+(?:who\s+)?(?:{_WORDS}{{0,2}}?)(?:receiv\w+|granted|given|gett?ing|got|gets?|won|win)\s+(?:{_WORDS}{{0,2}}?)clemency\b",
        "grants",
    ),
    # the number as a total
    _p(
        rf"(?:number|total|tally)\s+of\s+{_ADJ}{{0,2}}commutations\b[^.;]{{0,45}}?\s(?:to|at|is|now)\s+{_LEAD}{_N}{_NO_TIME}",
        "commutations",
        when="total",
    ),
    _p(
        rf"(?:number|total|tally)\s+of\s+{_ADJ}{{0,2}}pardons\b[^.;]{{0,45}}?\s(?:to|at|is|now)\s+{_LEAD}{_N}{_NO_TIME}",
        "pardons",
        when="total",
    ),
    _p(
        rf"commutations\s+(?:{_WORDS}{{0,4}}?)to\s+{_LEAD}{_N}\s+(?:in\s+all|in\s+total|overall|so\s+far|to\s+date)",
        "commutations",
        when="total",
    ),
    _p(
        rf"(?:total|tally|count|number)(?:\s+(?!of\s+(?:petition|application))[\w'’]+){{0,8}}?\s+(?:to|at|is|was|reached|reaches|hit|hits|now)"
        rf"\s+{_LEAD}{_N}{_NO_TIME}",
        "",
        when="total",
        needs=_CLEMENCY,
    ),
    _p(rf"(?:bring|brings|brought|bringing)\s+to\s+{_LEAD}{_N}\s+(?:the|his|her)\b", "", when="total", needs=_CLEMENCY),
    _p(
        rf"{_N}(?:\s+{_ADJ}{{0,2}}(?:{_PEOPLE}|grants|acts|cases))?,?\s+(?:in\s+all|altogether|in\s+total|all\s+told)\b",
        "",
        when="total",
        needs=_CLEMENCY,
    ),
    _p(rf"a\s+total\s+of\s+{_LEAD}{_N}\s+{_ADJ}{{0,2}}(?:{_PEOPLE}|grants|cases)\b", "", needs=_CLEMENCY),
    _p(
        rf"\b(?:granted|issued|given|gave)\s+{_LEAD}{_N}(?=\s*(?:[,.;)]|$|(?:so\s+far|to\s+date|in\s+all|before)\b))",
        "",
        needs=_CLEMENCY,
    ),
    # what stood before
    _p(
        rf"(?:up|rose|risen|increas\w+|jump\w*|grew|grown|went|go\w*)?\s*\bfrom\s+{_LEAD}{_N}{_NO_TIME}(?=\s+(?:to\b|pardons|commutations|before|earlier)"
        r"|[,.;)]|\s*$)",
        "",
        when="total before",
        needs=_CLEMENCY,
    ),
    _p(
        rf"\b(?:the|just|only|his)\s+(?:just\s+|only\s+)?{_N}\s+(?:{_ADJ}{{0,2}}(?:{_PEOPLE}|grants|that)\s+)?"
        r"(?:(?:he|she|the\s+president|\w+)\s+had\s+(?:already\s+|previously\s+)?(?:granted|issued|pardoned|given|handed)\b|before\b|previously\b|until\s+then\b)",
        "",
        when="total before",
        needs=_CLEMENCY,
    ),
)
# An article that never says one of these is not about clemency, whatever it commutes or pardons.
_ABOUT_CLEMENCY = re.compile(
    r"\bclemency\b|\bcommutations?\b|\bcommut\w+\s+(?:[\w’',-]+\s+){0,6}?sentences?\b|\bpardon(?:s|ed|ing)\b"
    r"|\bpresidential\s+pardon|\bsentences?\s+(?:\w+\s+){0,3}commuted\b",
    re.IGNORECASE,
)
_SUBSETS: tuple[_Pattern, ...] = (
    _p(rf"{_N}\s+(?:{_ADJ}{{0,3}})(?:life\s+(?:sentences?|terms?|prisoners?|inmates?)|lifers)\b", "", "life_sentences"),
    _p(rf"{_N}\s+(?:were|are|being)\s+lifers\b", "", "life_sentences"),
    _p(
        rf"{_N}\s+of\s+(?:them|those|whom|these|which)\s+(?:(?:were|are|being)\s+)?(?:for\s+)?"
        r"(?:life(?:\s+(?:sentences?|terms?))?|lifers)\b",
        "",
        "life_sentences",
    ),
    _p(rf"(?:life\s+(?:sentences?|terms?))\s+(?:of|for)\s+{_LEAD}{_N}{_NO_TIME}", "", "life_sentences"),
    _p(
        rf"{_N}\s+(?:{_WORDS}{{0,7}}?)(?:serving|facing|with|had|sentenced\s+to|in\s+for|in\s+prison\s+for|doing|under)\s+"
        rf"(?:{_WORDS}{{0,3}}?)life\b(?!\s+(?:story|stories|time))",
        "",
        "life_sentences",
    ),
    _p(rf"{_N}\s+{_ADJ}{{0,3}}drug\s+(?:offenders?|offen[sc]es?|crimes?|convictions?|cases?)\b", "", "drug_offenses"),
    _p(
        rf"{_N}\s+(?:{_WORDS}{{0,7}}?)(?:for|of|on|over|involving)\s+(?:{_WORDS}{{0,3}}?)drug(?:-related)?\s+"
        r"(?:offen[sc]es?|crimes?|charges?|convictions?|trafficking|cases?)\b",
        "",
        "drug_offenses",
    ),
)

_DAY_AFTER = re.compile(r"^\s+(?:(?:new|additional|further|other|more(?!\s+than))\b|others\b)", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?:\b(?:another|an\s+additional|a\s+further)|\b(?:today|yesterday|that\s+day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]s)"
    r"\s+(?:[\w'’]+\s+){0,2}$",
    re.IGNORECASE,
)
_DAY_CUE = re.compile(
    r"\b(?:today|yesterday|that\s+day|(?:in|on)\s+(?:a|one)\s+(?:single\s+)?day|in\s+a\s+day|single[- ]day|one[- ]day"
    r"|latest\s+(?:batch|round|group|grants|clemenc\w+))\b",
    re.IGNORECASE,
)
_TOTAL_CUE = re.compile(
    r"\b(?:in\s+all|in\s+total|all\s+told|altogether|overall|to\s+date|so\s+far|cumulative\w*|running\s+total"
    r"|since\s+(?:taking|he\s+took|she\s+took|coming|entering|becoming|his\s+inauguration|2009)\b[\w ]*"
    r"|(?:during|over|throughout|in|across)\s+(?:the\s+course\s+of\s+)?(?:his|her|the|Obama['’]s|Trump['’]s|Biden['’]s)\s+"
    r"(?:entire\s+|whole\s+|two\s+|eight\s+|four\s+|\w+\s+year\s+)?(?:presidency|tenure|terms?|years|time\s+in\s+office|administration)"
    r"|as\s+president)\b",
    re.IGNORECASE,
)
_GIVEN = r"(?:commut|pardon|grant|issu|giv|shorten|reduc|cut|extend|approv|award|receiv|show|been)\w*"
_PERFECT = re.compile(rf"\b(?:has|have|he['’]s)\s+(?:[\w'’]+\s+){{0,3}}?{_GIVEN}", re.IGNORECASE)
# "has commuted 1,176 sentences, 395 of them life, and pardoned 148": the second verb shares the first one's "has".
_AND_ALSO = re.compile(r"\s*and\s+(?:also\s+)?(?:commuted|pardoned|granted|shortened|issued|given)\b", re.IGNORECASE)
# "1,176 people have had their sentences commuted", but not "people who have been ...", which says what they were.
_PASSIVE = re.compile(r"(?<!who)(?<!that)\s(?:has|have)\s+(?:now\s+|already\s+)?(?:had|been|received)\b", re.IGNORECASE)
_PLUPERFECT = re.compile(rf"\bhad\s+(?:[\w'’]+\s+){{0,3}}?{_GIVEN}", re.IGNORECASE)
_BEFORE_CUE = re.compile(
    r"\b(?:before|previously|until\s+(?:now|then|today|\w+day)|prior\s+to|earlier|up\s+to\s+then)\b", re.I
)
_PAST = re.compile(
    r"\b(?:commuted|pardoned|granted|gave|issued|shortened|announced|extended|received)\b", re.IGNORECASE
)
_PRESENT = re.compile(
    r"\b(?:commutes|pardons(?=\s+(?:\d|more|another))|grants(?=\s+(?:clemency|\d|pardons|commutations))|shortens|issues"
    r"|(?:is|are)\s+(?:commuting|pardoning|granting)|will\s+(?:commute|pardon|grant))\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:of\s+(?:them|those|whom|which|these)|including|among\s+(?:them|those|whom)|they)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r",(?!\d)|[;:()–—]|\s-\s|\band\s+(?=(?:he|she|has|have|had|the\s+president|brings?|bringing|now)\b)"
    r"|\b(?=(?:bring(?:s|ing)?|brought|raising|making|including)\b)",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:could|would|should|might|may|must|ask\w*|urg\w+|call(?:s|ed|ing)?\s+(?:on|for)|want\w*|hop(?:e|es|ed|ing)|plan\w*"
    r"|expect\w*|consider\w*|promis\w+|pledg\w+|refus\w+|declin\w+|if|whether)\b",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"^\s*-?\s*(?:years?|months?|days?|weeks?|percent|per\s+cent|times|presidents|predecessors)\b", re.I
)


_COMPARED_WITH = re.compile(r"\b(?:since|than|unlike|like|after|before)\s+(?:President\s+|Mr\.\s+)?$", re.IGNORECASE)
_PAPERS = ("petitions", "applications", "requests", "denials")


EARLIER = -1  # in Figure.number: the month up to the day before the article's
_OTHER_TIME = re.compile(r"\b(?:earlier\s+this|last|previous)\s+(?:week|month|year)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:in\s+total|in\s+all|altogether|all\s+told)\b", re.IGNORECASE)


class _Reader:
    """Reads one article from top to bottom, remembering what was said before."""

    def __init__(self, text: str, day: date | None, presidents: Mapping[str, Iterable[str]], in_office: str) -> None:
        self.text = text
        self.day = day
        self.in_office = in_office
        self.names = _name_patterns(presidents)
        self.said: list[Figure] = []
        self.previous = ""
        self.paragraph = -1
        self.news_day = day
        self.wholes: list[Span] = []  # where a share names its whole: a count there is no subset

    def read(self) -> list[Figure]:
        if not _ABOUT_CLEMENCY.search(self.text):
            return []
        all_sentences = sentences(self.text)
        self.news_day = self._news_day(all_sentences)
        for sentence in all_sentences:
            self.said += self._sentence(sentence)
            self.previous, self.paragraph = sentence.text, sentence.paragraph
        return self.said

    def _news_day(self, all_sentences: list[Sentence]) -> date | None:
        """The day the article reports: its first weekday or "today" beside a word of clemency, else its own day."""
        if self.day is None:
            return None
        for sentence in all_sentences:
            if not re.search(_CLEMENCY, sentence.text, re.IGNORECASE):
                continue
            if re.search(r"\btoday\b", sentence.text, re.IGNORECASE):
                return self.day
            weekday = WEEKDAY.search(sentence.text)
            if weekday:
                return weekday_before(weekday["weekday"], self.day)
        return self.day

    def _sentence(self, sentence: Sentence) -> list[Figure]:
        near = f"{self.previous} {sentence.text}"
        if not re.search(_CLEMENCY, near, re.IGNORECASE) and not self._about_earlier(sentence.text):
            return list(self._left_over(sentence, [], []))
        taken: list[Span] = []
        found: list[Figure] = []
        for figure in (
            *self._superlatives(sentence),
            *self._combined(sentence),
            *self._growth(sentence),
            *self._ratios(sentence),
            *self._shares(sentence),
        ):
            if not any(_overlap(figure.span, span) for span in taken):
                taken.append(figure.span)
                found.append(figure)
        return found + self._counts(sentence, taken, near)

    def _about_earlier(self, text: str) -> bool:
        """A sentence without a word of clemency still speaks of it if it points back at people counted before."""
        return bool(self.said) and bool(
            re.search(r"\blife\s+(?:sentences?|terms?)\b|\bof\s+(?:them|those)\b", text, re.I)
        )

    # counts

    def _counts(self, sentence: Sentence, taken: list[Span], near: str) -> list[Figure]:
        matches = self._matches(sentence, taken, near)
        found: list[Figure] = []
        for span, (match_what, subset, match_when) in sorted(matches.items(), key=lambda item: item[0].start):
            words = sentence.text[span.start : span.end]
            value = number_value(words)
            if value is None:
                continue
            bare = Figure(
                sort="count",
                span=Span(sentence.span.start + span.start, sentence.span.start + span.end),
                sentence=sentence,
                words=words,
                value=value,
                hedge=_hedge_before(sentence.text[: span.start]),
                what=match_what,
                subset=subset,
            )
            found.append(self._placed(bare, span, match_when, found))
        return found + list(self._left_over(sentence, taken, [*matches]))

    def _matches(self, sentence: Sentence, taken: list[Span], near: str) -> dict[Span, tuple[What, Subset, When]]:
        kept: dict[Span, tuple[What, Subset, When]] = {}
        dates = [mention.span for mention in days_named(sentence.text)]
        for pattern in (*_PATTERNS, *_SUBSETS):
            if pattern.needs and not re.search(pattern.needs, near, re.IGNORECASE):
                continue
            for match in pattern.regex.finditer(sentence.text):
                span = Span(*match.span("n"))
                absolute = Span(sentence.span.start + span.start, sentence.span.start + span.end)
                if any(_overlap(span, d) for d in dates) or any(_overlap(absolute, t) for t in taken):
                    continue
                if _NOT_A_COUNT.match(sentence.text[span.end :]) or _is_year(match["n"], sentence.text[span.end :]):
                    continue
                if pattern.subset and any(_overlap(absolute, whole) for whole in self.wholes):
                    continue
                what, subset, when = kept.get(span, ("", "", ""))
                kept[span] = (what or pattern.what, subset or pattern.subset, when or pattern.when)
        return kept

    def _placed(self, figure: Figure, span: Span, match_when: When, before: list[Figure]) -> Figure:
        """The figure with its kind, its time, its day and its president; or with the reason why it has none."""
        text = figure.sentence.text
        clause = _clause(text, span)
        local = Span(span.start - clause.start, span.end - clause.start)
        when = match_when or _when_in(clause.of(text), local, text)
        antecedent = self._antecedent(figure, before, clause.of(text))
        settled = False
        what = figure.what
        if not what and figure.subset == "life_sentences":
            what = "commutations"
        if not what:
            what = (
                _what_in(clause.of(text))
                or self._what_said(before)
                or _only_what(text)
                or (antecedent.what if antecedent else "")
            )
        part_of = next((f for f in reversed(before) if f.sort == "count" and not f.subset and not f.unbound), None)
        if not when and figure.subset and part_of is not None:
            antecedent, when = part_of, part_of.when
            settled = True  # as much, or as little, as the whole it is part of
        elif not when and antecedent is not None and (figure.subset or _same_count(figure, what, antecedent)):
            when = antecedent.when
        if not when and not settled:
            when = _when_in_sentence(text, figure.sentence.paragraph, self.said, clause.of(text))
        if when == "total" and _SUM.search(text) and not _PERFECT.search(text) and self._time_before(figure.sentence):
            when = ""  # "In April he ... In total, he granted ...": the sum of what was just spoken of
            settled = True
        president = self._president(text[: span.end], text)
        if not when and president != self.in_office:
            when = "total"  # of a president out of office the text speaks of the whole presidency
        placed = replace(figure, what=what, when=when, president=president)
        if antecedent is not None and antecedent.when == when and _same_count(placed, what, antecedent):
            placed = replace(placed, day=antecedent.day, number=antecedent.number)
        else:
            placed = self._with_period(placed, clause.of(text), text, antecedent)
        if _UNREAL.search(clause.of(text)[: local.start]):
            return replace(placed, unbound="The text speaks of something asked for or foreseen, not of grants made.")
        if not what:
            return replace(placed, unbound="The text does not say whether these are pardons, commutations or both.")
        if placed.day is None:
            return replace(placed, unbound="The text gives no day, and none was given with --date.")
        if not placed.president:
            return replace(placed, unbound="It is not clear which president is meant.")
        return placed

    def _antecedent(self, figure: Figure, before: list[Figure], clause: str) -> Figure | None:
        """The count this one is part of, or repeats: the nearest bound one before it in the paragraph."""
        earlier = [f for f in (*self.said, *before) if f.sort == "count" and f.when and not f.unbound]
        for candidate in reversed(earlier):
            if candidate.value == figure.value and (not figure.what or candidate.what == figure.what):
                return candidate
        for candidate in reversed(earlier):
            near = candidate.sentence.paragraph == figure.sentence.paragraph or _BACK.search(clause)
            if near and (not figure.subset or not candidate.subset):
                return candidate
        return None

    def _what_said(self, before: list[Figure]) -> What:
        kinds: set[What] = {figure.what for figure in before if figure.sort == "count" and figure.what}
        if len(kinds) == 1:
            return next(iter(kinds))
        return "grants" if {"commutations", "pardons"} <= kinds else ""

    def _with_period(self, figure: Figure, clause: str, text: str, antecedent: Figure | None) -> Figure:
        """The day, month, year or term that the words name."""
        cue = self._day_cue(figure, clause) or self._day_cue(figure, text)
        if cue is not None and (figure.when == "day" or (not figure.when and _PAST.search(text))):
            return replace(figure, when="day", day=cue)
        if figure.when in ("", "total"):
            period = _period(clause, self.day)
            if period is None and not figure.when and _SUM.search(text):
                period = self._time_before(figure.sentence)
            if period is None and not figure.when:
                opening = re.match(r"(?:In|During|Earlier)\s+[\w ]+,", text)
                period = _period(opening.group(), self.day) if opening else None
            if period is not None:
                return replace(figure, when=period[0], day=period[1], number=period[2])
        if figure.when == "day":
            if antecedent is not None and antecedent.when == "day" and not re.search(r"\btoday\b", text, re.I):
                return replace(figure, day=antecedent.day)
        elif antecedent is not None and antecedent.when == figure.when and figure.subset:
            return replace(figure, day=antecedent.day)
        return replace(figure, day=self.news_day)

    def _time_before(self, sentence: Sentence) -> tuple[When, date, int] | None:
        """The month, year or day that the sentence before names, if it stands in the same paragraph."""
        if self.paragraph != sentence.paragraph:
            return None
        for mention in days_named(self.previous):
            day = mention.resolved(self.day)
            if day is not None:
                return "day", day, 0
        return _period(self.previous, self.day)

    def _day_cue(self, figure: Figure, part: str) -> date | None:
        """The day named nearest to the figure in a part of its sentence, by date or by weekday; a day before it is
        farther than one after it."""
        start = figure.sentence.text.find(part)
        at = figure.span.start - figure.sentence.span.start - max(start, 0)
        named = [(mention.span.start, mention.resolved(self.day)) for mention in days_named(part)]
        if self.day:
            named += [(m.start(), weekday_before(m["weekday"], self.day)) for m in WEEKDAY.finditer(part)]
        found = [(2 * (at - where) if where < at else where - at, day) for where, day in named if day is not None]
        return min(found)[1] if found else None

    def _president(self, head: str, text: str) -> str:
        """Who is meant: the last president named before the figure, else one named after it as the giver ("by Obama"),
        else the one in office. "" if a name fits two."""
        tail = text[len(head) :]
        before = [
            (m.start(), key)
            for key, regex in self.names.items()
            for m in regex.finditer(head)
            if not _COMPARED_WITH.search(head[: m.start()]) or re.match(r",?\s+who\b", head[m.end() :])
        ]
        after = [
            (-m.start(), key)
            for key, regex in self.names.items()
            for m in regex.finditer(tail)
            if re.search(r"\b(?:by|from|under)\s+(?:the\s+)?(?:then-)?(?:President\s+|Mr\.\s+)?$", tail[: m.start()])
        ]
        named = before or after
        if not named:
            return self._meant_by_pronoun(text)
        keys = {key for start, key in named if start == max(start for start, _ in named)}
        return keys.pop() if len(keys) == 1 else ""

    def _meant_by_pronoun(self, text: str) -> str:
        """Whom "he" means: the one president the sentence before names; else the one in office."""
        if re.match(r"\W*(?:He|She|His|Her)\b", text):
            named = {
                key
                for key, regex in self.names.items()
                for m in regex.finditer(self.previous)
                if not _COMPARED_WITH.search(self.previous[: m.start()])
            }
            if len(named) == 1:
                return named.pop()
        return self.in_office

    def _left_over(self, sentence: Sentence, taken: list[Span], matched: list[Span]) -> Iterator[Figure]:
        """Numbers of people or papers beside a word of clemency that no pattern binds."""
        about = re.search(_CLEMENCY, sentence.text, re.IGNORECASE)
        noun = re.compile(
            rf"{_N}\s+{_ADJ}{{0,3}}(?P<noun>{_PEOPLE}|grants|cases|sentences|petitions|applications|requests|denials"
            r"|proclamations|immigrants)\b",
            re.IGNORECASE,
        )
        for match in noun.finditer(sentence.text):
            span = Span(*match.span("n"))
            absolute = Span(sentence.span.start + span.start, sentence.span.start + span.end)
            if any(_overlap(span, m) for m in matched) or any(_overlap(absolute, t) for t in taken):
                continue
            if _is_year(match["n"], sentence.text[span.end :]) or match["n"].lower() in ("one", "two"):
                continue
            word = match["noun"].lower()
            if not about and word not in _PAPERS:
                continue
            reason = (
                "The record counts grants; petitions, denials and requests are counted by the Pardon Attorney alone."
                if word in _PAPERS
                else "The words do not tie this number to pardons or commutations granted."
            )
            yield Figure(
                "other",
                absolute,
                sentence,
                match["n"],
                value=number_value(match["n"]),
                unbound=reason,
                day=self.news_day,
            )

    # statements without a plain count

    def _superlatives(self, sentence: Sentence) -> Iterator[Figure]:
        text = sentence.text
        for match in _LARGEST_DAY.finditer(text):
            around = text[match.start() : match.end() + 90]
            yield replace(
                self._bare("largest day", sentence, Span(match.start(), match.end())),
                what=_what_in(match.group()) or "grants",
                when="day",
                day=self._day_of(text),
                president=self._president(text[: match.start()], text),
                scope=_whose(around),
                unbound="The text does not name the day it calls the largest." if self._other_day(text) else "",
            )
        for match in _MOST_BY_PRESIDENT.finditer(text):
            yield replace(
                self._bare("most by a president", sentence, Span(match.start(), match.end())),
                what=_what_in(match.group()) or _what_in(text) or "grants",
                when="total",
                day=self.news_day,
                president=self._president(text[: match.start()], text),
                scope="any president",
                unbound=_not_modelled(text[match.start() : match.end() + 60]),
            )

    def _other_day(self, text: str) -> bool:
        """True if the sentence speaks of an earlier time without naming its day."""
        return bool(_OTHER_TIME.search(text)) and not any(True for _ in days_named(text))

    def _combined(self, sentence: Sentence) -> Iterator[Figure]:
        text = sentence.text
        for match in _COMBINED.finditer(text):
            many = number_value(match["n"])
            if many is None:
                continue
            head = text[: match.start()]
            yield replace(
                self._bare("combined", sentence, Span(match.start(), match.end())),
                what=_what_in(match.group()) or _last_what(head) or "grants",
                when="total",
                day=self.news_day,
                president=self._president(head, text),
                presidents=many,
            )

    def _growth(self, sentence: Sentence) -> Iterator[Figure]:
        text = sentence.text
        for match in _GROWTH.finditer(text):
            after = text[match.end() : match.end() + 70]
            what = _first_what(after) or _only_what(text)
            if not what or re.match(
                r"\s+(?:the|his|her|their|a)?\s*(?:sentence|term|time|life)\b", after, re.IGNORECASE
            ):
                continue
            other = re.match(rf"\s+(?:the|his)?\s*{NUMBER}", after, re.IGNORECASE) and not re.search(
                rf"{_BEFORE_CUE.pattern}|\bhad\b", after, re.IGNORECASE
            )
            factor = next(n for stem, n in _FACTORS.items() if stem in match.group().lower())
            more = re.match(r"more\s+than", match.group(), re.IGNORECASE)
            about = re.match(r"(?:nearly|almost|roughly|about)", match.group(), re.IGNORECASE)
            yield replace(
                self._bare("growth", sentence, Span(match.start(), match.end())),
                value=factor,
                hedge="more than" if more else "about" if about else "exactly",
                what=what,
                when="total",
                day=self.news_day,
                president=self._president(text[: match.start()], text),
                unbound="The text compares with a number of its own, not with the total before that day."
                if other
                else "",
            )

    def _ratios(self, sentence: Sentence) -> Iterator[Figure]:
        for match in _RATIO.finditer(sentence.text):
            if not re.search(r"\bsentence|\bterms?\b|\bprison|\blonger\b|\bpunish", sentence.text, re.IGNORECASE):
                continue
            yield replace(
                self._bare("ratio", sentence, Span(match.start(), match.end())),
                value=number_value(match["n"]),
                what="commutations",
                when="day",
                day=self.news_day,
                president=self._president(sentence.text[: match.start()], sentence.text),
            )

    def _shares(self, sentence: Sentence) -> Iterator[Figure]:
        text = sentence.text
        for match in _SHARE.finditer(text):
            quantity = match["q"].lower()
            subset: Subset = (
                "nonviolent"
                if re.search(r"non-?violent", match.group(), re.I) and "drug" not in match.group().lower()
                else "life_sentences"
                if re.search(r"\blife\b", match.group(), re.I)
                else "drug_offenses"
            )
            value, hedge = _share_value(quantity)
            span = Span(match.start(), match.start() + len(match["q"]))
            self.wholes.append(Span(sentence.span.start + match.start(), sentence.span.start + match.end()))
            bare = replace(self._bare("share", sentence, span), value=value, hedge=hedge, subset=subset)
            earlier = [f for f in self.said if f.sort == "count" and not f.unbound and not f.subset]
            antecedent = earlier[-1] if earlier else None
            what = _what_in(match.group()) or ("commutations" if subset == "life_sentences" else "")
            what = what or (antecedent.what if antecedent else "") or _only_what(text)
            when = _when_in(text, Span(match.start(), match.end()), text)
            if not when and re.search(r"\bof\s+(?:his|her|the)\s+presidency\b", text, re.IGNORECASE):
                when = "total"
            inherited = antecedent if not when and antecedent and antecedent.when in ("day", "total") else None
            but = re.search(rf"all\s+but\s+(?P<n>{NUMBER})", quantity, re.IGNORECASE)
            placed = replace(
                bare,
                what=what,
                when=inherited.when if inherited else when if when in ("day", "total") else "day",
                day=self._day_of(text) if when == "day" or not inherited else inherited.day,
                president=self._president(text[: match.start()], text),
                of=number_value(but["n"]) if but else None,
            )
            if subset == "nonviolent":
                placed = replace(placed, unbound="The record prints offenses; whether one was violent it does not say.")
            elif not what or placed.day is None:
                placed = replace(
                    placed, unbound="The text does not say of which grants, or of which day, this is a share."
                )
            yield placed

    def _bare(self, sort: Sort, sentence: Sentence, span: Span) -> Figure:
        return Figure(
            sort,
            Span(sentence.span.start + span.start, sentence.span.start + span.end),
            sentence,
            sentence.text[span.start : span.end],
        )

    def _day_of(self, text: str) -> date | None:
        for mention in days_named(text):
            return mention.resolved(self.day)
        weekday = WEEKDAY.search(text)
        if weekday and self.day:
            return weekday_before(weekday["weekday"], self.day)
        return self.news_day


_LARGEST_DAY = re.compile(
    r"\b(?:(?:the\s+)?(?:single[- ]|one[- ])?(?:largest|biggest|most|highest|greatest|record)\b"
    r"(?!\s+of\s+(?:them|those|the)\b)[^.;,]{0,80}?"
    r"\b(?:(?:in|on)\s+(?:a|one|any)\s+(?:other\s+)?(?:single\s+)?day"
    r"|single[- ]day(?:\s+(?:act|grant|total|exercise|use|number)\w*)?"
    r"|one[- ]day(?:\s+(?:act|grant|total|number)\w*)?|in\s+a\s+day)"
    r"|(?:single|one)[- ]day\s+(?:\w+\s+)?record)\b",
    re.IGNORECASE,
)
_MOST_BY_PRESIDENT = re.compile(
    r"\b(?:(?:the\s+)?most\s+(?:[\w'’-]+\s+){0,5}?(?:of|by|granted\s+by|issued\s+by|from)\s+any\s+(?:[\w.'’-]+\s+){0,2}?president"
    r"|more\s+(?:[\w'’-]+\s+){0,5}?than\s+any\s+(?:[\w.'’-]+\s+){0,3}?(?:president|predecessor))\b",
    re.IGNORECASE,
)
_COMBINED = re.compile(
    rf"\bmore\s+(?:[\w'’-]+\s+){{0,6}}?than\s+(?:were\s+granted\s+by\s+)?(?:the|his|her)?\s*(?:last|past|previous|prior|preceding|most\s+recent)\s+"
    rf"(?P<n>{NUMBER})\s+(?:[\w.'’-]+\s+)?(?:presidents|predecessors|administrations)(?:\s+(?:combined|put\s+together|together))?",
    re.IGNORECASE,
)
_FACTORS = {"doubl": 2, "tripl": 3, "quadrupl": 4, "twice": 2}
_GROWTH = re.compile(
    r"\b(?:(?:more\s+than|nearly|almost|roughly|about)\s+)?(?:doubl|tripl|quadrupl)(?:ed|es|ing|e)\b"
    r"|\b(?:(?:more\s+than|nearly|almost|roughly|about)\s+)?twice\s+(?:as\s+many|the\s+number)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(
    rf"\b(?P<n>{NUMBER})(?:\s+(?:or\s+more|to\s+\w+))?\s+times(?=\s+(?:the|as|longer|what|more|greater|higher|that|over)\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?P<q>(?:(?:the|a)\s+)?(?:vast\s+|overwhelming\s+|large\s+|great\s+)?majority|most|nearly\s+all|almost\s+all|virtually\s+all"
    rf"|all\s+but\s+{NUMBER}|more\s+than\s+half|(?:about|roughly|nearly)\s+half|half"
    r"|(?:(?:about|roughly|nearly)\s+)?(?:(?:a|one)[- ]third|two[- ]thirds)"
    r"|(?:(?:about|more\s+than|nearly|over)\s+)?\d{1,3}(?:\.\d+)?\s*(?:%|percent|per\s+cent))"
    r"(?=\s+(?:of|were|are|had|have|inmates|people|recipients|those|pardons|commutations|grants|convicted|serving|who))"
    r"[^.;]{0,110}?\b(?:drugs?(?:-related)?\s+(?:offen[sc]es?|offenders?|crimes?|charges?|convictions?|trafficking|cases?)"
    r"|life\s+(?:sentences?|terms?|in\s+prison|imprisonment)|non-?violent)\b",
    re.IGNORECASE,
)


def _share_value(words: str) -> tuple[float, Hedge]:
    """The share stated, in percent, and how firmly."""
    digits = re.search(r"\d{1,3}(?:\.\d+)?", words)
    if digits and "but" not in words:
        return float(digits.group()), _hedge_before(words[: digits.start()])
    if "but" in words:
        return 100.0, "exactly"
    if "all" in words.split():
        return 90.0, "more than"
    if "majority" in words:
        return (75.0 if "vast" in words or "overwhelming" in words else 50.0), "more than"
    if "third" in words:
        return (200 / 3 if "two" in words else 100 / 3), "about"
    if "half" in words:
        return 50.0, "more than" if words.startswith("more") else "about"
    return 50.0, "more than"  # "most"


def _hedge_before(head: str) -> Hedge:
    for pattern, hedge in _HEDGES:
        if re.search(rf"\b{pattern}\s+(?:just\s+|the\s+)?$", head, re.IGNORECASE):
            return hedge
    return "exactly"


def _clause(text: str, span: Span) -> Span:
    """The clause of a sentence around a span: between commas, dashes and the words that open another clause."""
    start, end = 0, len(text)
    for stop in _CLAUSE.finditer(text):
        if stop.end() <= span.start:
            start = stop.end()
        elif stop.start() >= span.end:
            end = stop.start()
            break
    return Span(start, end)


def _when_in(clause: str, local: Span, sentence: str) -> When:
    """The time that the words of the clause itself give."""
    head, tail = clause[: local.start], clause[local.end :]
    if _DAY_BEFORE.search(head) or _DAY_AFTER.match(tail):
        return "day"
    if _BEFORE_CUE.search(clause) and _PLUPERFECT.search(clause):
        return "total before"
    if _TOTAL_CUE.search(clause) or re.search(r"\btotal\s+(?:of\s+)?$", head, re.IGNORECASE):
        return "total"
    if _PERFECT.search(head) or (_AND_ALSO.match(clause) and _PERFECT.search(sentence[: sentence.find(clause)])):
        return "total"
    if _PLUPERFECT.search(head) and _BEFORE_CUE.search(sentence):
        return "total before"
    if _DAY_CUE.search(clause) or WEEKDAY.search(clause):
        return "day"
    return "total" if _PASSIVE.search(tail) else ""


def _when_in_sentence(text: str, paragraph: int, said: list[Figure], clause: str) -> When:
    """The time that the rest of the sentence, or the paragraph before it, gives."""
    if _PLUPERFECT.search(clause):
        return "total before" if _BEFORE_CUE.search(text) else ""
    if WEEKDAY.search(text) or _DAY_CUE.search(text):
        return "day"
    if _PRESENT.search(text):
        return "day"
    if _TOTAL_CUE.search(text):
        return "total"
    if _PAST.search(clause) or _PAST.search(text):
        same = [f.when for f in said if f.sort == "count" and f.sentence.paragraph == paragraph and f.when]
        if same and set(same) == {"day"}:
            return "day"
    return ""


def _period(clause: str, today: date | None) -> tuple[When, date, int] | None:
    """A month or year the clause names: what it is, its last day as far as known, and the fiscal-year flag or month."""
    month = MONTH_ALONE.search(clause)
    if month:
        number = month_number(month["month"])
        year = int(month["year"]) if month["year"] else None
        if year is None and today is not None:
            year = today.year if number <= today.month else today.year - 1
        if year is not None:
            return "month", date(year, number, 1), number
    year_named = re.search(
        r"\b(?:in|during)\s+(?P<fiscal>fiscal\s+(?:year\s+)?)?(?P<year>(?:19|20)\d{2})\b", clause, re.I
    )
    if year_named:
        return "year", date(int(year_named["year"]), 1, 1), 1 if year_named["fiscal"] else 0
    if today is not None and re.search(r"\bearlier\s+this\s+month\b", clause, re.IGNORECASE):
        return "month", date(today.year, today.month, 1), EARLIER
    if today is not None and re.search(r"\bthis\s+month\b", clause, re.IGNORECASE):
        return "month", date(today.year, today.month, 1), today.month
    if today is not None and re.search(r"\bthis\s+year\b", clause, re.IGNORECASE):
        return "year", date(today.year, 1, 1), 0
    return None


def _is_year(words: str, tail: str) -> bool:
    return bool(re.fullmatch(r"(?:17|18|19|20)\d{2}", words)) and not re.match(
        r"\s+(?:commutations?|pardons?|people|grants|acts)\b", tail, re.IGNORECASE
    )


def _same_count(figure: Figure, what: What, antecedent: Figure) -> bool:
    return antecedent.value == figure.value and (not what or antecedent.what == what)


def _what_in(words: str) -> What:
    """The one kind of grant that words name; "grants" for both or for clemency; "" for none."""
    commuted = bool(
        re.search(r"\bcommut(?:e|es|ed|ing|ation|ations)\b|\bsentences\s+(?:commuted|shortened)", words, re.I)
    )
    pardoned = bool(re.search(r"\bpardon(?:s|ed|ing)?\b", words, re.IGNORECASE))
    if commuted and pardoned:
        return "grants"
    if commuted:
        return "commutations"
    if pardoned:
        return "pardons"
    return "grants" if re.search(r"\bclemency\b|\bmercy\b", words, re.IGNORECASE) else ""


def _only_what(words: str) -> What:
    """The kind of grant, if the words name exactly one."""
    what = _what_in(words)
    both = (
        what == "grants" and re.search(r"commut", words, re.IGNORECASE) and re.search(r"pardon", words, re.IGNORECASE)
    )
    return "" if both else what


def _first_what(words: str) -> What:
    first = re.search(_CLEMENCY, words, re.IGNORECASE)
    return _what_in(first.group()) if first else ""


def _last_what(words: str) -> What:
    named = list(re.finditer(_CLEMENCY, words, re.IGNORECASE))
    return _what_in(named[-1].group()) if named else ""


def _whose(around: str) -> Literal["", "president", "any president"]:
    """Among whose days a superlative speaks."""
    if re.search(
        r"\b(?:any|a|every|other|no\s+other)\s+(?:\w+\s+){0,2}president\b|\bhistory\b|\bever\b|\bmodern\b", around, re.I
    ):
        return "any president"
    if re.search(
        r"\b(?:his|her|Obama['’]s|Trump['’]s|Biden['’]s|Bush['’]s|Clinton['’]s|this|the)\s+(?:\w+\s+){0,2}"
        r"(?:presidency|tenure|terms?|administration|time\s+in\s+office|president)",
        around,
        re.IGNORECASE,
    ):
        return "president"
    return ""


def _not_modelled(around: str) -> str:
    """Why a comparison among presidents is outside what is compared here; "" if it is not."""
    span = re.search(r"\bin\s+(?:a|one|any)\s+(?:single\s+|other\s+)?(?:week|month|year|term)\b", around, re.IGNORECASE)
    if span:
        return f'Presidents are compared here by their totals and by their largest days, not "{span.group()}".'
    named = re.search(r"\bsince\s+(?:the\s+)?[A-Z0-9][\w.]*(?:\s+[A-Z][\w.]*)*", around)
    return (
        f'A comparison "{named.group().strip()}" is not modelled; all presidents known are compared.' if named else ""
    )


def _name_patterns(presidents: Mapping[str, Iterable[str]]) -> dict[str, re.Pattern[str]]:
    """For each president the ways a text names them: full names, and the surname where it is theirs alone."""
    surnames: dict[str, set[str]] = {}
    for key, names in presidents.items():
        for name in names:
            surnames.setdefault(re.sub(r",?\s+Jr\.?$", "", name).split()[-1], set()).add(key)
    patterns: dict[str, re.Pattern[str]] = {}
    for key, names in presidents.items():
        ways = {re.escape(re.sub(r",?\s+Jr\.?$", "", name)) for name in names if " " in name}
        ways |= {
            re.escape(last)
            for last in {re.sub(r",?\s+Jr\.?$", "", name).split()[-1] for name in names}
            if surnames[last] == {key}
        }
        if ways:
            patterns[key] = re.compile(rf"\b(?:{'|'.join(sorted(ways, key=len, reverse=True))})\b")
    return patterns


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
