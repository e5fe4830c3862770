"""The public site as a reader meets it: a server process of its own on a free port, with a database of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Site:
    port: int
    home: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            given = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, given, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), form)

    def post_json(self, path: str, value: Any) -> Answer:
        return self.ask("POST", path, json.dumps(value).encode(), {"Content-Type": "application/json"})

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def start(home: Path, *options: str, **environment: str) -> tuple[subprocess.Popen[bytes], Site]:
    """Start `clemency serve public` and wait until it answers."""
    port = free_port()
    given = {key: value for key, value in os.environ.items() if not key.startswith(("CLEMENCY_", "DJANGO_"))}
    log = (home / "server.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "clemency.cli", "serve", "public", "--port", str(port), *options],
        env=given | {"CLEMENCY_HOME": str(home)} | environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    site = Site(port, home)
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped:\n{site.log}")
        try:
            if site.get("/robots.txt").status == 200:
                return process, site
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError(f"The server does not answer:\n{site.log}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    process, running = start(tmp_path_factory.mktemp("public"), CLEMENCY_API_RATE="600000")
    yield running
    process.terminate()
    process.wait(timeout=20)


EXAMPLE_DAY = "2016-12-19"
GRANT = "obama-2016-12-19-commutation-aaron-duane-rees"
PAGES = (
    "/",
    "/search/",
    "/search/?name=jonson",
    "/search/?drug=heroin&life=yes&kind=commutation&sort=name",
    "/days/",
    "/days/?year=2016",
    f"/days/{EXAMPLE_DAY}/",
    f"/days/{EXAMPLE_DAY}/then-and-now/",
    f"/grants/{GRANT}/",
    "/people/p-biden-2024-04-24-pardon-jason-hernandez/",
    "/presidents/",
    "/presidents/obama/",
    "/presidents/obama/term-2/",
    "/presidents/compare/?p=obama&p=trump&p=biden",
    "/acts/",
    "/acts/biden-2022-10-06-proclamation-10467/",
    "/acts/obama-2016-12-19-commutation/",
    "/records/",
    "/records/?until=2016-12-19",
    "/reconciliation/",
    "/reconciliation/?outcome=open",
    "/releases/",
    "/law/",
    "/law/changes/?since=2010-08-03&until=2010-11-01&about=cocaine+base",
    "/law/timeline/?about=crack",
    "/law/timeline/?about=crack&quantity=50+g",
    "/law/provisions/2D1.1/?on=2007-11-01",
    "/law/provisions/21%20USC%20841(b)(1)(A)/",
    "/law/provisions/5A/",
    "/law/tables/guidelines/s2d1_1_drug_quantity/?on=1991-11-01",
    "/law/tables/statutes/penalties/",
    "/case/",
    "/case/?example=1",
    "/effects/",
    "/effects/commutation/?noncitizen=1",
    "/effects/class-proclamation/",
    "/check/",
    "/data/",
    "/coverage/",
    "/dictionary/",
    "/changelog/",
    "/about/",
)
