"""The record: home, days, grants, people, presidents and terms, acts, comparisons, superlatives, reconciliation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clemency.briefs.grant_sheet import compare_grant
from clemency.briefs.then_and_now import ThenAndNow, then_and_now
from clemency.errors import InputError
from clemency.ledger.counting import RULES, Figure, Rule, Where, count_among, gap_words, people, select
from clemency.ledger.model import KINDS, Grant, Record
from clemency.ledger.questions import Totals, district_name, totals
from clemency.ledger.reconcile import OUTCOMES, Balance, reconcile
from clemency.ledger.records import days_ranked, statistics_by_president, superlatives
from clemency.web.public import daypage
from clemency.web.public.asked import Asked, day_from
from clemency.web.public.phrases import translated
from clemency.web.public.record import Served, release_history, released_grants, releases, served
from clemency.web.public.svg import bar_chart, column_chart
from clemency.web.public.views.case import shown

LONG_LIST = 250
"""Rows of a list on one page: the largest single day before 2024 fits whole."""
MOST_COMPARED = 400
"""Commutations compared while a reader waits (about 20 ms each). Larger days are left to `clemency brief`."""
Made = TypeVar("Made")


def kept(state: Served, key: str, make: Callable[[], Made]) -> Made:
    """A table worked out once for this state of the record."""
    if key not in state.kept:
        state.kept[key] = make()
    return state.kept[key]  # type: ignore[return-value]


def _president_totals(state: Served) -> Totals:
    return kept(state, "by president", lambda: totals(state.record, "president"))


def warm(state: Served) -> None:
    """Make the tables of the home page and of the record's front pages."""
    record = state.record
    kept(state, "by year", lambda: totals(record, "year"))
    kept(state, "people", lambda: people(record, Where()))
    kept(state, "largest", lambda: days_ranked(record, Where())[:5])
    kept(state, "superlatives", lambda: superlatives(record, Where()))
    kept(state, "days by year", lambda: _days_by_year(record))
    kept(state, "people by president", lambda: _people_by_president(state))
    kept(state, "namesakes", lambda: _namesakes(record))
    for line in _president_totals(state).lines:
        for number in range(len(record.presidents[line.key].terms) + 1):
            _president_tables(state, line.key, number)
    _statistics(state)
    _balances(state)


def _people_by_president(state: Served) -> dict[str, int]:
    return {line.key: people(state.record, Where(president=line.key)).value for line in _president_totals(state).lines}


def home(request: HttpRequest) -> HttpResponse:
    """What this is, the latest day, the totals with their definitions, the search."""
    state = served()
    record, latest = state.record, state.latest_day
    by = _president_totals(state)
    years = kept(state, "by year", lambda: totals(record, "year"))
    context = {
        "state": state,
        "latest": latest,
        "latest_grants": select(record, Where().on(latest)),
        "latest_president": record.presidents[record.grants_by_day[latest][0].president],
        "figures": [by.whole.figures[name] for name in ("grants", "commutations", "pardons", "life_sentences")],
        "people": kept(state, "people", lambda: people(record, Where())),
        "lines": list(reversed(by.lines)),
        "chart": column_chart(
            by_year(years),
            title=_("Grants in effect by calendar year; the table of years says the same"),
            unit=_("grants"),
        ),
        "days": kept(state, "largest", lambda: days_ranked(record, Where())[:5]),
        "releases": releases()[:5],
        "gaps": sum(1 for gap in record.coverage.gaps if gap.starts or gap.president),
    }
    return render(request, "public/home.html", context)


def by_year(table: Totals) -> list[tuple[str, float]]:
    """Grants of each calendar year, also of those without any."""
    counts = {int(line.key): float(line.figures["grants"].value) for line in table.lines}
    return [(str(year), counts.get(year, 0.0)) for year in range(min(counts, default=1), max(counts, default=0) + 1)]


# --- Days -------------------------------------------------------------------------------------------------------------


def days(request: HttpRequest) -> HttpResponse:
    """Every day with a grant, year by year."""
    state = served()
    record = state.record
    listed = kept(state, "days by year", lambda: _days_by_year(record))
    years = sorted(listed)
    year = Asked(request.GET).number("year", years[-1], 1789, 2199)
    table = kept(state, "by year", lambda: totals(record, "year"))
    context = {
        "years": years,
        "year": year,
        "days": listed.get(year, []),
        "table": table,
        "chart": column_chart(
            by_year(table),
            title=_("Grants in effect by calendar year"),
            unit=_("grants"),
        ),
    }
    return render(request, "public/record/days.html", context)


def _days_by_year(record: Record) -> dict[int, list[dict[str, Any]]]:
    years: dict[int, list[dict[str, Any]]] = {}
    for on in sorted(record.grants_by_day):
        counts: Counter[tuple[str, str]] = Counter(
            (g.president, g.kind) for g in record.grants_by_day[on] if g.effective()
        )
        for president in dict.fromkeys(who for who, _kind in counts):
            row = {kind: counts[president, kind] for kind in KINDS}
            row |= {"day": on, "president": record.presidents[president], "all": sum(row.values())}
            years.setdefault(on.year, []).append(row)
    return years


def day(request: HttpRequest, text: str) -> HttpResponse:
    """The brief of one day, from rows: counts, running totals, rank, terms, places, the list."""
    state = served()
    record = state.record
    on = day_from(text)
    asked = Asked(request.GET)
    signers = _signers(record, on)
    if not signers:
        return _no_day(request, record, on)
    president = asked.choice("by", signers) or signers[0]
    page = asked.page()
    try:
        brief = state.daybook.brief(on, president)
    except InputError:  # every grant of the day has been superseded since, or declined
        return _no_day(request, record, on)
    grants, pages = _paged(brief.grants, page)
    context = {
        "share": brief,
        "brief": brief,
        "day": on,
        "president": record.presidents[president],
        "signers": [record.presidents[key] for key in signers],
        "in_short": daypage.in_short(brief),
        "sections": daypage.sections(brief),
        "rules": daypage.rules(brief),
        "balances": [b for b in _balances(state) if b.claim.as_of == on and b.claim.period != "fiscal year"],
        "grants": grants,
        "pages": pages,
        "page": page,
        "commutations": any(grant.kind == "commutation" for grant in brief.grants),
        "released": [r for r in released_grants() if r.fields["granted_on"] == on.isoformat()],
        "before": max((d for d in record.grants_by_day if d < on), default=None),
        "after": min((d for d in record.grants_by_day if d > on), default=None),
    }
    return render(request, "public/record/day.html", context)


def _no_day(request: HttpRequest, record: Record, on: date) -> HttpResponse:
    near = sorted(record.grants_by_day, key=lambda d: abs((d - on).days))[:5]
    return render(request, "public/record/no_day.html", {"day": on, "near": sorted(near)}, status=404)


def _signers(record: Record, on: date) -> tuple[str, ...]:
    found = [g.president for g in record.grants_by_day.get(on, ())]
    found += [act.president for act in record.acts.values() if act.is_class and act.signed_on == on]
    return tuple(dict.fromkeys(found))


def day_then_and_now(request: HttpRequest, text: str) -> HttpResponse:
    """The day's commutations under the law of today: what is certain and what is possible."""
    state = served()
    on = day_from(text)
    grants = [g for g in state.record.grants_by_day.get(on, ()) if g.kind == "commutation"]
    if not grants:
        raise Http404
    if len(grants) > MOST_COMPARED:
        return render(
            request, "public/record/day_then_now.html", {"day": on, "many": len(grants), "most": MOST_COMPARED}
        )
    page: ThenAndNow = kept(state, f"then and now {on}", lambda: then_and_now(grants, f"Commutations of {on}"))
    context = {
        "t": page,
        "day": on,
        "by_drug": page.by_drug(),
        "by_year": page.by_year(),
        "remedies": page.remedies,
        "not_compared": dict(page.not_compared),
        "charts": _then_now_charts(page),
    }
    return render(request, "public/record/day_then_now.html", context)


def _then_now_charts(page: ThenAndNow) -> list[tuple[str, Any]]:
    language = get_language() or "en"
    names = [figure.key.replace("_", " ") for figure in page.figures]
    rows = [
        (translated(name, language) or name, float(f.certain), f"{f.certain} – {f.possible}")
        for name, f in zip(names, page.figures, strict=True)
    ]
    title = _("People whose case is certainly so; beside the bar: certain – possible")
    return [(title, bar_chart(rows, title=title))]


# --- Grants and people ------------------------------------------------------------------------------------------------


def grant(request: HttpRequest, key: str) -> HttpResponse:
    """One grant: verbatim texts, what was read out of them, then and now, sources, corrections."""
    state = served()
    record = state.record
    found = record.grants_by_id.get(key)
    if found is None:
        raise Http404
    person = compare_grant(found) if found.kind == "commutation" else None
    holder = record.persons[found.person]
    context = {
        "share": found,
        "g": found,
        "reading": found.reading,
        "districts": [district_name(code) for code in found.reading.districts],
        "act": record.acts.get(found.act),
        "president": record.presidents[found.president],
        "sources": [(cite, record.sources.get(cite.source)) for cite in found.cites],
        "history": found.history,
        "others": [record.grants_by_id[i] for i in holder.grants if i != found.id and i in record.grants_by_id],
        "holder": holder,
        "counted": [(r.name, r.definition, r.test(found)) for r in RULES.values()],
        "person": person,
        "c": shown(person.result) if person is not None and person.result is not None else None,
        "unread": found.reading.unparsed,
        "state": state,
    }
    return render(request, "public/record/grant.html", context)


def person(request: HttpRequest, key: str) -> HttpResponse:
    """The grants of one person, and why they are taken to be one person's."""
    state = served()
    record = state.record
    found = record.persons.get(key)
    if found is None:
        raise Http404
    grants = [record.grants_by_id[i] for i in found.grants if i in record.grants_by_id]
    namesakes = kept(state, "namesakes", lambda: _namesakes(record)).get(found.name.lower(), ())
    context = {
        "person": found,
        "grants": grants,
        "namesakes": [record.persons[p] for p in namesakes if p != key],
    }
    return render(request, "public/record/person.html", context)


def _namesakes(record: Record) -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for each in record.grants:
        names.setdefault(each.name.lower(), {})[each.person] = None
    return {name: tuple(ids) for name, ids in names.items() if len(ids) > 1}


# --- Presidents, terms, acts ------------------------------------------------------------------------------------------


def presidents(request: HttpRequest) -> HttpResponse:
    """Every president of whom the record holds grants or statistics, counted by one rule."""
    state = served()
    record = state.record
    context = {
        "table": _president_totals(state),
        "statistics": _statistics(state),
        "presidents": record.presidents,
        "people": kept(state, "people by president", lambda: _people_by_president(state)),
    }
    return render(request, "public/record/presidents.html", context)


def _statistics(state: Served) -> list[dict[str, Any]]:
    def make() -> list[dict[str, Any]]:
        by = {m: statistics_by_president(state.record, m) for m in ("pardons", "commutations", "granted", "received")}
        keys = [key for key in state.record.presidents if any(key in sums for sums in by.values())]
        return [
            {
                "president": state.record.presidents[key],
                **{m: by[m][key].value if key in by[m] else None for m in by},
                "last": max(by[m][key].last for m in by if key in by[m]),
            }
            for key in keys
        ]

    return kept(state, "statistics", make)


def president(request: HttpRequest, key: str, number: int = 0) -> HttpResponse:
    """A president, or one term of office: totals, by year, largest days, classes of offense, districts, gaps."""
    state = served()
    record = state.record
    who = record.presidents.get(key)
    if who is None or number > len(who.terms):
        raise Http404
    term = who.terms[number - 1] if number else None
    where, table, ranked, offenses, districts, months = _president_tables(state, key, number)
    context = {
        "share": who,
        "who": who,
        "term": term,
        "number": number,
        "terms": list(enumerate(who.terms, start=1)),
        "table": table,
        "people": kept(state, f"people {key} {number}", lambda: people(record, where)),
        "days": ranked[:10],
        "all_days": len(ranked),
        "offenses": offenses.lines[:15],
        "offense_note": offenses.note,
        "districts": districts.lines[:15],
        "gaps": [gap_words(gap) for gap in table.whole.figures["grants"].gaps],
        "chart": column_chart(months, title=_("Grants by month"), unit=_("grants")),
        "months": months,
        "statistics": next((row for row in _statistics(state) if row["president"].key == key), None),
        "class_acts": [
            a for a in record.acts.values() if a.is_class and a.president == key and (not term or a.term == term.key)
        ],
    }
    return render(request, "public/record/president.html", context)


def _president_tables(state: Served, key: str, number: int):
    """The tables of a president's page, or of one term's, worked out once."""
    record = state.record
    term = record.presidents[key].terms[number - 1].key if number else ""
    where = Where(president=key, term=term)
    table = kept(state, f"years {key} {number}", lambda: totals(record, "year", where))
    ranked = kept(state, f"days {key} {number}", lambda: days_ranked(record, where))
    offenses = kept(state, f"offenses {key} {number}", lambda: totals(record, "offense", where))
    districts = kept(state, f"districts {key} {number}", lambda: totals(record, "district", where))
    months = kept(state, f"months {key} {number}", lambda: _by_month(select(record, where)))
    kept(state, f"people {key} {number}", lambda: people(record, where))
    return where, table, ranked, offenses, districts, months


def _by_month(grants: Sequence[Grant]) -> list[tuple[str, float]]:
    counts = Counter((g.signed_on.year, g.signed_on.month) for g in grants)
    if not counts:
        return []
    (year, month), last = min(counts), max(counts)
    rows = []
    while (year, month) <= last:
        rows.append((f"{year}-{month:02d}", float(counts[year, month])))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return rows


def acts(request: HttpRequest) -> HttpResponse:
    """Every act: papers, or all grants of one kind on one day where a list names no papers; class acts first."""
    state = served()
    asked = Asked(request.GET)
    page = asked.page()
    listed = sorted(state.record.acts.values(), key=lambda act: (act.signed_on, act.id), reverse=True)
    shown_acts, pages = _paged([act for act in listed if not act.is_class], page, 100)
    context = {
        "acts": [
            (act, len(state.grants_by_act.get(act.id, ())), state.record.presidents[act.president])
            for act in shown_acts
        ],
        "class_acts": [(act, state.record.presidents[act.president]) for act in listed if act.is_class],
        "pages": pages,
        "page": page,
        "count": len(listed),
    }
    return render(request, "public/record/acts.html", context)


def act(request: HttpRequest, key: str) -> HttpResponse:
    """One act: its grants, or the scope of the class it covers."""
    state = served()
    found = state.record.acts.get(key)
    if found is None:
        raise Http404
    page = Asked(request.GET).page()
    grants, pages = _paged(state.grants_by_act.get(key, ()), page)
    context = {
        "act": found,
        "president": state.record.presidents[found.president],
        "sources": [(cite, state.record.sources.get(cite.source)) for cite in found.cites],
        "grants": grants,
        "all": len(state.grants_by_act.get(key, ())),
        "amended_by": [a for a in state.record.acts.values() if a.amends == key],
        "amends": state.record.acts.get(found.amends),
        "pages": pages,
        "page": page,
    }
    return render(request, "public/record/act.html", context)


# --- Figures ----------------------------------------------------------------------------------------------------------


def compare_presidents(request: HttpRequest) -> HttpResponse:
    """Two or more presidents on the same rule, with what the record does not hold beside each."""
    state = served()
    record = state.record
    held = tuple(line.key for line in _president_totals(state).lines)
    chosen = [key for key in dict.fromkeys(request.GET.getlist("p")) if key]
    wrong = [key for key in chosen if key not in held]
    if wrong:
        raise InputError(
            f'p="{wrong[0][:40]}" is no president with grants in the record. Choose from: {", ".join(held)}.'
        )
    chosen = chosen[:6] or list(held[-2:])
    rules = [
        RULES[n]
        for n in (
            "grants",
            "commutations",
            "pardons",
            "life_sentences",
            "drug_offenses",
            "with_conditions",
            "release_on_a_date",
            "reduced_to_a_term",
            "time_served",
        )
    ]
    groups = {key: kept(state, f"of {key}", lambda key=key: select(record, Where(president=key))) for key in chosen}

    def figure(rule: Rule, key: str) -> Figure:
        return kept(
            state,
            f"figure {rule.name} {key}",
            lambda: count_among(record, rule, Where(president=key), groups[key]),
        )

    rows = [(rule, [figure(rule, key) for key in chosen]) for rule in rules]
    context = {
        "presidents": [record.presidents[key] for key in held],
        "chosen": chosen,
        "columns": [record.presidents[key] for key in chosen],
        "rows": rows,
        "charts": [
            (
                rule.name,
                bar_chart(
                    [
                        (record.presidents[k].name, float(f.value), f"{f.value:,}")
                        for k, f in zip(chosen, figures, strict=True)
                    ],
                    title=rule.definition,
                ),
            )
            for rule, figures in rows[:2]
        ],
        "gaps": [
            (record.presidents[key], [gap_words(g) for g in figure.gaps])
            for key, figure in zip(chosen, rows[0][1], strict=True)
        ],
        "months": [(record.presidents[key], *_months_in_office(record, key, groups[key])) for key in chosen],
    }
    return render(request, "public/record/compare.html", context)


def _months_in_office(record: Record, key: str, grants: Sequence[Grant]) -> tuple[int, float]:
    """Days in office up to the end of the last term or the record's last grant, and grants for each year of them."""
    last = max((g.signed_on for g in grants), default=date.min)
    spent = sum(
        ((min(t.ends, last) if t.ends and t.ends > last else t.ends or last) - t.starts).days
        for t in record.presidents[key].terms
        if t.starts <= last
    )
    return spent, round(len(grants) / spent * 365.25, 1) if spent else 0.0


def records(request: HttpRequest) -> HttpResponse:
    """Superlatives: largest day, longest gap and so on, each with its rule, runner-up and the parts not held."""
    state = served()
    asked = Asked(request.GET)
    until = asked.day("until")
    where = Where(until=until)
    found = (
        superlatives(state.record, where)
        if until
        else kept(state, "superlatives", lambda: superlatives(state.record, where))
    )
    context = {
        "records": [
            (s, [(place, _place_name(state.record, s.key, place.label)) for place in s.places[:5]]) for s in found
        ],
        "until": until,
        "last": state.latest_day,
        "not_held": list(dict.fromkeys(words for s in found for words in s.not_held)),
        "rules": RULES.values(),
    }
    return render(request, "public/record/records.html", context)


def _place_name(record: Record, superlative: str, label: str) -> str:
    """A place in a ranking as people call it: a term of office by its president."""
    if superlative == "most_by_president":
        return record.presidents[label].name
    if superlative == "most_in_term":
        for who in record.presidents.values():
            for number, term in enumerate(who.terms, start=1):
                if term.key == label:
                    return f"{who.name}, {_('term')} {number}" if len(who.terms) > 1 else who.name
    return label


def _balances(state: Served) -> list[Balance]:
    return kept(state, "balances", lambda: reconcile(state.record))


def reconciliation(request: HttpRequest) -> HttpResponse:
    """Every figure that a source stated, beside our count."""
    state = served()
    asked = Asked(request.GET)
    outcome = asked.choice("outcome", OUTCOMES)
    who = asked.choice("president", tuple(state.record.presidents))
    period = asked.choice("period", ("day", "total", "total before", "fiscal year"))
    page = asked.page()
    every = _balances(state)
    fit = [
        b
        for b in every
        if (not outcome or b.outcome == outcome)
        and (not who or b.claim.president == who)
        and (not period or b.claim.period == period)
    ]
    if not outcome:
        fit.sort(key=lambda b: OUTCOMES.index(b.outcome))
    rows, pages = _paged(fit, page, 100)
    query = "&".join(f"{k}={v}" for k, v in (("outcome", outcome), ("president", who), ("period", period)) if v)
    context = {
        "rows": [(b, state.record.presidents.get(b.claim.president)) for b in rows],
        "counts": [(name, sum(b.outcome == name for b in every)) for name in OUTCOMES],
        "all": len(every),
        "fit": len(fit),
        "outcome": outcome,
        "who": who,
        "period": period,
        "periods": ("day", "total", "total before", "fiscal year"),
        "presidents": state.record.presidents.values(),
        "pages": pages,
        "page": page,
        "query": query.replace(" ", "+"),
    }
    return render(request, "public/record/reconciliation.html", context)


# --- An office's own releases -----------------------------------------------------------------------------------------


def office_releases(request: HttpRequest) -> HttpResponse:
    """Grants and denials that the office running this site has released, newest first."""
    rows = releases()
    page = Asked(request.GET).page()
    listed, pages = _paged(rows, page, 100)
    kinds = Counter(r.fields["kind"] for r in released_grants())
    context = {
        "rows": listed,
        "pages": pages,
        "page": page,
        "all": len(rows),
        "kinds": [(kind, kinds[kind]) for kind in KINDS if kinds[kind]],
        "denials": len(rows) - sum(kinds.values()),
    }
    return render(request, "public/record/releases.html", context)


def office_release(request: HttpRequest, key: str) -> HttpResponse:
    """One released grant or denial, with every version and what each correction corrects."""
    versions = release_history(key) if len(key) <= 60 else []
    if not versions:
        raise Http404
    latest = versions[-1]
    return render(request, "public/record/release.html", {"latest": latest, "versions": list(reversed(versions))})


def _paged(rows: Sequence[Made], page: int, size: int = LONG_LIST) -> tuple[Sequence[Made], list[int]]:
    """One page of a list and the numbers of all pages (none if one is enough)."""
    last = max(1, -(-len(rows) // size))
    if page > last:
        raise InputError(f"page={page}: there are {last} pages. Ask for one of them.")
    return rows[(page - 1) * size : page * size], list(range(1, last + 1)) if last > 1 else []
