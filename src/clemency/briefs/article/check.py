"""Each figure of an article beside the record: agrees, differs (and under what it would agree), or cannot be checked.

A verdict is about the figure as the text states it. "More than 1,000" agrees with 1,023; "nearly" and "about" allow
five percent. Where the record itself cannot say for some rows, a figure inside the interval is not called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from clemency.briefs.article.figures import EARLIER, Hedge, read_figures
from clemency.briefs.article.figures import Figure as Stated
from clemency.briefs.article.text import article_day
from clemency.errors import InputError
from clemency.ledger.counting import RULES, Figure, Where, count, fiscal_year_days, gap_words, president_on, select
from clemency.ledger.model import Grant, Record
from clemency.ledger.records import Place, rank_of_day, statistics_by_president

if TYPE_CHECKING:
    from clemency.briefs.then_and_now import ThenAndNow

Verdict = Literal["agrees", "differs", "cannot be checked"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure of the text and what the record says of it.

    value         the record's own figure, as far as it has one
    rule          the counting rule, as a sentence
    asked         whose grants, of which days, as known when
    difference    stated less recorded, for counts that differ
    why           the verdict in a sentence
    alternatives  rules or days under which the stated figure would agree
    rows          ids of the grants behind the record's figure
    """

    stated: Stated
    verdict: Verdict
    value: float | None = None
    rule: str = ""
    difference: float | None = None
    why: str = ""
    alternatives: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    asked: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        figure = self.stated
        return {
            "words": figure.words,
            "start": figure.span.start,
            "end": figure.span.end,
            "sentence": figure.sentence.text,
            "sort": figure.sort,
            "what": figure.what,
            "subset": figure.subset,
            "when": figure.when,
            "day": figure.day.isoformat() if figure.day else None,
            "president": figure.president,
            "hedge": figure.hedge,
            "stated": figure.value,
            "verdict": self.verdict,
            "value": self.value,
            "rule": self.rule,
            "asked": self.asked,
            "difference": self.difference,
            "why": self.why,
            "alternatives": list(self.alternatives),
            "rows": len(self.rows),
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """An article's findings in the order of its text."""

    text: str
    day: date | None
    findings: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        """How many findings have that verdict."""
        return sum(finding.verdict == verdict for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Plain values, with the number of findings of each verdict."""
        return {
            "article_date": self.day.isoformat() if self.day else None,
            "figures": len(self.findings),
            "agrees": self.count("agrees"),
            "differs": self.count("differs"),
            "cannot_be_checked": self.count("cannot be checked"),
            "findings": [finding.as_json() for finding in self.findings],
        }


def check_article(record: Record, text: str, day: date | None = None) -> Checked:
    """Every figure about clemency in a text, beside the record.

    day: the article's date; without it the first day the text gives with its year. Raises InputError for an empty text.
    """
    if not text.strip():
        raise InputError("The article is empty. Give a text file, or - to read standard input.")
    written = day or article_day(text)
    names = {key: (p.name.split(" (")[0], *p.aliases) for key, p in record.presidents.items()}
    in_office = president_on(record, written) if written else ""
    stated = read_figures(text, written, names, in_office)
    checker = _Checker(record, written)
    return Checked(text, written, tuple(checker.check(figure) for figure in stated))


class _Checker:
    """Asks one record about stated figures, as known on the article's day."""

    def __init__(self, record: Record, written: date | None) -> None:
        self.record = record
        self.written = written
        self.compared: dict[tuple[str, date], ThenAndNow] = {}

    def check(self, stated: Stated) -> Finding:
        if stated.unbound:
            return Finding(stated, "cannot be checked", why=stated.unbound)
        if stated.day is None:
            return Finding(stated, "cannot be checked", why="The text does not say which day; give the article's date.")
        return {
            "count": self._count,
            "share": self._share,
            "growth": self._growth,
            "ratio": self._ratio,
            "largest day": self._largest_day,
            "combined": self._combined,
            "most by a president": self._most_by_a_president,
        }[stated.sort](stated)

    # counts

    def _count(self, stated: Stated) -> Finding:
        return self._count_at(stated) if stated.when else self._either_reading(stated)

    def _either_reading(self, stated: Stated) -> Finding:
        """A count whose time the text leaves open: right if it is right as the day's count or as the total."""
        readings = [self._count_at(replace(stated, when=when)) for when in ("day", "total")]
        right = [finding for finding in readings if finding.verdict == "agrees"]
        assert stated.day is not None
        if right:
            read_as = _time(right[0].stated.when, stated.day)
            return replace(right[0], why=f"Read as {read_as}: the text does not say which. {right[0].why}")
        values = " and ".join(
            f"{f.value:,.0f} as {_time(f.stated.when, stated.day)}" for f in readings if f.value is not None
        )
        why = f"The text does not say whether this is one day's count or a running total; the record has {values}."
        return Finding(stated, "cannot be checked", why=why)

    def _count_at(self, stated: Stated) -> Finding:
        assert stated.value is not None
        where = self._where(stated)
        if where is None:
            return Finding(stated, "cannot be checked", why="The record knows no such term of this president.")
        figure = self._figure(stated, where)
        if figure.gaps and stated.when != "day":
            official = self._by_statistics(stated, figure)
            if official is not None:
                return official
        verdict, why = self._weigh(stated, figure.value, figure.unknown)
        rule, asked = figure.definition, _asked(where, self.record)
        if verdict == "differs" and stated.when == "day":
            announced = self._figure(stated, replace(where, day="announced"))
            if abs(announced.value - stated.value) < abs(figure.value - stated.value):
                verdict, why = self._weigh(stated, announced.value, announced.unknown)
                counted = f"The record has {announced.value:,}"
                why = why.replace(counted, f"{counted} announced that day ({figure.value:,} signed that day)")
                where, figure = replace(where, day="announced"), announced
                asked = _asked(where, self.record)
        if verdict == "differs" and where.since and where.until and where.known_on and where.known_on > where.until:
            then = self._figure(stated, replace(where, known_on=where.until))
            if _agrees(stated.value, then.value, stated.hedge):
                asked = _asked(replace(where, known_on=where.until), self.record)
                why = f"The record has {then.value:,} as known then, {figure.value:,} as known on {where.known_on}."
                return Finding(stated, "agrees", then.value, rule, None, why, (), then.rows, asked)
        class_act = self._class_act(stated) if verdict == "differs" and stated.value > figure.value else ""
        if class_act:
            why = f"The record has {figure.value:,} by name. {class_act}"
            return Finding(stated, "cannot be checked", figure.value, rule, None, why, (), figure.rows, asked)
        if verdict == "differs" and figure.gaps and stated.value > figure.value:
            missing = "; ".join(gap_words(gap) for gap in figure.gaps)
            why = f"The record has {figure.value:,} and is not complete here: {missing}.{self._stated_by(stated)}"
            return Finding(stated, "cannot be checked", figure.value, rule, None, why, (), figure.rows, asked)
        alternatives = tuple(self._alternatives(stated, where)) if verdict == "differs" else ()
        difference = stated.value - figure.value if verdict == "differs" else None
        return Finding(stated, verdict, figure.value, rule, difference, why, alternatives, figure.rows, asked)

    def _class_act(self, stated: Stated) -> str:
        """Why a count of a day on which a class was pardoned may be larger than any list of names."""
        if stated.when != "day" or stated.what == "commutations":
            return ""
        for act in self.record.acts.values():
            if act.is_class and act.president == stated.president and stated.day in (act.signed_on, act.announced_on):
                return f"That day's proclamation covers a class without naming it, and nobody can count it here: {act.title}."
        return ""

    def _stated_by(self, stated: Stated) -> str:
        """Which source states the very figure, where the rows to count it by are not held."""
        measure = {"life_sentences": "life"}.get(stated.subset, "" if stated.subset else stated.what)
        wanted = {"day": measure, "total": f"total_{measure}"}.get(stated.when, "")
        for claim in self.record.claims:
            same = (claim.president, claim.measure, claim.value) == (stated.president, wanted, stated.value)
            if same and stated.day is not None and abs((claim.as_of - stated.day).days) <= 1:
                return f" The same figure is stated, for {claim.as_of}, by: {claim.stated_in or claim.source}."
        return ""

    def _figure(self, stated: Stated, where: Where) -> Figure:
        kind = {"commutations": "commutation", "pardons": "pardon"}.get(stated.what, "")
        if stated.subset in RULES:
            return count(self.record, RULES[stated.subset], replace(where, kind=kind))
        return count(self.record, RULES[stated.what], where)

    def _where(self, stated: Stated) -> Where | None:
        """The question of a stated count, as known when the text speaks."""
        assert stated.day is not None
        base = Where(president=stated.president)
        if stated.when == "day":
            return replace(base.on(stated.day), known_on=max(stated.day, self.written or stated.day))
        if stated.when == "total":
            return replace(base, until=stated.day, known_on=stated.day)
        if stated.when == "total before":
            before = stated.day - timedelta(days=1)
            return replace(base, until=before, known_on=before)
        known = max(stated.day, self.written or stated.day)
        if stated.when == "month":
            following = (stated.day.replace(day=28) + timedelta(days=4)).replace(day=1)
            last = known - timedelta(days=1) if stated.number == EARLIER else known
            return replace(base, since=stated.day, until=min(following - timedelta(days=1), last), known_on=known)
        if stated.when == "year":
            first, last = stated.day, stated.day.replace(month=12, day=31)
            if stated.number:
                first, last = fiscal_year_days(stated.day.year)
            return replace(base, since=first, until=min(last, known), known_on=known)
        terms = self.record.presidents[stated.president].terms
        if not 1 <= stated.number <= len(terms):
            return None
        return replace(base, term=terms[stated.number - 1].key, until=known, known_on=known)

    def _weigh(self, stated: Stated, value: int, unknown: int) -> tuple[Verdict, str]:
        assert stated.value is not None
        if _agrees(stated.value, value, stated.hedge):
            return "agrees", f"The record has {value:,}."
        if unknown and any(_agrees(stated.value, value + more, stated.hedge) for more in (unknown, *range(unknown))):
            return (
                "cannot be checked",
                f"The record has between {value:,} and {value + unknown:,}: for {unknown:,} grants it cannot say.",
            )
        return "differs", f"The record has {value:,}; the text is {_by(stated.value - value)}."

    def _by_statistics(self, stated: Stated, figure: Figure) -> Finding | None:
        """Where the record lacks rows: the Pardon Attorney's figures for a president whose years are all over."""
        measure = {"commutations": "commutations", "pardons": "pardons", "grants": "granted"}[stated.what]
        terms = self.record.presidents[stated.president].terms
        ended = bool(terms) and terms[-1].ends is not None and stated.day is not None and terms[-1].ends <= stated.day
        place = statistics_by_president(self.record, measure, stated.day).get(stated.president)
        if stated.subset or stated.when != "total" or not ended or place is None or stated.value is None:
            return None
        agrees = _agrees(stated.value, place.value, stated.hedge)
        return Finding(
            stated,
            "agrees" if agrees else "differs",
            place.value,
            f"The Pardon Attorney's statistics, {measure}, fiscal years to {place.last} added up: that office's claim.",
            None if agrees else stated.value - place.value,
            f"Official statistics give {place.value:,}; the record of named grants is not complete for this president.",
        )

    def _alternatives(self, stated: Stated, where: Where) -> Iterator[str]:
        """Other rules and days under which the stated number is exactly right, nearest meaning first, at most four."""
        found = 0
        for words, figure in self._candidates(stated, where):
            if figure.value == stated.value:
                yield words
                found += 1
                if found == 4:
                    return

    def _candidates(self, stated: Stated, where: Where) -> Iterator[tuple[str, Figure]]:
        record = self.record
        if stated.subset == "life_sentences":
            yield (
                "counting every sentence that names life imprisonment, also where a court had since reduced it",
                count(record, RULES["life_in_any_term"], where),
            )
        if where.known_on is not None:
            yield "with all that is known today", self._figure(stated, replace(where, known_on=None))
        for what in ("commutations", "pardons", "grants"):
            if what != stated.what:
                yield f"as {what} at the same time", self._figure(replace(stated, what=what), where)
        assert stated.day is not None
        other_times = ("total", "day", "total before")
        for when in other_times:
            if when != stated.when:
                question = self._where(replace(stated, when=when))
                if question is not None:
                    yield f"as {_time(when, stated.day)}", self._figure(stated, question)
        days = sorted({g.signed_on for g in record.grants if g.president == stated.president}, reverse=True)
        for when in ("total", "day"):
            for day in sorted(days, key=lambda d: abs((d - stated.day).days)):  # type: ignore[operator]
                if day != stated.day:
                    question = Where(president=stated.president, until=day, known_on=day)
                    question = question if when == "total" else question.on(day)
                    yield f"as {_time(when, day)}", self._figure(stated, question)

    # shares and growth

    def _share(self, stated: Stated) -> Finding:
        assert stated.value is not None
        where = self._where(stated)
        assert where is not None
        kind = {"commutations": "commutation", "pardons": "pardon"}.get(stated.what, "")
        whole = count(self.record, RULES[stated.what], where)
        part = count(self.record, RULES[stated.subset], replace(where, kind=kind))
        rule = f"{part.definition} Out of: {whole.definition}"
        asked = _asked(where, self.record)
        if whole.value == 0:
            return Finding(stated, "cannot be checked", rule=rule, why="The record has no such grants then.")
        words = f"{part.value:,} of {whole.value:,}"
        if part.unknown:
            words += f" (for {part.unknown:,} more it cannot say)"
        if stated.of is not None:
            low, high = whole.value - part.value - part.unknown, whole.value - part.value
            verdict: Verdict = (
                "agrees" if stated.of == high else "cannot be checked" if low <= stated.of < high else "differs"
            )
            return Finding(stated, verdict, high, rule, None, f"The record has {words}.", (), part.rows, asked)
        low, high = (100 * part.value / whole.value, 100 * (part.value + part.unknown) / whole.value)
        shares = [100 * (part.value + more) / whole.value for more in range(part.unknown + 1)]
        answers = {_share_agrees(stated.value, share, stated.hedge) for share in shares}
        verdict = "cannot be checked" if len(answers) > 1 else "agrees" if answers == {True} else "differs"
        why = f"The record has {words}, {low:.1f} percent."
        difference = round(stated.value - low, 1) if verdict == "differs" else None
        return Finding(stated, verdict, round(low, 1), rule, difference, why, (), part.rows, asked)

    def _growth(self, stated: Stated) -> Finding:
        assert stated.day is not None
        assert stated.value is not None
        after = self._figure(stated, Where(president=stated.president, until=stated.day, known_on=stated.day))
        day_before = stated.day - timedelta(days=1)
        before = self._figure(stated, Where(president=stated.president, until=day_before, known_on=day_before))
        rule, asked = after.definition, f"Total to {stated.day} against total to {day_before}."
        if before.value == 0:
            return Finding(
                stated, "cannot be checked", rule=rule, why="There was nothing before that day to compare with."
            )
        ratio = after.value / before.value
        lowest = {"more than": stated.value, "about": 0.85 * stated.value}.get(stated.hedge, 0.95 * stated.value)
        agrees = (ratio > lowest if stated.hedge == "more than" else ratio >= lowest) and ratio < stated.value + 1
        why = f"From {before.value:,} to {after.value:,}: {ratio:.2f} times."
        return Finding(
            stated,
            "agrees" if agrees else "differs",
            round(ratio, 2),
            rule,
            None if agrees else round(stated.value - ratio, 2),
            why,
            (),
            after.rows,
            asked,
        )

    def _ratio(self, stated: Stated) -> Finding:
        """A ratio of sentences: how many of the day's people it can hold for, by the law then and on that day.

        It is never called right or wrong: the record prints the sentence imposed, and what a judge would impose today is
        not a fact of any record.
        """
        from clemency.briefs.then_and_now import TIMES, then_and_now

        why = "What a judge would impose today is no fact of the record; `clemency compare` shows the law then and now."
        commuted = [] if stated.day is None else self._commuted(stated)
        if not commuted or stated.day is None or stated.value not in TIMES:
            return Finding(stated, "cannot be checked", why=why)
        asked = (stated.president, stated.day)
        if asked not in self.compared:
            self.compared[asked] = then_and_now(commuted, "", stated.day)
        figures = {figure.key: figure for figure in self.compared[asked].figures}
        words = []
        for key in (f"ratio_at_least_{stated.value:.0f}", f"minimum_times_{stated.value:.0f}"):
            figure = figures[key]
            words.append(f"for {figure.certain} to {figure.possible} people {figure.rule}")
        why = f"{why} By the law of {stated.day}, of {len(commuted)} people commuted that day: {'; '.join(words)}."
        return Finding(stated, "cannot be checked", why=why, rows=tuple(grant.id for grant in commuted))

    def _commuted(self, stated: Stated) -> list[Grant]:
        assert stated.day is not None
        where = Where(president=stated.president, kind="commutation", known_on=stated.day).on(stated.day)
        return list(select(self.record, where))

    # superlatives

    def _largest_day(self, stated: Stated) -> Finding:
        assert stated.day is not None
        rule = stated.what or "grants"
        own = Where(president=stated.president, until=stated.day, known_on=stated.day)
        among = own if stated.scope != "any president" else replace(own, president="")
        rank = rank_of_day(self.record, stated.day, among, rule)
        if rank.value == 0:
            why = f"The record has no {rule} on {stated.day}."
            return Finding(stated, "cannot be checked", None, rank.rule, why=why)
        why = _rank_words(rank.rank, rank.value, rank.tied, rank.next_best)
        verdict: Verdict = "agrees" if rank.rank == 1 and not rank.tied else "differs"
        if verdict == "agrees" and stated.scope != "president":
            wide = rank_of_day(self.record, stated.day, replace(among, president=""), rule)
            if wide.rank > 1:
                why += f" Among all presidents in the record it is number {wide.rank}."
                verdict = "differs" if stated.scope == "any president" else "agrees"
            elif stated.scope == "any president":
                begins = self.record.grants[0].signed_on
                why += f" The record of single days begins on {begins}; before that it cannot say."
                verdict = "cannot be checked"
            else:
                why += " The text does not say among whose days; it holds for this president and in the whole record."
        return Finding(stated, verdict, rank.rank, rank.rule, None, why)

    def _combined(self, stated: Stated) -> Finding:
        measure = {"commutations": "commutations", "pardons": "pardons"}.get(stated.what, "granted")
        own = self._figure(replace(stated, subset=""), Where(stated.president, until=stated.day, known_on=stated.day))
        earlier = self._presidents_before(stated.president)[: stated.presidents]
        by_statistics = statistics_by_president(self.record, measure, stated.day)
        rule = (
            f"{own.definition} To {stated.day}; against the Pardon Attorney's statistics ({measure}) of the "
            f"{stated.presidents} presidents before, fiscal years added up."
        )
        missing = [key for key in earlier if key not in by_statistics]
        if len(earlier) < stated.presidents or missing:
            why = f"The statistics cover only {len(earlier) - len(missing)} of those {stated.presidents} presidents."
            return Finding(stated, "cannot be checked", own.value, rule, None, why, rows=own.rows)
        theirs = sum(by_statistics[key].value for key in earlier)
        agrees = own.value > theirs
        if not agrees and own.gaps:
            return self._incomplete(stated, own, rule)
        why = (
            f"{own.value:,} against {theirs:,} by {stated.presidents} presidents, "
            f"{self.record.presidents[earlier[-1]].name} to {self.record.presidents[earlier[0]].name}."
        )
        most = self._most_combined(own.value, stated, by_statistics)
        alternatives = () if agrees or not most else (f"it holds for the {most} presidents before",)
        return Finding(stated, "agrees" if agrees else "differs", own.value, rule, None, why, alternatives, own.rows)

    def _incomplete(self, stated: Stated, own: Figure, rule: str) -> Finding:
        missing = "; ".join(gap_words(gap) for gap in own.gaps)
        why = f"The record has {own.value:,} of this president and is not complete: {missing}."
        return Finding(stated, "cannot be checked", own.value, rule, None, why, rows=own.rows)

    def _most_combined(self, own: int, stated: Stated, by_statistics: dict[str, Place]) -> int:
        total = 0
        for number, key in enumerate(self._presidents_before(stated.president)):
            if key not in by_statistics or total + by_statistics[key].value >= own:
                return number
            total += by_statistics[key].value
        return 0

    def _presidents_before(self, president: str) -> list[str]:
        """Keys of the presidents before one, the latest first; a president counts once, by the first term."""
        order = sorted((p.terms[0].starts, key) for key, p in self.record.presidents.items() if p.terms)
        keys = [key for _, key in order]
        return keys[: keys.index(president)][::-1] if president in keys else []

    def _most_by_a_president(self, stated: Stated) -> Finding:
        measure = {"commutations": "commutations", "pardons": "pardons"}.get(stated.what, "granted")
        own = self._figure(replace(stated, subset=""), Where(stated.president, until=stated.day, known_on=stated.day))
        rule = f"{own.definition} To {stated.day}; against the Pardon Attorney's statistics ({measure}) since 1900."
        others = {
            k: p for k, p in statistics_by_president(self.record, measure, stated.day).items() if k != stated.president
        }
        if not others:
            return Finding(
                stated, "cannot be checked", own.value, rule, None, "The record holds no statistics to compare."
            )
        best = max(others.values(), key=lambda place: place.value)
        agrees = own.value > best.value
        if not agrees and own.gaps:
            return self._incomplete(stated, own, rule)
        why = f"{own.value:,} against {best.value:,} by {best.label}, the most of the others."
        return Finding(stated, "agrees" if agrees else "differs", own.value, rule, None, why, rows=own.rows)


def _agrees(stated: float, ours: float, hedge: Hedge) -> bool:
    if hedge == "more than":
        return ours > stated
    if hedge == "at least":
        return ours >= stated
    if hedge == "less than":
        return ours < stated
    if hedge == "about":
        return abs(ours - stated) <= max(0.05 * stated, 0.5)
    return ours == stated


def _share_agrees(stated: float, ours: float, hedge: Hedge) -> bool:
    """Shares are rounded by those who write them: half a point is no difference, five points are none to "about"."""
    if hedge == "more than":
        return ours > stated
    if hedge == "at least":
        return ours >= stated
    if hedge == "less than":
        return ours < stated
    return abs(ours - stated) <= (5 if hedge == "about" else 0.5)


def _by(difference: float) -> str:
    return f"{abs(difference):,.0f} {'too high' if difference > 0 else 'too low'}"


def _time(when: str, day: date) -> str:
    return {
        "total": f"the running total to {day}",
        "day": f"the count of {day}",
        "total before": f"the running total before {day}",
    }[when]


def _asked(where: Where, record: Record) -> str:
    """The question in words: whose, when, as known on which day."""
    parts = [record.presidents[where.president].name] if where.president in record.presidents else []
    if where.term:
        parts.append(f"term {where.term}")
    if where.since and where.since == where.until:
        parts.append(f"{where.day} on {where.since}")
    elif where.since:
        parts.append(f"{where.day} from {where.since} to {where.until}")
    elif where.until:
        parts.append(f"{where.day} to {where.until}")
    if where.known_on:
        parts.append(f"as known on {where.known_on}")
    return ", ".join(parts) + "."


def _rank_words(rank: int, value: int, tied: int, best: Place | None) -> str:
    words = f"Number {rank} with {value:,}"
    if tied:
        words += f", level with {tied} other day{'s' if tied > 1 else ''}"
    if best is not None:
        words += f"; the largest other day is {best.first} with {best.value:,}"
    return words + "."


def summary(findings: Sequence[Finding]) -> str:
    """How many agree, differ and cannot be checked."""
    many = {v: sum(f.verdict == v for f in findings) for v in ("agrees", "differs", "cannot be checked")}
    agree = f"{many['agrees']} {'agrees' if many['agrees'] == 1 else 'agree'}"
    differ = f"{many['differs']} {'differs' if many['differs'] == 1 else 'differ'}"
    figures = f"{len(findings)} figure{'s' if len(findings) != 1 else ''} about clemency"
    return f"{figures}: {agree}, {differ}, {many['cannot be checked']} cannot be checked."
