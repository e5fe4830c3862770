"""Coverage, the data dictionary, versions, downloads with digests, feeds, and what machines read first."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from clemency.law.coverage import coverage as law_coverage
from clemency.ledger.counting import PEOPLE, RULES, gap_words
from clemency.ledger.export import COLUMNS, data_dictionary, export, frame
from clemency.ledger.model import Grant, Record, StatusEntry
from clemency.web.public.record import Served, releases, served
from clemency.web.public.views.record import kept

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "dictionary.md": "text/markdown; charset=utf-8",
}
FEED_LENGTH = 100
_making = threading.Lock()


def warm(state: Served) -> None:
    """Make what these pages show of the whole record, and the bulk files."""
    kept(state, "unread", lambda: _unread(state.record.grants))
    kept(state, "corrections", lambda: _corrections(state.record))
    _addresses(state)
    bulk_files(state)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html", {"state": served()})


def coverage(request: HttpRequest) -> HttpResponse:
    """What the record and the law tables hold, and what they lack."""
    state = served()
    record = state.record
    context = {
        "complete": [(record.presidents.get(g.president), g) for g in record.coverage.complete],
        "gaps": [(record.presidents.get(g.president), g, gap_words(g)) for g in record.coverage.gaps],
        "law": law_coverage(),
        "unread": kept(state, "unread", lambda: _unread(record.grants)),
        "grants": len(record.grants),
    }
    return render(request, "public/data/coverage.html", context)


def _unread(grants: tuple[Grant, ...]) -> list[tuple[str, int, int]]:
    """For each verbatim field: how many grants print it, and of how many the text was not understood to the last word."""
    out = []
    for name in ("offense_text", "district_text", "sentence_text", "terms_text"):
        printed = sum(bool(getattr(g, name)) for g in grants)
        out.append((name.removesuffix("_text"), printed, sum(name in g.reading.unparsed for g in grants)))
    return out


def dictionary(request: HttpRequest) -> HttpResponse:
    """Every column, every counting rule, every word used as a term."""
    context = {"columns": COLUMNS, "rules": RULES.values(), "people": PEOPLE, "state": served()}
    return render(request, "public/data/dictionary.html", context)


def changelog(request: HttpRequest) -> HttpResponse:
    """The version to cite, the sources it was built from, and every correction to a grant."""
    state = served()
    corrections = kept(state, "corrections", lambda: _corrections(state.record))
    context = {
        "state": state,
        "sources": sorted(state.record.sources.values(), key=lambda s: (not s.official, s.key)),
        "corrections": corrections[:300],
        "all_corrections": len(corrections),
        "releases": releases()[:50],
    }
    return render(request, "public/data/changelog.html", context)


def _corrections(record: Record) -> list[tuple[StatusEntry, Grant]]:
    """Every step in the life of a grant after it was made, and every remark on one, the latest known first."""
    found = [(e, g) for g in record.grants for e in g.history if e.status != "effective" or e.note]
    found.sort(key=lambda pair: (pair[0].known_on, pair[1].name), reverse=True)
    return found


def data(request: HttpRequest) -> HttpResponse:
    """Bulk downloads with their digests, feeds, and how to use the API."""
    files = bulk_files(served())
    context = {"state": served(), "files": [(form, size, digest) for form, (_path, size, digest) in files.items()]}
    return render(request, "public/data/data.html", context)


def bulk_files(state: Served) -> dict[str, tuple[Path, int, str]]:
    """The bulk files of this version: made once, kept beside the database, named by the record's digest."""
    with _making:
        if "files" not in state.kept:
            folder = Path(settings.HOME) / "downloads" / state.key[:16]
            folder.mkdir(parents=True, exist_ok=True)
            state.kept["files"] = dict(_made(state, folder))
    return state.kept["files"]  # type: ignore[return-value]


def _made(state: Served, folder: Path) -> Iterator[tuple[str, tuple[Path, int, str]]]:
    table = None
    for form in FORMATS:
        path = folder / f"clemency-{state.version}.{form}"
        if not path.exists():
            part = folder / f"part-{os.getpid()}.{form}"
            if form == "dictionary.md":
                part.write_text(data_dictionary(state.record), encoding="utf-8")
            else:
                table = frame(state.record) if table is None else table
                export(state.record, part, form, table=table)  # type: ignore[arg-type]
                part.with_suffix(".dictionary.md").unlink(missing_ok=True)
            part.replace(path)
        with path.open("rb") as made:
            digest = hashlib.file_digest(made, "sha256").hexdigest()
        yield form, (path, path.stat().st_size, digest)


def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """One bulk file."""
    if form not in FORMATS:
        raise Http404
    path, size, digest = bulk_files(served())[form]
    etag = f'"{digest}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=FORMATS[form])
        response["Content-Length"] = str(size)
    response["ETag"] = etag
    response["Repr-Digest"] = f"sha-256=:{_base64(digest)}:"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _base64(digest: str) -> str:
    import base64

    return base64.b64encode(bytes.fromhex(digest)).decode()


def digests(request: HttpRequest) -> HttpResponse:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    lines = [f"{digest}  {path.name}" for path, _size, digest in bulk_files(served()).values()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# --- Feeds ------------------------------------------------------------------------------------------------------------


def _entries(request: HttpRequest, state: Served) -> list[dict[str, Any]]:
    """Releases of the office first, then the latest grants of the record."""
    entries = [
        {
            "id": request.build_absolute_uri(reverse("release", args=[r.record_id])),
            "title": f"{r.fields['person_name']}: {r.fields.get('kind', 'denial')}",
            "summary": r.fields.get("terms_of_grant", "") or r.note,
            "when": r.released_at,
        }
        for r in releases()[:FEED_LENGTH]
    ]
    for grant in state.latest_announced:
        who = state.record.presidents[grant.president].name
        entries.append(
            {
                "id": request.build_absolute_uri(reverse("grant", args=[grant.id])),
                "title": f"{grant.name}: {grant.kind}, {who}, {grant.signed_on}",
                "summary": "; ".join(filter(None, (grant.offense_text, grant.sentence_text, grant.terms_text))),
                "when": _noon(grant.announced_on),
            }
        )
    return entries


def _noon(day: date) -> str:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).isoformat().replace("+00:00", "Z")


def atom(request: HttpRequest) -> HttpResponse:
    """New grants as Atom (RFC 4287)."""
    state = served()
    entries = _entries(request, state)
    updated = max((e["when"] for e in entries), default="1970-01-01T00:00:00Z")
    own = request.build_absolute_uri(reverse("feed-atom"))
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>Clemency: new grants</title><id>{escape(own)}</id><updated>{escape(updated)}</updated>",
        f'<link rel="self" href="{escape(own)}"/><link href="{escape(request.build_absolute_uri("/"))}"/>',
        "<author><name>Clemency</name></author>",
    ]
    for entry in entries:
        link = escape(entry["id"])
        parts.append(
            f"<entry><title>{_xml(entry['title'])}</title><id>{link}</id>"
            f'<link href="{link}"/><updated>{escape(entry["when"])}</updated><summary>{_xml(entry["summary"])}</summary></entry>'
        )
    return HttpResponse("".join([*parts, "</feed>\n"]), content_type="application/atom+xml; charset=utf-8")


def _xml(text: str) -> str:
    """Text for XML 1.0, which allows no control characters."""
    return escape("".join(c for c in text if c in "\t\n" or ord(c) >= 0x20))


def json_feed(request: HttpRequest) -> HttpResponse:
    """New grants as a JSON feed (version 1.1)."""
    state = served()
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Clemency: new grants",
        "home_page_url": request.build_absolute_uri("/"),
        "feed_url": request.build_absolute_uri(reverse("feed-json")),
        "language": "en",
        "items": [
            {
                "id": e["id"],
                "url": e["id"],
                "title": e["title"],
                "content_text": e["summary"] or e["title"],
                "date_published": e["when"],
            }
            for e in _entries(request, state)
        ],
    }
    return HttpResponse(json.dumps(feed, ensure_ascii=False), content_type="application/feed+json; charset=utf-8")


# --- Machines ---------------------------------------------------------------------------------------------------------

SITEMAP_LENGTH = 10_000


def robots(request: HttpRequest) -> HttpResponse:
    where = request.build_absolute_uri(reverse("sitemap"))
    text = f"User-agent: *\nDisallow: /search/\nDisallow: /es/search/\nDisallow: /api/\nAllow: /\n\nSitemap: {where}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the parts of the sitemap."""
    parts = -(-len(_addresses(served())) // SITEMAP_LENGTH)
    rows = "".join(
        f"<sitemap><loc>{escape(request.build_absolute_uri(reverse('sitemap-part', args=[n])))}</loc></sitemap>"
        for n in range(1, parts + 1)
    )
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    addresses = _addresses(served())[(number - 1) * SITEMAP_LENGTH : number * SITEMAP_LENGTH]
    if not addresses:
        raise Http404
    rows = "".join(f"<url><loc>{escape(request.build_absolute_uri(path))}</loc></url>" for path in addresses)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _addresses(state: Served) -> list[str]:
    if "addresses" not in state.kept:
        record = state.record
        fixed = [
            "home",
            "days",
            "presidents",
            "acts",
            "records",
            "reconciliation",
            "law",
            "law-changes",
            "law-timeline",
            "case",
            "effects",
            "check",
            "data",
            "coverage",
            "dictionary",
            "changelog",
            "about",
        ]
        grant_address = reverse("grant", args=["ID"])
        state.kept["addresses"] = [
            *map(reverse, fixed),
            *(reverse("day", args=[d.isoformat()]) for d in sorted(record.grants_by_day)),
            *(reverse("president", args=[key]) for key in dict.fromkeys(g.president for g in record.grants)),
            *(reverse("act", args=[key]) for key in record.acts),
            # Many, so the address is found once and not for each.
            *(grant_address.replace("ID", quote(g.id)) for g in record.grants),
        ]
    return state.kept["addresses"]  # type: ignore[return-value]


def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API, as committed."""
    from clemency.web.public.api import api

    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"indent": 1, "ensure_ascii": False})
