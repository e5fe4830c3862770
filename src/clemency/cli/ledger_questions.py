"""Questions to the public record under `clemency ledger`: totals, records, find, export, reconcile, unparsed, coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from datetime import date

    from clemency.ledger.counting import Where
    from clemency.ledger.model import Grant, Record

_PRESIDENT = typer.Option("", "--president", help="Only this president's grants: a surname or a key.")
_TERM = typer.Option("", "--term", help='Only this term of office, such as "obama-2".')
_KIND = typer.Option("", "--kind", help="pardon, commutation, remission, reprieve or respite.")
_SINCE = typer.Option("", "--since", help="First signed day, YYYY-MM-DD.")
_UNTIL = typer.Option("", "--until", help="Last signed day, YYYY-MM-DD.")
_AS_OF = typer.Option("", "--as-of", help="Count what was known at the end of that day, YYYY-MM-DD.")
_RECORD = typer.Option(None, "--record", help="Folder of a record. Default: the bundled one.")
_JSON = typer.Option(False, "--json", help="Plain values instead of a table.")


def add_questions(ledger: typer.Typer) -> None:
    """Add the commands to the group."""
    _add_totals(ledger)
    _add_records(ledger)
    _add_find(ledger)
    _add_export(ledger)
    _add_reconcile(ledger)
    _add_unparsed(ledger)
    _add_coverage(ledger)
    _add_rules(ledger)
    _add_cases(ledger)


def _add_totals(ledger: typer.Typer) -> None:
    @ledger.command("totals")
    def totals(
        by: str = typer.Option("president", "--by", help="president, term, year, fiscal-year, kind, offense, district"),
        as_of: str = _AS_OF,
        president: str = _PRESIDENT,
        term: str = _TERM,
        kind: str = _KIND,
        since: str = _SINCE,
        until: str = _UNTIL,
        rows: bool = typer.Option(False, "--rows", help="With --json: the ids of the grants behind each figure."),
        record: Path = _RECORD,
        as_json: bool = _JSON,
    ) -> None:
        """Grants counted by what you ask, with the rule of every column and what the record lacks.

        Examples:

          clemency ledger totals --by term

          clemency ledger totals --by fiscal-year --president obama

          clemency ledger totals --by kind --president obama --as-of 2016-08-30
        """
        from clemency.ledger.counting import RULES
        from clemency.ledger.questions import COLUMNS
        from clemency.ledger.questions import totals as make

        held = _load(record)
        table = make(held, by, _where(held, president, term, kind, since, until, as_of))
        if as_json:
            _print_json(
                {
                    "by": table.by,
                    "lines": [_line_json(line, rows) for line in table.lines],
                    "whole": _line_json(table.whole, rows),
                    "note": table.note,
                }
            )
            return
        shown = [c for c in COLUMNS if table.whole.figures[c].value or c in ("pardons", "commutations", "grants")]
        heads = [c.replace("_", " ") for c in shown]
        body = [[line.label, *(_cell(line.figures[c]) for c in shown)] for line in (*table.lines, table.whole)]
        _print_table([by.replace("-", " "), *heads], body, right=range(1, len(heads) + 1), last_is_sum=True)
        if table.note:
            typer.echo(table.note)
        if any("+" in cell for row in body for cell in row[1:]):
            typer.echo("n +m: for m grants the record cannot say; the figure lies between n and n + m.")
        for column in shown:
            _wrapped(f"{column.replace('_', ' ')}: {RULES[column].definition}", "  ")
        _print_gaps(table.whole.figures["grants"].gaps)


def _line_json(line: Any, rows: bool) -> dict[str, Any]:
    figures = {name: figure.as_json(rows=rows) for name, figure in line.figures.items()}
    return {"key": line.key, "label": line.label, "figures": figures}


def _cell(figure: Any) -> str:
    return f"{figure.value:,}" + (f" +{figure.unknown:,}" if figure.unknown else "")


def _add_records(ledger: typer.Typer) -> None:
    @ledger.command("records")
    def records(
        as_of: str = _AS_OF,
        president: str = _PRESIDENT,
        term: str = _TERM,
        kind: str = _KIND,
        since: str = _SINCE,
        until: str = _UNTIL,
        top: int = typer.Option(3, "--top", min=1, help="How many places of each."),
        record: Path = _RECORD,
        as_json: bool = _JSON,
    ) -> None:
        """Largest day, longest gap, most in a term: each with its rule and its runner-up.

        Examples:

          clemency ledger records

          clemency ledger records --president obama --as-of 2016-12-19
        """
        from clemency.ledger.records import superlatives

        held = _load(record)
        found = superlatives(held, _where(held, president, term, kind, since, until, as_of))
        if as_json:
            _print_json([superlative.as_json(top) for superlative in found])
            return
        for superlative in found:
            typer.echo(superlative.title)
            for number, place in enumerate(superlative.places[:top], start=1):
                days = "" if place.label == place.first.isoformat() else f"  {place.first} to {place.last}"
                typer.echo(f"  {number}. {place.value:>6,} {superlative.unit}  {place.label}{days}")
            _wrapped(f"     rule: {superlative.rule}", "     ")
            typer.echo()


def _add_find(ledger: typer.Typer) -> None:
    @ledger.command("find")
    def find(
        name: list[str] = typer.Argument(None, help="A name or part of it; typing errors are forgiven."),
        offense: str = typer.Option("", "--offense", help="Words of the offense, or a class such as drug or fraud."),
        drug: str = typer.Option("", "--drug", help='"cocaine base", heroin, ...; "any" for every drug offense.'),
        district: str = typer.Option("", "--district", help='A code such as txed, or words such as "eastern texas".'),
        state: str = typer.Option("", "--state", help="Two letters."),
        life: bool = typer.Option(None, "--life/--no-life", help="Only life sentences, or only others."),
        president: str = _PRESIDENT,
        term: str = _TERM,
        kind: str = _KIND,
        since: str = _SINCE,
        until: str = _UNTIL,
        limit: int = typer.Option(20, "--limit", min=0, help="How many to show; 0 for all."),
        full: bool = typer.Option(False, "--full", help="With the texts as printed and the source."),
        record: Path = _RECORD,
        as_json: bool = _JSON,
    ) -> None:
        """Find grants by name, offense, drug, court, time and kind. Same name does not mean same person.

        Examples:

          clemency ledger find evelin papa

          clemency ledger find --drug "cocaine base" --life --state FL

          clemency ledger find --offense fraud --kind pardon --since 2009-01-20 --until 2017-01-20
        """
        from clemency.ledger.questions import Query
        from clemency.ledger.questions import find as search

        held = _load(record)
        where = _where(held, president, term, kind, since, until, "")
        _refuse_unknown(held, drug, state)
        hits = search(held, Query(" ".join(name or ()), offense, drug, district, state, life, where))
        shown = hits[:limit] if limit else hits
        if as_json:
            from clemency.ledger.export import rows

            found = rows(held, tuple(hit.grant for hit in shown)) if shown else []
            _print_json(
                {"found": len(hits), "grants": [{"fit": h.fit, **row} for h, row in zip(shown, found, strict=True)]}
            )
            return
        if full:
            for hit in shown:
                typer.echo(_full(held, hit.grant) + "\n")
        elif shown:
            body = [_find_row(held, hit.grant) for hit in shown]
            _print_table(["day", "kind", "name", "president", "sentence", "court"], body)
        typer.echo(f"{len(hits):,} found" + (f", {len(shown)} shown" if len(shown) < len(hits) else ""))


def _find_row(record: Record, grant: Grant) -> list[str]:
    from clemency.ledger.questions import district_name

    courts = "; ".join(district_name(code) for code in grant.reading.districts) or grant.district_text
    status = "" if grant.effective() else f" ({grant.status()})"
    surname = (
        record.presidents[grant.president].name.removesuffix(", Jr.").split()[-1]
        if grant.president in record.presidents
        else ""
    )
    sentence = grant.sentence_text.replace("\n", " / ")
    sentence = sentence if len(sentence) <= 60 else sentence[:59] + "…"
    return [grant.signed_on.isoformat(), grant.kind + status, grant.name, surname, sentence, courts]


def _full(record: Record, grant: Grant) -> str:
    lines = [f"{grant.name}, {grant.kind}, signed {grant.signed_on}, announced {grant.announced_on}"]
    lines += [f"  {e.status} {e.on_means} {e.on}, known {e.known_on}. {e.note}".rstrip() for e in grant.history]
    texts = (
        ("offense", grant.offense_text),
        ("court", grant.district_text),
        ("sentence", grant.sentence_text),
        ("sentenced", grant.sentenced_text),
        ("terms", grant.terms_text),
        ("remark", grant.annotation_text),
    )
    lines += [f"  {label}: {text}".replace("\n", "\n    ") for label, text in texts if text]
    for cite in grant.cites:
        source = record.sources.get(cite.source)
        address = f", {source.url}" if source and source.url else ""
        lines.append(f"  source: {cite.source} {cite.locator} ({', '.join(cite.fields)}){address}")
    return "\n".join(lines)


def _add_export(ledger: typer.Typer) -> None:
    @ledger.command("export")
    def export(
        output: Path = typer.Argument(help="File to write: .csv, .parquet, .json or .sqlite"),
        form: str = typer.Option("", "--format", help="csv, parquet, json or sqlite; without it by the file's ending."),
        president: str = _PRESIDENT,
        term: str = _TERM,
        kind: str = _KIND,
        since: str = _SINCE,
        until: str = _UNTIL,
        record: Path = _RECORD,
    ) -> None:
        """Write grants to a file, with a data dictionary beside it. Register numbers are not exported.

        Examples:

          clemency ledger export grants.csv

          clemency ledger export obama.parquet --president obama
        """
        from clemency.errors import InputError
        from clemency.ledger.export import FORMATS
        from clemency.ledger.export import export as write

        chosen = form or {"db": "sqlite", "sqlite3": "sqlite"}.get(output.suffix[1:], output.suffix[1:])
        if chosen not in FORMATS:
            raise InputError(f'{output}: "{chosen}" is no format of the export. Use one of: {", ".join(FORMATS)}.')
        held = _load(record)
        where = _where(held, president, term, kind, since, until, "")
        grants = tuple(g for g in held.grants if where.matches(g) or (not _narrowed(where) and not g.effective()))
        dictionary = write(held, output, chosen, grants)
        typer.echo(f"wrote {len(grants):,} grants to {output}, data dictionary to {dictionary}")


def _narrowed(where: Where) -> bool:
    return bool(where.president or where.term or where.kind or where.since or where.until)


def _add_reconcile(ledger: typer.Typer) -> None:
    @ledger.command("reconcile")
    def reconcile(
        all_claims: bool = typer.Option(False, "--all", help="Also what agrees and what cannot be compared."),
        president: str = _PRESIDENT,
        record: Path = _RECORD,
        as_json: bool = _JSON,
    ) -> None:
        """Our count beside every figure that a source stated; each difference explained, or open.

        Examples:

          clemency ledger reconcile

          clemency ledger reconcile --president obama --all
        """
        from collections import Counter

        from clemency.ledger.counting import president_key
        from clemency.ledger.reconcile import reconcile as balance_all

        held = _load(record)
        balances = balance_all(held)
        if president:
            key = president_key(held, president)
            balances = [b for b in balances if b.claim.president == key]
        counts = Counter(b.outcome for b in balances)
        if as_json:
            _print_json({"outcomes": dict(counts), "balances": [b.as_json() for b in balances]})
            return
        shown = [b for b in balances if all_claims or b.outcome in ("open", "explained")]
        shown.sort(key=lambda b: (b.outcome != "open", b.claim.as_of))
        body = []
        for b in shown:
            ours = f"{b.ours.value:,}" if b.ours else ""
            stated = f"{b.claim.value:,}" if b.claim.value is not None else ""
            period = f"FY{b.claim.fiscal_year}" if b.claim.fiscal_year else f"{b.claim.period} {b.claim.as_of}"
            body.append([b.outcome, b.claim.president, b.claim.measure, period, stated, ours, b.explanation])
        _print_table(["outcome", "president", "figure", "of", "stated", "ours", "why"], body, right=(4, 5))
        parts = ", ".join(f"{counts[o]:,} {o}" for o in ("agrees", "explained", "open", "not comparable"))
        typer.echo(f"{len(balances):,} stated figures: {parts}")


def _add_unparsed(ledger: typer.Typer) -> None:
    @ledger.command("unparsed")
    def unparsed(
        kind: str = _KIND,
        president: str = _PRESIDENT,
        limit: int = typer.Option(40, "--limit", min=0, help="How many to show; 0 for all."),
        record: Path = _RECORD,
        as_json: bool = _JSON,
    ) -> None:
        """Grants whose texts the parsers did not understand to the last word, with the part not understood.

        Example:

          clemency ledger unparsed --kind commutation
        """
        from clemency.ledger.counting import select
        from clemency.ledger.unread import unread_pieces

        held = _load(record)
        asked = select(held, _where(held, president, "", kind, "", "", ""))
        pieces = [piece for grant in asked for piece in unread_pieces(grant)]
        grants = len({piece.grant.id for piece in pieces})
        share = 100 * (1 - grants / len(asked)) if asked else 100.0
        if as_json:
            listed = [{"grant": p.grant.id, "name": p.grant.name, "field": p.field, "unread": p.text} for p in pieces]
            _print_json(
                {"asked": len(asked), "not_fully_read": grants, "read_percent": round(share, 2), "pieces": listed}
            )
            return
        shown = pieces[:limit] if limit else pieces
        body = [[p.grant.signed_on.isoformat(), p.grant.kind, p.grant.name, p.field, p.text] for p in shown]
        if body:
            _print_table(["day", "kind", "name", "field", "not understood"], body)
        typer.echo(f"{len(asked):,} grants, {grants:,} not read to the last word; {share:.2f} percent read in full")


def _add_coverage(ledger: typer.Typer) -> None:
    @ledger.command("coverage")
    def coverage(record: Path = _RECORD, as_json: bool = _JSON) -> None:
        """What the record holds in full and what it lacks, so that no total passes for complete.

        Example:

          clemency ledger coverage
        """
        from clemency.sources.report import describe_record, record_as_text

        held = _load(record)
        if as_json:
            _print_json(describe_record(held))
        else:
            typer.echo("\n".join(record_as_text(held)))


def _add_rules(ledger: typer.Typer) -> None:
    @ledger.command("rules")
    def rules(form: str = typer.Option("text", "--format", help="text, md or json")) -> None:
        """The counting rules: what each counts, in a sentence.

        Example:

          clemency ledger rules
        """
        from clemency.errors import InputError
        from clemency.ledger.counting import PEOPLE, RULES
        from clemency.ledger.rules_page import counting_rules_page

        definitions = {rule.name: rule.definition for rule in RULES.values()} | {"people": PEOPLE}
        if form == "md":
            typer.echo(counting_rules_page(), nl=False)
        elif form == "json":
            _print_json(definitions)
        elif form == "text":
            _print_table(["rule", "definition"], [[name, words] for name, words in definitions.items()])
        else:
            raise InputError(f'--format: "{form}" is none of text, md, json.')


def _add_cases(ledger: typer.Typer) -> None:
    @ledger.command("cases")
    def cases(
        on: str = typer.Option("", "--on", help="Only grants signed on this day, YYYY-MM-DD."),
        by: str = typer.Option("", "--by", help="Only grants of this president."),
        output: Path = typer.Option(None, "-o", "--output", help="CSV file; default: standard output."),
        rejects: Path = typer.Option(None, "--rejects", help="CSV file of the grants that make no case, with reasons."),
        record: Path = _RECORD,
    ) -> None:
        """Commutations as cases for `clemency screen`: what the printed texts say, everything else left empty.

        Examples:

          clemency ledger cases --on 2016-12-19 -o cases.csv

          clemency screen cases.csv -o screened.csv
        """
        from collections import Counter

        from clemency.cases.grants import case_of
        from clemency.cases.rows import case_row, header
        from clemency.errors import InputError
        from clemency.ledger.counting import select

        held = _load(record)
        where = _where(held, by, "", "commutation", on, on, "")
        read = [case_of(grant) for grant in select(held, where)]
        if not read:
            raise InputError("The record holds no such commutation. Choose another day or president.")
        rows = [case_row(one.case, one.grant.id) for one in read if one.case is not None]
        left = [
            {"case_id": one.grant.id, "name": one.grant.name, "reason": one.reason} for one in read if one.case is None
        ]
        _write_csv(output, header(rows), rows)
        if rejects is not None:
            _write_csv(rejects, ["case_id", "name", "reason"], left)
        where_to = f" to {output}" if output is not None else ""
        typer.echo(f"read {len(read)} = written {len(rows)}{where_to} + rejected {len(left)}", err=True)
        for reason, number in Counter(entry["reason"] for entry in left).most_common():
            typer.echo(f"  {number} {reason}", err=True)


def _write_csv(path: Path | None, columns: list[str], rows: list[dict[str, str]]) -> None:
    import csv
    import sys

    def write(file: Any) -> None:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

    if path is None:
        write(sys.stdout)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        write(file)


def _load(folder: Path | None) -> Record:
    from clemency.ledger.store import load_record

    return load_record(folder)


def _refuse_unknown(record: Record, drug: str, state: str) -> None:
    """A drug or state that stands nowhere in the record is a slip of the pen, not an answer of none."""
    from clemency.errors import InputError
    from clemency.ledger.questions import drug_fits, state_of

    named = sorted({name for grant in record.grants for name in grant.reading.drugs})
    if drug and drug.lower() != "any" and not any(drug_fits((name,), True, drug) for name in named):
        words = ", ".join(name.replace("_", " ") for name in named)
        raise InputError(f'--drug "{drug}": no grant of the record names that drug. Named are: {words}.')
    states = sorted({state_of(code) for grant in record.grants for code in grant.reading.districts} - {""})
    if state and state.upper() not in states:
        raise InputError(
            f'--state "{state}": no court of the record sits there. Write two letters: {", ".join(states)}.'
        )


def _where(record: Record, president: str, term: str, kind: str, since: str, until: str, as_of: str) -> Where:
    """The question that the options ask. Raises InputError for a name or a day that cannot be."""
    from clemency.errors import InputError
    from clemency.ledger.counting import Where, president_key
    from clemency.ledger.model import KINDS

    if kind and kind not in KINDS:
        raise InputError(f'"{kind}" is no kind of relief. Use one of: {", ".join(KINDS)}.')
    terms = {t.key for p in record.presidents.values() for t in p.terms}
    if term and term not in terms:
        raise InputError(f'The record knows no term "{term}". Terms are named like "obama-2".')
    known = day_given(as_of, "--as-of") if as_of else None
    last = day_given(until, "--until") if until else known
    first = day_given(since, "--since") if since else None
    if first and last and first > last:
        raise InputError(f"--since {first} is after {last}: no day lies between them.")
    key = president_key(record, president) if president else ""
    return Where(president=key, term=term, kind=kind, since=first, until=last, known_on=known)


def day_given(text: str, option: str) -> date:
    """A day written YYYY-MM-DD. Raises InputError that names the option."""
    from datetime import date

    from clemency.errors import InputError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f'{option}: "{text}" is no day. Write it as YYYY-MM-DD, such as 2016-12-19.') from None


def _print_json(value: Any) -> None:
    import json

    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _print_table(heads: list[str], body: list[list[str]], right: Any = (), last_is_sum: bool = False) -> None:
    """A table as wide as the terminal, or as wide as it needs where the output is none."""
    import sys

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number in right else "left", overflow="fold")
    for number, row in enumerate(body):
        table.add_row(*row, style="bold" if last_is_sum and number == len(body) - 1 else None)
    Console(width=None if sys.stdout.isatty() else 160, markup=False, highlight=False).print(table)


def _wrapped(text: str, indent: str) -> None:
    """A sentence in lines of at most 100 characters, those after the first set in."""
    import textwrap

    typer.echo(textwrap.fill(text, 100, subsequent_indent=indent, break_on_hyphens=False))


def _print_gaps(gaps: Any) -> None:
    from clemency.ledger.counting import gap_words

    if gaps:
        typer.echo("The record does not hold:")
    for gap in gaps:
        _wrapped(f"  {gap.president or 'all'}: {gap_words(gap)}", "    ")
