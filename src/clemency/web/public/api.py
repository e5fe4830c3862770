"""The API: the record, its figures, the law by date, one case compared, an article checked. Read by anyone, no key.

Every answer names the version of the record or of the law that it comes from. Errors are JSON with one field, "detail".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Body, NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

import clemency
from clemency.briefs.article import check_article
from clemency.briefs.day import day_brief
from clemency.cases.case import Case
from clemency.cases.comparison import compare as compare_case
from clemency.errors import CoverageError, InputError
from clemency.law import lookup, tables
from clemency.law.dates import TABLES_AS_OF, format_day
from clemency.ledger.counting import RULES, Where
from clemency.ledger.export import COLUMNS
from clemency.ledger.model import Act, Grant
from clemency.ledger.questions import BY, totals
from clemency.ledger.records import superlatives
from clemency.web.public.asked import EARLIEST, LATEST
from clemency.web.public.record import Served, released_grants, served
from clemency.web.public.search import Search, find, grants_of
from clemency.web.public.views.record import _balances, kept

MOST_A_PAGE = 500
LONGEST_CASE = 20_000
LONGEST_ARTICLE = 60_000

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST, description="a day, YYYY-MM-DD")]
Page = Annotated[int, Field(ge=1, le=10_000, description="page, from 1")]
PerPage = Annotated[int, Field(ge=1, le=MOST_A_PAGE)]
Kind = Literal["pardon", "commutation", "remission", "reprieve", "respite"]


class Problem(Schema):
    detail: str


class GrantRow(Schema):
    """One grant, with the columns of the data dictionary. Empty or null means not known or not printed."""

    grant_id: str
    person_id: str
    act_id: str
    name: str
    aliases: str
    kind: str
    president: str
    term: str
    signed_on: date
    announced_on: date
    status: str | None
    in_effect: bool
    status_history: str
    offense: str
    district: str
    sentence: str
    sentenced: str
    terms: str
    annotation: str
    district_codes: str
    offense_classes: str
    provisions: str
    drug: bool | None
    drugs: str
    life: bool | None
    death: bool | None
    prison_months: int | None
    prison_days: int | None
    supervised_release_months: int | None
    probation_months: int | None
    fine_cents: int | None
    restitution_cents: int | None
    sentenced_on: str
    commuted_to: str
    expires_on: date | None
    commuted_months: int | None
    conditions: str
    unparsed: str
    source: str
    source_locator: str
    source_url: str
    source_sha256: str


class GrantPage(Schema):
    version: str
    digest: str
    total: int
    page: int
    pages: int
    results: list[GrantRow]


class ActRow(Schema):
    act_id: str
    instrument: str
    title: str
    president: str
    term: str
    signed_on: date
    announced_on: date
    number: str
    document_url: str
    amends: str
    is_class: bool
    scope: str
    grants: int


class ActPage(Schema):
    version: str
    total: int
    page: int
    pages: int
    results: list[ActRow]


class Version(Schema):
    software: str
    record: str
    digest: str
    grants: int
    acts: int
    law_as_of: date


class TableRow(Schema):
    name: str
    title: str
    provision: str
    rows: int
    first_day: date


class LawTable(Schema):
    name: str
    title: str
    on: date
    rows: list[dict[str, str]]


class ArticleIn(Schema):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_ARTICLE)]
    date: Day | None = None


class SearchIn(Schema):
    """The filters of the search. Empty ones do not restrict."""

    name: Annotated[str, Field(max_length=200, description="words of a name; a wrong letter is forgiven")] = ""
    offense: Annotated[str, Field(max_length=200, description="words of the offense, or a class of offense")] = ""
    drug: Annotated[str, Field(max_length=100, description='"cocaine base", "heroin", or "any"')] = ""
    district: Annotated[str, Field(max_length=100, description="a district code, or words of the district")] = ""
    state: Annotated[str, Field(max_length=2, description="two letters")] = ""
    kind: Kind | None = None
    president: Annotated[str, Field(max_length=40, description="key of a president")] = ""
    term: Annotated[str, Field(max_length=40, description="key of a term of office, such as obama-2")] = ""
    since: Day | None = None
    until: Day | None = None
    life: bool | None = None
    sort: Literal["best", "newest", "oldest", "name"] = "best"


class _ThisApi(NinjaAPI):
    """No page of documentation of its own: that would fetch scripts from another host."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        return super().get_openapi_schema(path_prefix="/api/", path_params=path_params)


api = _ThisApi(
    title="Clemency",
    version=clemency.__version__,
    description=(
        "The public record of federal clemency, the sentencing law by date, and one case then and now. No key, no "
        "account. Lists come in pages; answers carry an ETag; too many requests in a short time are answered with 429 "
        "and Retry-After. Cases and articles sent to `compare` and `check` are answered and forgotten."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
BAD = {400: Problem, 404: Problem, 422: Problem, 429: Problem}


@api.exception_handler(InputError)
def _bad_input(request: HttpRequest, error: InputError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=404 if isinstance(error, CoverageError) else 400)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors)
    return api.create_response(request, {"detail": words}, status=422)


def _missing(what: str) -> InputError:
    return CoverageError(f"{what}: the record has none of that name.")


# --- The record -------------------------------------------------------------------------------------------------------


@api.get("version", response={200: Version, 429: Problem}, tags=["about"])
def version(request: HttpRequest) -> dict[str, Any]:
    """What is served: versions to cite, and the day the law tables were last read against."""
    state = served()
    return {
        "software": clemency.__version__,
        "record": state.version,
        "digest": state.key,
        "grants": len(state.record.grants),
        "acts": len(state.record.acts),
        "law_as_of": date.fromordinal(TABLES_AS_OF),
    }


@api.get("grants", response={200: GrantPage, **BAD}, tags=["record"])
def grants(
    request: HttpRequest, response: HttpResponse, search: Query[SearchIn], page: Page = 1, per_page: PerPage = 50
) -> dict[str, Any]:
    """Grants that fit every filter, in pages. Grants declined or superseded are listed; `in_effect` tells them apart."""
    state = served()
    query = _search(search, state)
    found = find(state, query, page, per_page)
    pages = max(1, -(-found.total // per_page))
    if page > pages:
        raise CoverageError(f"page {page}: there are {pages} pages.")
    _links(request, response, page, pages, found.total)
    return {
        "version": state.version,
        "digest": state.key,
        "total": found.total,
        "page": page,
        "pages": pages,
        "results": [_grant(g, state) for g in grants_of(state, found.ids)],
    }


def _search(asked: SearchIn, state: Served) -> Search:
    known = state.record.presidents
    if asked.president and asked.president not in known:
        raise InputError(f"president {asked.president!r} is not a key. Keys: {', '.join(known)}.")
    if asked.term and asked.term not in {t.key for p in known.values() for t in p.terms}:
        raise InputError(f'term {asked.term!r} is not a key. Write it as "obama-2".')
    if asked.since and asked.until and asked.until < asked.since:
        raise InputError(f"since {asked.since} is after until {asked.until}. Give the earlier day as since.")
    values = asked.model_dump()
    values |= {"kind": asked.kind or "", "state": asked.state.upper()}
    if any("\x00" in v for v in values.values() if isinstance(v, str)):
        raise InputError("A filter holds a NUL character, which is no text. Remove it.")
    return Search(**values)


def _grant(grant: Grant, state: Served) -> dict[str, Any]:
    row = {column.name: column.of(grant, state.record) for column in COLUMNS}
    return row


def _links(request: HttpRequest, response: HttpResponse, page: int, pages: int, total: int) -> None:
    """Link and X-Total-Count, as RFC 8288 pages are walked."""
    response["X-Total-Count"] = str(total)
    query = request.GET.copy()
    links = []
    for rel, number in (("first", 1), ("prev", page - 1), ("next", page + 1), ("last", pages)):
        if 1 <= number <= pages and not (rel in ("prev", "next") and number == page):
            query["page"] = str(number)
            links.append(f'<{request.path}?{query.urlencode()}>; rel="{rel}"')
    response["Link"] = ", ".join(links)


@api.get("grants/{grant_id}", response={200: GrantRow, **BAD}, tags=["record"])
def one_grant(request: HttpRequest, grant_id: Annotated[str, Field(max_length=200)]) -> dict[str, Any]:
    """One grant by its stable id."""
    state = served()
    found = state.record.grants_by_id.get(grant_id)
    if found is None:
        raise _missing("grant")
    return _grant(found, state)


@api.get("acts", response={200: ActPage, **BAD}, tags=["record"])
def acts(request: HttpRequest, response: HttpResponse, page: Page = 1, per_page: PerPage = 100) -> dict[str, Any]:
    """Acts, latest first. A class act covers people it does not name and adds nothing to counts of grants."""
    state = served()
    every = sorted(state.record.acts.values(), key=lambda act: (act.signed_on, act.id), reverse=True)
    pages = max(1, -(-len(every) // per_page))
    if page > pages:
        raise CoverageError(f"page {page}: there are {pages} pages.")
    _links(request, response, page, pages, len(every))
    rows = every[(page - 1) * per_page : page * per_page]
    return {
        "version": state.version,
        "total": len(every),
        "page": page,
        "pages": pages,
        "results": [_act(act, state) for act in rows],
    }


@api.get("acts/{act_id}", response={200: ActRow, **BAD}, tags=["record"])
def one_act(request: HttpRequest, act_id: Annotated[str, Field(max_length=200)]) -> dict[str, Any]:
    """One act by its id."""
    state = served()
    found = state.record.acts.get(act_id)
    if found is None:
        raise _missing("act")
    return _act(found, state)


def _act(act: Act, state: Served) -> dict[str, Any]:
    return {
        "act_id": act.id,
        "instrument": act.instrument,
        "title": act.title,
        "president": act.president,
        "term": act.term,
        "signed_on": act.signed_on,
        "announced_on": act.announced_on,
        "number": act.number,
        "document_url": act.document_url,
        "amends": act.amends,
        "is_class": act.is_class,
        "scope": act.scope.text if act.scope else "",
        "grants": len(state.grants_by_act.get(act.id, ())),
    }


@api.get("days/{day}", response={200: dict[str, Any], **BAD}, tags=["record"])
def one_day(request: HttpRequest, day: Day, president: Annotated[str, Field(max_length=40)] = "") -> dict[str, Any]:
    """The brief of a day, as known at its end: every figure with its rule and rows."""
    state = served()
    if president and president not in state.record.presidents:
        raise InputError(f"president {president!r} is not a key.")
    signers = {g.president for g in state.record.grants_by_day.get(day, ())}
    if len(signers) == 1 and president in ("", *signers):
        return state.daybook.brief(day, signers.pop()).as_json()
    return day_brief(state.record, day, president).as_json()


# --- Figures ----------------------------------------------------------------------------------------------------------


@api.get("totals", response={200: dict[str, Any], **BAD}, tags=["figures"])
def get_totals(
    request: HttpRequest,
    by: Literal["president", "term", "year", "fiscal-year", "kind", "offense", "district"] = "president",
    president: Annotated[str, Field(max_length=40)] = "",
    kind: Kind | None = None,
    since: Day | None = None,
    until: Day | None = None,
    known_on: Day | None = None,
) -> dict[str, Any]:
    """Counts by president, term, year, fiscal year, kind, class of offense or district. Each names its rule."""
    state = served()
    if president and president not in state.record.presidents:
        raise InputError(f"president {president!r} is not a key.")
    where = Where(president=president, kind=kind or "", since=since, until=until, known_on=known_on)
    if since or until or known_on:
        table = totals(state.record, by, where)
    else:
        table = kept(state, f"totals {by} {president} {kind}", lambda: totals(state.record, by, where))

    def line(each: Any) -> dict[str, Any]:
        figures = {n: {"value": f.value, "unknown": f.unknown} for n, f in each.figures.items()}
        return {"key": each.key, "label": each.label, "figures": figures}

    return {
        "version": state.version,
        "by": table.by,
        "choices": list(BY),
        "definitions": {name: figure.definition for name, figure in table.whole.figures.items()},
        "lines": [line(each) for each in table.lines],
        "whole": line(table.whole),
        "released_beside": len(released_grants()),
        "released_note": "Grants that the office running this site has released itself are in no count here.",
        "not_held": table.whole.figures["grants"].as_json().get("not_held", []),
        "note": table.note,
    }


@api.get("rules", response={200: list[dict[str, str]], 429: Problem}, tags=["figures"])
def rules(request: HttpRequest) -> list[dict[str, str]]:
    """The counting rules: each a name and one sentence of definition."""
    return [{"name": rule.name, "definition": rule.definition} for rule in RULES.values()]


@api.get("records", response={200: list[dict[str, Any]], **BAD}, tags=["figures"])
def get_records(request: HttpRequest, until: Day | None = None) -> list[dict[str, Any]]:
    """Superlatives up to a day: largest day, longest gap and so on, with rule, first places and what is not held."""
    state = served()
    if until is None:
        return [each.as_json() for each in kept(state, "superlatives", lambda: superlatives(state.record, Where()))]
    return [each.as_json() for each in superlatives(state.record, Where(until=until))]


@api.get("reconciliation", response={200: dict[str, Any], **BAD}, tags=["figures"])
def get_reconciliation(
    request: HttpRequest,
    response: HttpResponse,
    outcome: Literal["open", "explained", "agrees", "not comparable"] | None = None,
    page: Page = 1,
    per_page: PerPage = 100,
) -> dict[str, Any]:
    """Figures that sources stated, each beside our count: agrees, explained, open, or not comparable."""
    state = served()
    rows = [b for b in _balances(state) if outcome is None or b.outcome == outcome]
    pages = max(1, -(-len(rows) // per_page))
    if page > pages:
        raise CoverageError(f"page {page}: there are {pages} pages.")
    _links(request, response, page, pages, len(rows))
    return {
        "version": state.version,
        "total": len(rows),
        "page": page,
        "pages": pages,
        "results": [b.as_json() for b in rows[(page - 1) * per_page : page * per_page]],
    }


# --- The law ----------------------------------------------------------------------------------------------------------


@api.get("law/tables", response={200: list[TableRow], 429: Problem}, tags=["law"])
def law_tables(request: HttpRequest) -> list[dict[str, Any]]:
    """The tables of law there are."""
    return [
        {
            "name": name,
            "title": tables.schema()[name]["title"],
            "provision": tables.schema()[name]["provision"],
            "rows": len(tables.load(name)),
            "first_day": date.fromordinal(tables.load(name).boundary_days()[0]),
        }
        for name in tables.names()
    ]


@api.get("law/table/{path:name}", response={200: LawTable, **BAD}, tags=["law"])
def law_table(request: HttpRequest, name: Path[str], on: Day | None = None) -> dict[str, Any]:
    """The rows of one table in force on a day; without a day, on the last day tabulated."""
    if name not in tables.names():
        raise CoverageError(f"There is no table of that name. Tables: {', '.join(tables.names())}.")
    day = on or date.fromordinal(TABLES_AS_OF)
    return {
        "name": name,
        "title": tables.schema()[name]["title"],
        "on": day,
        "rows": [row.as_dict() for row in tables.load(name).on(day.toordinal())],
    }


@api.get("law/show", response={200: dict[str, Any], **BAD}, tags=["law"])
def law_show(
    request: HttpRequest, what: Annotated[str, Field(min_length=1, max_length=80)], on: Day | None = None
) -> dict[str, Any]:
    """What a provision (2D1.1, 841(b)(1)(A), 924(c)), a drug or a figure said on a day."""
    day = (on or date.fromordinal(TABLES_AS_OF)).toordinal()
    return {
        "asked": what,
        "on": format_day(day),
        "parts": [
            {"table": part.table.name, "caption": part.caption, "rows": [row.as_dict() for row in part.rows]}
            for part in lookup.show(what, day)
        ],
    }


@api.get("law/changes", response={200: dict[str, Any], **BAD}, tags=["law"])
def law_changes(request: HttpRequest, since: Day, until: Day) -> dict[str, Any]:
    """The acts of law that took effect between two days, with every figure each moved."""
    if until < since:
        raise InputError(f"since {since} is after until {until}. Give the earlier day as since.")
    found = lookup.changes(since.toordinal(), until.toordinal())
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "changes": [
            {
                "authority": change.act.key,
                "title": change.act.title,
                "effective": format_day(change.act.effective),
                "moved": change.act.moved,
                "citation": change.act.citation,
                "verified": change.act.verified,
                "figures": [
                    {"table": m.table, "key": m.key, "before": m.before, "after": m.after} for m in change.moves
                ],
            }
            for change in found
        ],
    }


@api.get("law/timeline", response={200: dict[str, Any], **BAD}, tags=["law"])
def law_timeline(
    request: HttpRequest,
    about: Annotated[str, Field(min_length=1, max_length=80)],
    quantity: Annotated[str, Field(max_length=30)] = "",
) -> dict[str, Any]:
    """One figure through time, with the act behind each step."""
    return {
        "asked": about,
        "lines": [
            {
                "label": line.label,
                "points": [
                    {
                        "from": format_day(point.day),
                        "value": None if point.value is None else str(point.value).replace("Infinity", "life"),
                        "text": point.text,
                        "authority": point.row.authority if point.row else None,
                    }
                    for point in line.points
                ],
            }
            for line in lookup.timeline(about, quantity or None)
        ],
    }


# --- A case, an article -----------------------------------------------------------------------------------------------


@api.post("compare", response={200: dict[str, Any], **BAD}, tags=["case"])
def compare(request: HttpRequest, case: Body[dict[str, Any]], on: Day | None = None) -> dict[str, Any]:
    """One case under the law that governed it and under the law of a day: the tables of a case file as JSON."""
    if len(request.body) > LONGEST_CASE:
        raise InputError(f"The case has {len(request.body):,} bytes; at most {LONGEST_CASE:,} are read.")
    return compare_case(Case.from_dict(case, "case"), on).to_dict()


@api.post("check", response={200: dict[str, Any], **BAD}, tags=["case"])
def check(request: HttpRequest, article: ArticleIn) -> dict[str, Any]:
    """Each figure about clemency in a text, beside the record."""
    return check_article(served().record, article.text, article.date).as_json()
