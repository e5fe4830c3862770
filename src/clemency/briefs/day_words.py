"""The brief of a day as text and Markdown: the same lines, headed and set in tables where the form has them."""

from __future__ import annotations

from datetime import date
from textwrap import fill

from clemency.briefs.day import PROJECTION, Change, DayBrief, Share
from clemency.ledger.model import Grant
from clemency.ledger.questions import district_name
from clemency.ledger.records import Rank

Table = list[list[str]]


def day_text(brief: DayBrief, width: int = 100) -> str:
    """The brief for a terminal."""
    lines = [title(brief), "=" * len(title(brief)), ""]
    for heading, body in sections(brief):
        lines += [heading, ""]
        for part in body:
            lines += _aligned(part) if isinstance(part, list) else [fill(part, width)]
        lines.append("")
    if brief.grants:
        lines += ["Names", "", *_name_lines(brief, width)]
    return "\n".join(lines).rstrip() + "\n"


def day_markdown(brief: DayBrief, charts: tuple[tuple[str, str], ...] = ()) -> str:
    """The brief as Markdown; ``charts`` are pairs of caption and file."""
    lines = [f"# {title(brief)}", ""]
    for heading, body in sections(brief):
        lines += [f"## {heading}", ""]
        for part in body:
            lines += [*_markdown_table(part), ""] if isinstance(part, list) else [part, ""]
    for caption, file in charts:
        lines += [f"![{caption}]({file})", ""]
    if brief.grants:
        lines += ["## Names", "", "| name | relief | court and date | sentence | terms |", "|---|---|---|---|---|"]
    lines += [
        f"| {_cell(g.name)} | {g.kind} | {_cell(g.district_text)} | {_cell(g.sentence_text)} | {_cell(g.terms_text)} |"
        for g in brief.grants
    ]
    return "\n".join(lines).rstrip() + "\n"


def long_day(day: date) -> str:
    """19 December 2016."""
    return f"{day.day} {day:%B %Y}"


def title(brief: DayBrief) -> str:
    """The heading of the brief."""
    what = "announced" if brief.day_meaning == "announced" else "granted"
    return f"Clemency {what} on {long_day(brief.day)} by {brief.president_name}"


def sections(brief: DayBrief) -> list[tuple[str, list[str | Table]]]:
    """Headings with their paragraphs and tables, the same for every form."""
    found: list[tuple[str, list[str | Table]]] = [("The day", [*_day(brief)]), ("Running totals", [*_totals(brief)])]
    if brief.grants:
        found.append(("Life sentences and drug offenses", [*_life_and_drugs(brief)]))
        found.append(
            ("Rank of the day", [_rank(brief.ranks["presidency"], "of this presidency"), *_rank_in_record(brief)])
        )
    if brief.counts["commutations"].value:
        found.append(("What the commutations do", [*_terms(brief)]))
    if brief.districts:
        found.append(("Where they were sentenced", [*_places(brief)]))
    if brief.pace is not None:
        found.append(("Pace", [*_pace(brief)]))
    found.append(("How this was counted", [*_rules(brief)]))
    return found


def _day(brief: DayBrief) -> list[str | Table]:
    kinds = [_many(f.value, name) for name, f in brief.counts.items() if name != "grants" and f.value]
    whole = brief.counts["grants"].value
    lines: list[str | Table] = []
    if whole:
        to_people = f"to {_many(brief.people.value, 'people')}"
        lines.append(f"{_many(whole, 'grants')} {to_people}: {_listed(kinds)}.")
    for change in (brief.totals["pardons"], brief.totals["commutations"]):
        if change.times is not None and change.times >= 2 and change.that_day.value:
            lines.append(_grew(change))
    for act in brief.class_acts:
        said = f" Stated size of the class: {act.scope.estimate_text}." if act.scope and act.scope.estimate_text else ""
        lines.append(f"Class act, outside every count here: {act.title}. It names nobody and makes no rows.{said}")
    if brief.announced_elsewhere:
        other = "announced" if brief.day_meaning == "signed" else "signed"
        lines.append(
            f"{_many(brief.announced_elsewhere, 'further grants')} {other} on this day "
            f"{'was' if brief.announced_elsewhere == 1 else 'were'} {brief.day_meaning} on another."
        )
    return lines


def _grew(change: Change) -> str:
    times = change.times or 0
    word = "more than doubled" if 2 < times < 3 else "doubled" if times == 2 else f"grew {times} times"
    return f"The total of {change.after.rule} {word}, from {change.before.value:,} to {change.after.value:,}."


def _totals(brief: DayBrief) -> list[str | Table]:
    rows = [["", "before", "that day", "to date", "times"]]
    for name, change in brief.totals.items():
        rows.append(_change_row("all grants" if name == "grants" else name, change))
    rows.append(_change_row("life sentences", brief.life))
    unsure = any("+" in cell for row in rows for cell in row)
    note = ["n +m: for m grants the record cannot say; the figure lies between n and n + m."] if unsure else []
    return [rows, *note, *(f"Not held, and so not in these totals: {gap}." for gap in brief.gaps)]


def _change_row(label: str, change: Change) -> list[str]:
    cells = [
        f"{f.value:,}" + (f" +{f.unknown:,}" if f.unknown else "")
        for f in (change.before, change.that_day, change.after)
    ]
    return [label, *cells, f"{change.times:.2f}" if change.times is not None else "-"]


def _life_and_drugs(brief: DayBrief) -> list[str | Table]:
    life, commuted = brief.life, brief.counts["commutations"].value
    lines: list[str | Table] = []
    if commuted:
        unsure = f" (for {life.that_day.unknown:,} more the record cannot say)" if life.that_day.unknown else ""
        lines.append(
            f"{life.that_day.value:,} of the {commuted:,} commuted sentences were life{unsure}; {life.after.value:,} to date."
        )
    lines.append(f"Drug offenses: {_share(brief.drug_day)} that day, {_share(brief.drug_total)} to date.")
    if commuted and brief.drug_day.whole != commuted:
        lines.append(f"Among that day's commutations: {_share(brief.drug_commutations)}.")
    return lines


def _share(share: Share) -> str:
    percent = f"{share.low:g}" if share.low == share.high else f"{share.low:g} to {share.high:g}"
    unsure = f", {share.part.unknown:,} not known" if share.part.unknown else ""
    return f"{share.part.value:,} of {share.whole:,} ({percent} percent{unsure})"


def _rank(rank: Rank, whose: str) -> str:
    place = "the largest single day" if rank.rank == 1 and not rank.tied else f"number {rank.rank} of {rank.of} days"
    tied = f", level with {rank.tied} other" if rank.tied else ""
    other = rank.next_best
    against = f"; the largest other day is {long_day(other.first)} with {other.value:,}" if other else ""
    return f"With {rank.value:,} grants {place} {whose} to that date{tied}{against}."


def _rank_in_record(brief: DayBrief) -> list[str]:
    rank = brief.ranks["record"]
    first = _rank(rank, "in this record, all presidents,")
    return [first, f"Rule: {rank.rule}. The record has single days since 1989; earlier days it cannot compare."]


def _terms(brief: DayBrief) -> list[str | Table]:
    terms = brief.terms
    lines: list[str | Table] = [f"Leave prison at once: {terms.at_once:,}."]
    if terms.on_dates:
        total = sum(n for _, n in terms.on_dates)
        dates = ", ".join(f"{long_day(day)} ({n:,})" for day, n in terms.on_dates)
        lines.append(f"Sentence ends on a later date: {total:,}, on {dates}.")
    if terms.to_terms:
        total = sum(n for _, n in terms.to_terms)
        low, high = terms.to_terms[0][0], terms.to_terms[-1][0]
        lines.append(
            f"Reduced to a new term: {total:,}, of {low} to {high} months; the prison works out the day of release."
        )
    if terms.other:
        lines.append(f"Otherwise: {terms.other:,}.")
    if terms.not_printed:
        lines.append(f"Terms not printed or not read: {terms.not_printed:,}.")
    kinds = _listed([f"{name} {n:,}" for name, n in terms.conditions])
    lines.append(f"With conditions: {terms.with_conditions.value:,}" + (f" ({kinds})." if kinds else "."))
    return lines


def _places(brief: DayBrief) -> list[str | Table]:
    courts = ", ".join(f"{district_name(code)} {n:,}" for code, n in brief.districts[:8])
    states = ", ".join(f"{state} {n:,}" for state, n in brief.states)
    more = len(brief.districts) - 8
    return [
        f"Courts: {courts}" + (f", and {more} more." if more > 0 else "."),
        f"States: {states}.",
        "A person sentenced in two courts counts in both.",
    ]


def _pace(brief: DayBrief) -> list[str | Table]:
    pace = brief.pace
    assert pace is not None
    rows = [["", "days", "grants", "a day"]]
    rows += [[words, f"{days:,}", f"{n:,}", f"{n / days:.2f}"] for words, days, n in pace.spans]
    low, high = pace.projected() or (pace.total, pace.total)
    return [
        rows,
        f"{pace.days_left:,} days remain to {long_day(pace.term_ends)}. Carried on, these paces would give {low:,} to {high:,} "
        f"grants in all. {PROJECTION}",
    ]


def _rules(brief: DayBrief) -> list[str | Table]:
    used = [*brief.counts.values(), brief.life.after, brief.drug_day.part, brief.people]
    lines: list[str | Table] = [f"{f.rule.replace('_', ' ')}: {f.definition}" for f in used]
    known = "As known at the end of that day."
    lines.append(f"{known} Record {brief.record_version}, digest {brief.record_digest[:16]}.")
    return lines


def _name_lines(brief: DayBrief, width: int) -> list[str]:
    lines = []
    for kind in dict.fromkeys(g.kind for g in sorted(brief.grants, key=lambda g: g.kind)):
        chosen = [g for g in brief.grants if g.kind == kind]
        lines += [f"{kind} ({len(chosen):,})", ""]
        for grant in chosen:
            lines += [fill(_entry(grant), width, initial_indent="  ", subsequent_indent="      ")]
        lines.append("")
    return lines


def _entry(grant: Grant) -> str:
    texts = (grant.district_text, grant.sentence_text or grant.sentenced_text, grant.terms_text)
    return f"{grant.name}. " + " | ".join(text.replace("\n", "; ") for text in texts if text)


_SINGULAR = {"people": "person", "grants": "grant", "further grants": "further grant"}


def _many(number: int, noun: str) -> str:
    if number == 1:
        noun = _SINGULAR.get(noun, noun.removesuffix("s"))
    return f"{number:,} {noun}"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _aligned(rows: Table) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _markdown_table(rows: Table) -> list[str]:
    rule = "|" + "|".join(["---", *["---:"] * (len(rows[0]) - 1)]) + "|"
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], rule, *lines[1:]]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "; ")
