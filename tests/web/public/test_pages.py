"""Every page: it answers, says what it should, and keeps the promises of the site."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from tests.web.public.conftest import EXAMPLE_DAY, GRANT, PAGES, Site


class _Read(HTMLParser):
    """Collects what the promises are about."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in ("script", "img", "iframe", "source", "video") and given.get("src"):
            self.fetched.append(given["src"] or "")
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.fetched.append(given["href"] or "")
        if tag in ("style", "script") or "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"inline in <{tag} {given}>")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(tag)


def read(text: str) -> _Read:
    reader = _Read()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("path", PAGES)
def test_page_answers_in_both_languages_and_keeps_the_promises(site: Site, path: str, prefix: str) -> None:
    answer = site.get(prefix + path)
    page = read(answer.text)
    assert answer.status == 200
    assert page.lang == (prefix.strip("/") or "en")
    assert page.faults == []
    assert all(source.startswith("/static/") for source in page.fetched), page.fetched
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert page.headings.count("h1") == 1
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/case/", "/api/version", "/nothing/", "/static/clemency.css"])
def test_security_headers(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "set-cookie" not in headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]


def test_static_files_may_be_kept_for_a_year(site: Site) -> None:
    page = site.get("/").text
    address = re.search(r'href="(/static/clemency\.css\?v=[0-9a-f]{12})"', page)
    assert address
    answer = site.get(address[1])
    assert "max-age=31536000" in answer.headers["cache-control"]
    assert len(answer.body) < 30_000


def test_home_weighs_less_than_150_kilobytes(site: Site) -> None:
    page = site.get("/", Accept_Encoding="gzip")
    assert page.headers["content-encoding"] == "gzip"
    fetched = sum(len(site.get(source).body) for source in read(site.get("/").text).fetched)
    assert len(page.body) + fetched < 150_000


def test_the_example_day_says_what_was_announced(site: Site) -> None:
    text = " ".join(site.get(f"/days/{EXAMPLE_DAY}/").text.split())
    for words in ("231 grants to 231 people: 153 commutations and 78 pardons.", "from 70 to 148", "1,176", "395"):
        assert words in text
    assert text.count('href="/grants/') == 231
    # The five figures the White House stated that day all agree with the rows.
    assert text.count("tag-ok") == 5


def test_a_grant_shows_the_verbatim_text_and_the_reading(site: Site) -> None:
    text = site.get(f"/grants/{GRANT}/").text
    assert "Life imprisonment; 10 years&#x27; supervised release" in text
    assert "240 months (20 years)" in text
    assert "What moved it" in text
    assert "What would narrow the answer" in text


def test_register_numbers_are_never_shown(site: Site) -> None:
    from clemency.ledger.store import load_record

    bearer = next((g for g in load_record().grants if g.register_number), None)
    if bearer is None:
        pytest.skip("no grant of the bundled record holds a register number")
    for path in (
        f"/grants/{bearer.id}/",
        f"/api/grants/{bearer.id}",
        f"/search/result.csv?name={bearer.name.split()[-1]}",
    ):
        assert bearer.register_number not in site.get(path.replace(" ", "%20")).text


def test_a_class_act_shows_its_scope_and_no_rows(site: Site) -> None:
    text = site.get("/acts/biden-2022-10-06-proclamation-10467/").text
    assert "simple possession of marijuana" in text
    assert "never added to counts" in text
    assert 'href="/grants/' not in text


def test_the_law_of_a_day(site: Site) -> None:
    text = site.get("/law/provisions/crack/?on=2009-01-01").text
    assert "150 g" in text
    assert "amend. 706" in text or "amendment 706" in text
    assert "begin on" in site.get("/law/provisions/crack/?on=1950-01-01").text


def test_crack_through_time(site: Site) -> None:
    text = site.get("/law/timeline/?about=crack").text
    for words in ("5 g", "20 g", "28 g", "112 g", "280 g", "840 g", "Fair Sentencing Act of 2010"):
        assert words in text
    assert text.count('role="img"') >= 4


def test_every_link_inside_leads_somewhere(site: Site) -> None:
    seen: set[str] = set()
    for path in PAGES:
        for link in read(site.get(path).text).links:
            if link.startswith("/") and not link.startswith("/es/"):
                seen.add(link.split("#")[0])
    kinds: dict[str, list[str]] = {}
    for link in sorted(seen):
        kinds.setdefault("/".join(link.split("?")[0].split("/")[:3]), []).append(link)
    some = [link for links in kinds.values() for link in links[:12]]
    broken = [(link, status) for link in some if (status := site.get(link).status) != 200]
    assert broken == []


def test_error_pages_say_nothing_of_the_inside(site: Site) -> None:
    for path, status in (
        ("/nothing/", 404),
        ("/grants/nobody/", 404),
        ("/days/2016-13-45/", 400),
        ("/days/1990-01-01/", 404),
    ):
        answer = site.get(path)
        assert answer.status == status
        for inside in ("Traceback", "django", "site-packages", "/src/", "sqlite", "Exception"):
            assert inside not in answer.text
        assert "public" not in answer.headers.get("cache-control", "")


def test_pages_can_be_asked_again_cheaply(site: Site) -> None:
    first = site.get(f"/days/{EXAMPLE_DAY}/")
    assert "max-age=300" in first.headers["cache-control"]
    again = site.get(f"/days/{EXAMPLE_DAY}/", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""


def test_robots_and_sitemap(site: Site) -> None:
    assert f"Sitemap: {site.address}/sitemap.xml" in site.get("/robots.txt").text
    index = site.get("/sitemap.xml").text
    parts = re.findall(r"<loc>http://[^/]+(/sitemap-\d+\.xml)</loc>", index)
    addresses = [a for part in parts for a in re.findall(r"<loc>http://[^/]+([^<]+)</loc>", site.get(part).text)]
    assert f"/grants/{GRANT}/" in addresses
    assert len(addresses) == len(set(addresses)) > 4000
    assert site.get("/sitemap-99.xml").status == 404


def test_feeds_hold_the_latest_grants(site: Site) -> None:
    from xml.etree import ElementTree

    atom = site.get("/feeds/grants.atom")
    feed = ElementTree.fromstring(atom.text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", names)
    assert len(entries) == 100
    assert all(
        entry.find("a:updated", names) is not None and entry.find("a:id", names) is not None for entry in entries
    )
    items = site.get("/feeds/grants.json").json()["items"]
    assert [item["id"] for item in items] == [entry.findtext("a:id", "", names) for entry in entries]
    assert [item["date_published"] for item in items] == sorted((i["date_published"] for i in items), reverse=True)


def test_bulk_files_match_their_digests(site: Site) -> None:
    import hashlib

    lines = site.get("/downloads/SHA256SUMS").text.splitlines()
    assert len(lines) == 5
    for line in lines:
        digest, name = line.split("  ")
        form = name.split(".", 2)[2] if name.endswith(".md") else name.rsplit(".", 1)[1]
        answer = site.get(f"/downloads/clemency.{form}")
        assert hashlib.sha256(answer.body).hexdigest() == digest
        assert site.get(f"/downloads/clemency.{form}", If_None_Match=answer.headers["etag"]).status == 304


def test_an_article_is_checked(site: Site) -> None:
    text = "WASHINGTON, Dec. 19, 2016. President Obama on Monday pardoned 78 people and commuted the sentences of 154 others."
    answer = site.post("/check/", {"text": text})
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "<mark>78</mark>" in answer.text
    assert "agrees" in answer.text
    assert "differs" in answer.text


def test_effects_are_cited(site: Site) -> None:
    text = site.get("/effects/pardon/?noncitizen=1").text
    assert "no effect" in text
    assert "1227(a)(2)(A)(vi)" in text


def test_what_an_office_releases_is_shown_with_its_corrections(tmp_path) -> None:
    import sqlite3

    from tests.web.public.conftest import start

    from clemency.ledger import released

    process, site = start(tmp_path)
    try:
        assert "Nothing has been released yet" in site.get("/releases/").text
        fields = dict.fromkeys(released.FIELDS["grant"], "") | {
            "grant_id": "W-1-1",
            "person_name": "Test <b>Person</b>",
            "kind": "pardon",
            "granted_on": "2026-01-02",
            "terms_of_grant": "full and unconditional",
        }

        class Cursor:
            """SQLite writes its parameters as question marks."""

            def __init__(self, cursor: sqlite3.Cursor) -> None:
                self.cursor = cursor

            def execute(self, sql, params=()):
                return self.cursor.execute(sql.replace("%s", "?"), params)

            def fetchall(self) -> list:
                return self.cursor.fetchall()

        with sqlite3.connect(site.home / "public.sqlite3", timeout=30) as database:
            cursor = Cursor(database.cursor())
            released.write(cursor, kind="grant", fields=fields, released_at="2026-01-03T12:00:00+00:00")
            fixed = fields | {"terms_of_grant": "full, unconditional"}
            released.write(cursor, kind="grant", fields=fixed, released_at="2026-01-04T12:00:00+00:00", note="a comma")
        text = site.get("/releases/W-1-1/").text
        assert "Test &lt;b&gt;Person&lt;/b&gt;" in text
        assert "a comma" in text
        assert text.index("full, unconditional") < text.index("full and unconditional")
        assert "/releases/W-1-1/" in site.get("/feeds/grants.atom").text
        # Beside the record everywhere, and in none of its totals.
        before = json.loads(site.get("/api/totals").text)
        assert before["released_beside"] == 1
        assert before["whole"]["figures"]["pardons"]["value"] == 1135
        for page in ("/", "/presidents/", "/presidents/obama/", "/records/", "/presidents/compare/"):
            assert "One grant that this office has released itself stands beside the record" in site.get(page).text
        assert "/releases/W-1-1/" in site.get("/search/?name=persan").text
        assert "/releases/W-1-1/" not in site.get("/search/?name=obrien").text
    finally:
        process.terminate()
        process.wait(timeout=20)
