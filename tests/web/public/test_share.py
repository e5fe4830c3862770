"""Pictures for shared links: made here, of the right size, of what the page is about, with words for who cannot see."""

from __future__ import annotations

import html
import re
import struct
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.public.conftest import EXAMPLE_DAY, GRANT, PAGES, Site

from clemency.ledger.store import load_record
from clemency.web.public.pictures import HEIGHT, WIDTH, Picture, png


def _meta(text: str) -> dict[str, str]:
    return {n: html.unescape(v) for n, v in re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text)}


def _size(data: bytes) -> tuple[int, int]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert data[12:16] == b"IHDR"
    return struct.unpack(">II", data[16:24])


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("/", ["4,646", "3,511", "1,135"]),
        (f"/days/{EXAMPLE_DAY}/", ["2016", "Barack Obama", "231", "153", "78"]),
        (f"/grants/{GRANT}/", ["Aaron Duane Rees", "Barack Obama", "2016", "240 months"]),
        ("/presidents/obama/", ["Barack Obama", "1,927"]),
        ("/law/provisions/2D1.1/", ["4,646"]),
    ],
)
def test_the_picture_shows_what_the_page_is_about(site: Site, page: str, says: list[str], language: str) -> None:
    meta = _meta(site.get(language + page).text)
    assert [word for word in says if word not in meta["og:image:alt"]] == []
    assert meta["og:url"] == f"{site.address}{language}{page}"
    assert meta["og:image"].startswith(f"{site.address}{language}/picture/")
    answer = site.get(meta["og:image"].removeprefix(site.address))
    assert answer.status == 200
    assert answer.headers["content-type"] == meta["og:image:type"] == "image/png"
    assert _size(answer.body) == (int(meta["og:image:width"]), int(meta["og:image:height"])) == (WIDTH, HEIGHT)
    assert len(answer.body) < 200_000


def test_it_is_the_same_picture_each_time_and_can_be_kept(site: Site) -> None:
    first = site.get(f"/picture/day/{EXAMPLE_DAY}_obama.png")
    again = site.get(f"/picture/day/{EXAMPLE_DAY}_obama.png", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert "max-age" in first.headers["cache-control"]


@pytest.mark.parametrize("page", [page for page in PAGES if "?" not in page])
def test_every_page_has_a_picture_of_this_site(site: Site, page: str) -> None:
    meta = _meta(site.get(page).text)
    assert meta["og:image"].startswith(site.address)
    assert len(meta["og:image:alt"]) > 20


@pytest.mark.parametrize(
    "path",
    ["day/2016-12-20", "day/2016-12-19_lincoln", "day/x", "grant/none", "president/none", "site/other", "act/x"],
)
def test_what_is_not_there_has_no_picture(site: Site, path: str) -> None:
    assert site.get(f"/picture/{path}.png").status == 404


def test_every_name_of_the_record_can_be_drawn_as_an_address(site: Site) -> None:
    longest = sorted(load_record().grants, key=lambda g: -len(g.name) - len(g.terms_text))[:5]
    for grant in longest:
        answer = site.get(f"/picture/grant/{quote(grant.id)}.png")
        assert answer.status == 200
        assert _size(answer.body) == (WIDTH, HEIGHT)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.lists(st.floats(0, 1), max_size=200))
def test_any_text_is_drawn_as_text(text: str, columns: list[float]) -> None:
    drawn = Picture(text, text, ((text[:12], text[:30]),), text, tuple((c, False) for c in columns), text, text)
    assert _size(png(drawn, text[:40])) == (WIDTH, HEIGHT)


def test_code_in_a_name_stays_text() -> None:
    assert _size(png(Picture("#panic()", '#eval("1") $x$ \\u{41}'), '#read("/etc/passwd")')) == (WIDTH, HEIGHT)
