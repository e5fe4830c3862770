"""The search page and its downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from clemency.errors import InputError
from clemency.ledger.export import COLUMNS, frame
from clemency.ledger.model import KINDS, Grant
from clemency.web.public.asked import Asked
from clemency.web.public.record import Served, released_by_name, served
from clemency.web.public.search import PAGE, SORTS, Found, find, grants_of, read_search


def search(request: HttpRequest) -> HttpResponse:
    """The form, and the grants that fit. Without a question, the whole record, latest first."""
    state = served()
    asked = Asked(request.GET)
    problem = ""
    found = Found(0, ())
    page, query = 1, None
    try:
        page = asked.page()
        query = read_search(asked, state)
        found = find(state, query, page)
        last = max(1, -(-found.total // PAGE))
        if page > last:
            raise InputError(f"page={page}: there are {last} pages. Ask for one of them.")
    except InputError as error:
        problem = str(error)
    context = {
        "query": query,
        "asked": _repeated(request, problem),
        "problem": problem,
        "found": found,
        "grants": grants_of(state, found.ids),
        "released": released_by_name(query.name)[:20] if query and query.name else [],
        "page": page,
        "pages": _pages(found.total, page),
        "first": (page - 1) * PAGE + 1,
        "last": min(page * PAGE, found.total),
        "link": query.query() if query else "",
        "kinds": KINDS,
        "sorts": SORTS,
        "presidents": state.presidents,
        "states": state.states,
        "drugs": state.drugs,
        "classes": state.classes,
    }
    return render(request, "public/search.html", context, status=400 if problem else 200)


def _repeated(request: HttpRequest, problem: str) -> dict[str, str]:
    """The fields as they were filled in; days that are none are left out, because a field for days cannot show them."""
    values = {key: value[:200] for key, value in request.GET.items()}
    return {k: v for k, v in values.items() if not (problem and k in ("since", "until"))}


def _pages(total: int, page: int) -> list[int | None]:
    """Page numbers around the current one, with None for a gap."""
    last = max(1, -(-total // PAGE))
    if last == 1:
        return []
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    out: list[int | None] = []
    for number in near:
        if out and number != (out[-1] or 0) + 1:
            out.append(None)
        out.append(number)
    return out


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole result of a search as CSV, JSON or Parquet, with the columns of the data dictionary."""
    state = served()
    query = read_search(Asked(request.GET), state)
    grants = grants_of(state, find(state, query, None).ids)
    name = f"clemency-{state.version}-search.{form}"
    if form == "csv":
        response: HttpResponseBase = StreamingHttpResponse(_csv(grants, state), content_type="text/csv; charset=utf-8")
    elif form == "json":
        head = {"version": state.version, "digest": state.key, "search": query.query(), "total": len(grants)}
        response = StreamingHttpResponse(_json(head, grants, state), content_type="application/json")
    else:
        response = HttpResponse(_parquet(grants, state), content_type="application/vnd.apache.parquet")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=300"
    return response


def _row(grant: Grant, state: Served) -> dict[str, Any]:
    return {column.name: column.of(grant, state.record) for column in COLUMNS}


def _csv(grants: tuple[Grant, ...], state: Served) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    for number, grant in enumerate(grants):
        writer.writerow([_cell(value) for value in _row(grant, state).values()])
        if number % 200 == 199:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _json(head: dict[str, Any], grants: tuple[Grant, ...], state: Served) -> Iterator[bytes]:
    """One object with one grant a line, in pieces, so that a large answer is never whole in memory."""
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": [').encode()
    for start in range(0, len(grants), 200):
        some = (json.dumps(_row(g, state), ensure_ascii=False) for g in grants[start : start + 200])
        yield ((",\n" if start else "\n") + ",\n".join(some)).encode()
    yield b"\n]}\n"


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is kept a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _parquet(grants: tuple[Grant, ...], state: Served) -> bytes:
    out = io.BytesIO()
    frame(state.record, grants).write_parquet(out)
    return out.getvalue()
