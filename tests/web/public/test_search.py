"""The search answers as the ledger's own does, in pages, with a link that says the same tomorrow."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from tests.web.public.conftest import Site

from clemency.ledger.counting import Where
from clemency.ledger.questions import Query, find
from clemency.ledger.store import load_record

QUERIES = [
    ("name=jonson", Query(name="jonson")),
    ("name=Aaron+Rees", Query(name="Aaron Rees")),
    ("name=hernandes&kind=pardon", Query(name="hernandes", where=Where(kind="pardon"))),
    ("name=O%27Neal", Query(name="O'Neal")),
    ("offense=money+laundering", Query(offense="money laundering")),
    ("offense=firearms", Query(offense="firearms")),
    (
        "drug=any&since=2016-01-01&until=2016-12-31",
        Query(drug="any", where=Where(since=date(2016, 1, 1), until=date(2016, 12, 31))),
    ),
    ("drug=crack", Query(drug="crack")),
    ("drug=cocaine_base&life=yes", Query(drug="cocaine_base", life=True)),
    ("drug=heroin&life=no", Query(drug="heroin", life=False)),
    ("state=TX&president=obama", Query(state="TX", where=Where(president="obama"))),
    ("state=tx", Query(state="tx")),
    ("district=txed", Query(district="txed")),
    ("district=Northern+Texas", Query(district="Northern Texas")),
    ("term=obama-2&kind=commutation", Query(where=Where(term="obama-2", kind="commutation"))),
    ("name=smith&offense=drug&drug=any", Query(name="smith", offense="drug", drug="any")),
]


@pytest.mark.parametrize(("address", "query"), QUERIES, ids=[a for a, _ in QUERIES])
def test_it_finds_what_the_ledger_finds(site: Site, address: str, query: Query) -> None:
    expected = {hit.grant.id for hit in find(load_record(), query)}
    rows = site.get(f"/search/result.json?{address}").json()
    assert {row["grant_id"] for row in rows["grants"]} == expected
    assert rows["total"] == len(expected)
    page = site.get(f"/search/?{address}")
    assert re.search(rf'id="result">{len(expected):,} grant', page.text)


def test_best_names_stand_first(site: Site) -> None:
    names = [row["name"] for row in site.get("/search/result.json?name=Johnson").json()["grants"]]
    exact = ["johnson" in name.lower() for name in names]
    assert exact[0]
    assert not all(exact), "names that are only close are found too"
    assert exact == sorted(exact, reverse=True)


def test_pages_cover_the_result_once(site: Site) -> None:
    whole = [row["grant_id"] for row in site.get("/search/result.json?president=clinton").json()["grants"]]
    paged: list[str] = []
    for page in range(1, 9):
        text = site.get(f"/search/?president=clinton&page={page}").text
        paged += re.findall(r'href="/grants/([^/"]+)/"', text)
    assert paged == whole
    assert site.get("/search/?president=clinton&page=9").status == 400


def test_the_permanent_link_repeats_the_search(site: Site) -> None:
    text = site.get("/search/?name=jonson&kind=pardon&page=1&unknown=1").text
    link = re.search(r'href="(/search/\?[^"]+)">Permanent', text)
    assert link
    address = link[1].replace("&amp;", "&")
    assert address == "/search/?name=jonson&kind=pardon"
    assert re.findall(r'href="/grants/[^"]+"', site.get(address).text) == re.findall(r'href="/grants/[^"]+"', text)


def test_downloads_hold_the_same_rows(site: Site) -> None:
    import polars

    rows = site.get("/search/result.json?state=IA").json()["grants"]
    table = list(csv.DictReader(io.StringIO(site.get("/search/result.csv?state=IA").text)))
    frame = polars.read_parquet(io.BytesIO(site.get("/search/result.parquet?state=IA").body))
    ids = [row["grant_id"] for row in rows]
    assert [row["grant_id"] for row in table] == ids
    assert frame["grant_id"].to_list() == ids
    assert list(table[0]) == frame.columns == list(rows[0])


def test_no_result_says_where_to_look(site: Site) -> None:
    answer = site.get("/search/?name=zzqxzzqx")
    assert answer.status == 200
    assert "Nothing in the record fits" in answer.text
