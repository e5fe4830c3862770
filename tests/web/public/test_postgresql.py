"""The public database on PostgreSQL: the same answers as on SQLite, releases read from it, two first starts at once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from tests.docket.postgresql import server
from tests.web.public.conftest import PAGES, Site, start
from tests.web.public.test_search import QUERIES

from clemency.ledger import released

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with server() as url:
        yield url


@pytest.fixture(scope="module")
def pair(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Site]]:
    """Two sites that were started at once on one empty database."""
    homes = [tmp_path_factory.mktemp(f"postgres-{n}") for n in range(2)]
    environment = {"CLEMENCY_PUBLIC_DATABASE_URL": database, "CLEMENCY_API_RATE": "600000"}
    _migrated(homes[0], environment)
    with ThreadPoolExecutor(2) as pool:
        started = list(pool.map(lambda home: start(home, **environment), homes))
    yield [site for _, site in started]
    for process, _ in started:
        process.terminate()
        process.wait(timeout=20)


def _migrated(home: Path, environment: dict[str, str]) -> None:
    import os
    import sys

    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={**os.environ, **environment, "CLEMENCY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "clemency.web.settings.public"},
        check=True,
        timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("address", [address for address, _ in QUERIES])
def test_a_search_answers_as_on_sqlite(pair: list[Site], site: Site, address: str) -> None:
    expected = [row["grant_id"] for row in site.get(f"/search/result.json?{address}").json()["grants"]]
    for each in pair:
        assert [row["grant_id"] for row in each.get(f"/search/result.json?{address}").json()["grants"]] == expected


@pytest.mark.parametrize("order", ["newest", "oldest", "name", ""])
def test_pages_and_orders_are_the_same(pair: list[Site], site: Site, order: str) -> None:
    for page in (1, 2, 40):
        path = f"/api/grants?kind=commutation&sort={order or 'best'}&page={page}&per_page=50"
        wanted = [row["grant_id"] for row in site.get(path).json()["results"]]
        assert [row["grant_id"] for row in pair[0].get(path).json()["results"]] == wanted


def test_every_page_answers(pair: list[Site]) -> None:
    assert [(path, answer.status) for path in PAGES if (answer := pair[1].get(path)).status != 200] == []


def test_a_release_is_seen_by_both(pair: list[Site], database: str) -> None:
    import psycopg

    fields = dict.fromkeys(released.FIELDS["denial"], "") | {
        "denial_id": "D-1",
        "person_name": "Ana <i>Núñez</i>",
        "denied_on": "2026-02-03",
    }
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        released.write(cast("Any", cursor), kind="denial", fields=fields, released_at="2026-02-04T12:00:00+00:00")
    for each in pair:
        assert "Ana &lt;i&gt;Núñez&lt;/i&gt;" in each.get("/releases/D-1/").text
        assert "/releases/D-1/" in each.get("/search/?name=nunes").text


def test_text_that_means_something_to_a_database_is_text(pair: list[Site]) -> None:
    for text in ("%27%3B+DROP+TABLE+public_found_grant%3B--", "100%25", "_____", "%5C", "%C2%A7", "%F0%9F%92%8A"):
        for name in ("offense", "district"):
            assert pair[0].get(f"/search/?{name}={text}").status == 200
    assert pair[0].get("/search/?offense=fraud").text.count("/grants/") > 5


def test_a_role_that_may_only_read_is_enough_for_the_same_record(
    pair: list[Site], database: str, tmp_path: Path
) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    _, _, rest = database.partition("@")
    process, site = start(tmp_path, CLEMENCY_PUBLIC_DATABASE_URL=f"postgresql://reader@{rest}")
    try:
        assert site.get("/").status == 200
        assert site.get("/search/?offense=fraud").status == 200
        assert "/releases/D-1/" in site.get("/releases/").text
    finally:
        process.terminate()
        process.wait(timeout=20)
