"""The office under load and under faults.

    python bench/office.py [load] [--database sqlite|postgresql|both] [--officers 50] [--readers 500] [--seconds 60]
    python bench/office.py faults [--acts 1000]

`load`: a fresh office of 500 invented petitions and the public site beside it, each in its own process. Officers and
public readers walk pages at once, thinking about five seconds between two; one officer's page in ten is an act. Prints
pages, errors, and the median, 95th and 99th percentile of the time to a whole page, for officers and readers apart.
The target: no error, median under 200 ms on two cores. The people run on the same machine, so their share is in it.

`faults`: the server, and on PostgreSQL the database too, killed at random until at least so many acts were
acknowledged. Prints how many were acknowledged and lost, and whether the history verifies.

PostgreSQL is Debian's, started on a temporary folder with fsync on.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

PASSWORD = "invented-office"
CLEMENCY = [sys.executable, "-m", "clemency.cli"]
WALKS = {
    "clerk1": ("/queues/", "/queues/received/"),
    "clerk2": ("/queues/", "/queues/incomplete/"),
    "supervisor1": ("/queues/", "/queues/docketed/"),
    "staff_attorney1": ("/queues/", "/queues/review/"),
    "staff_attorney2": ("/queues/", "/queues/review/"),
    "pardon_attorney1": ("/queues/", "/queues/transmitted/", "/figures/"),
    "department1": ("/queues/", "/queues/department/"),
    "decision_maker1": ("/queues/", "/queues/transmitted/"),
    "records1": ("/queues/", "/instruments/"),
    "auditor1": ("/history/",),
}
PUBLIC = (
    "/", "/days/", "/days/2016-12-19/", "/presidents/", "/records/", "/releases/", "/law/", "/case/", "/effects/pardon/",
    "/search/?name=smith", "/search/?name=johnson", "/data/", "/es/",
)  # fmt: skip
WRITES = {"supervisor1", "pardon_attorney1", "clerk1", "clerk2"}


class Person(threading.Thread):
    """Somebody who asks for a page, reads it for about five seconds, and asks for another; one connection is kept."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(seed)
        self.port, self.until = port, 0.0
        self.times: list[float] = []
        self.errors: list[str] = []
        self.cookies: dict[str, str] = {}
        self._line: http.client.HTTPConnection | None = None

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and the place it sends to. A kept connection that the server closed meanwhile is opened again."""
        body = urllib.parse.urlencode(data) if data else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for attempt in (1, 2):
            line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                line.request("POST" if body else "GET", path, body, headers)
                answer = line.getresponse()
                text = answer.read().decode()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                line.close()
                self._line = None
                if attempt == 2 or body:
                    raise
                continue
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = cookie.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return answer.status, text, answer.headers.get("Location", "")
        raise AssertionError

    def page(self, path: str, data: dict[str, str] | None = None) -> str:
        """One page as a browser shows it, its redirection included, timed."""
        begun = time.perf_counter()
        try:
            status, text, where = self.ask(path, data)
            if status == 302:
                status, text, _ = self.ask(where)
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(f"{path}: {type(error).__name__} {error}")
            return ""
        if status != 200:
            self.errors.append(f"{path}: {status}")
            return ""
        self.times.append(time.perf_counter() - begun)
        return text

    def think(self) -> None:
        time.sleep(self.chance.uniform(3, 7))

    def run(self) -> None:
        time.sleep(self.chance.uniform(0, 5))
        while time.monotonic() < self.until:
            self.step()
            self.think()

    def step(self) -> None:
        raise NotImplementedError


class Officer(Person):
    """Walks queues, cases and decision pages; one page in ten is an act, with its form before it."""

    def __init__(self, port: int, name: str, seed: int) -> None:
        super().__init__(port, seed)
        self.who = name
        self.cases: list[str] = []

    def sign_in(self) -> None:
        _, text, _ = self.ask("/account/login/")
        status, text, where = self.ask(
            "/account/login/", {"login": self.who, "password": PASSWORD, "csrfmiddlewaretoken": _token(text)}
        )
        if status != 302:
            raise SystemExit(f"{self.who} could not sign in: {status} {where}")

    def step(self) -> None:
        if self.cases and self.who in WRITES and self.chance.random() < 0.1:
            form = f"{self.chance.choice(self.cases)}do/log_contact/"
            text = self.page(form)
            if text:
                self.think()
                version = re.search(r'name="version" value="(\d+)"', text)
                self.page(form, {
                    "csrfmiddlewaretoken": _token(text), "version": version.group(1) if version else "", "who": "Invented",
                    "capacity": "a friend", "on": "2026-01-05", "summary": "An invented contact.",
                })  # fmt: skip
            return
        follow = self.cases and self.chance.random() < 0.5
        path = self.chance.choice(self.cases if follow else WALKS[self.who])
        text = self.page(f"{path}decide/" if follow and self.who == "decision_maker1" else path)
        self.cases = list(set(self.cases) | set(re.findall(r'href="(/cases/\d+/)"', text)))[:40]


class Reader(Person):
    """Walks the public record: a page to begin with, or a grant, a day or a president that a page named."""

    links: tuple[str, ...] = ()

    def step(self) -> None:
        path = (
            self.chance.choice(self.links) if self.links and self.chance.random() < 0.5 else self.chance.choice(PUBLIC)
        )
        text = self.page(path)
        self.links = tuple(re.findall(r'href="(/(?:grants|days|presidents)/[^"?#]+)"', text)[:60]) or self.links


def _token(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    if not found:
        raise SystemExit("a form came without its token")
    return found.group(1)


def _port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def served(site: str, env: dict[str, str], first: str, *options: str) -> Iterator[int]:
    port = _port()
    with open(Path(env["CLEMENCY_HOME"]) / f"{site}.log", "w") as log:
        process = subprocess.Popen(
            [*CLEMENCY, "serve", site, "--port", str(port), *options], env=env, stdout=log, stderr=log
        )
        try:
            for _ in range(600):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                try:
                    line.request("GET", first)
                    if line.getresponse().status == 200:
                        break
                except OSError:
                    time.sleep(0.2)
                finally:
                    line.close()
            else:
                raise SystemExit(f"the {site} site did not answer; see {log.name}")
            yield port
        finally:
            process.terminate()
            process.wait()


def _line(who: str, people: list[Person]) -> str:
    times = sorted(one for person in people for one in person.times)
    errors = [one for person in people for one in person.errors]
    if len(times) < 2:
        return f"  {who}: {len(times)} pages, {len(errors)} errors"
    cut = statistics.quantiles(times, n=100)
    figures = f"median {cut[49] * 1000:.0f} ms, 95th {cut[94] * 1000:.0f} ms, 99th {cut[98] * 1000:.0f} ms"
    return "\n".join(
        [
            f"  {len(people)} {who}: {len(times)} pages, {len(errors)} errors; {figures}",
            *map("    {}".format, errors[:5]),
        ]
    )


def load(asked: argparse.Namespace, kind: str, office: str, public: str) -> None:
    home = tempfile.mkdtemp(prefix="office-bench-")
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CLEMENCY_", "DJANGO_"))},
        "CLEMENCY_HOME": home, "CLEMENCY_DEMO": "1", "CLEMENCY_OFFICE_DATABASE_URL": office.format(home=home),
        "CLEMENCY_PUBLIC_DATABASE_URL": public.format(home=home),
    }  # fmt: skip
    subprocess.run([*CLEMENCY, "office", "init"], env=env, check=True, stdout=subprocess.DEVNULL)
    seeding = [*CLEMENCY, "office", "seed", "--count", str(asked.petitions)]
    subprocess.run(seeding, env=env, check=True, stdout=subprocess.DEVNULL)
    with served("office", env, "/status/") as port, served("public", env, "/releases/") as public_port:
        names = list(WALKS)
        officers = [Officer(port, names[n % len(names)], n) for n in range(asked.officers)]
        for officer in officers:
            officer.sign_in()
        readers = [Reader(public_port, 10_000 + n) for n in range(asked.readers)]
        until = time.monotonic() + asked.seconds
        everybody: list[Person] = [*officers, *readers]
        for person in everybody:
            person.until = until
            person.start()
        for person in everybody:
            person.join()
    verified = subprocess.run([*CLEMENCY, "audit", "verify"], env=env, capture_output=True, text=True)
    print(f"{kind}, {asked.petitions} petitions, {asked.seconds} s")
    print(_line("officers", [*officers]))
    print(_line("readers", [*readers]))
    print(f"  {(verified.stdout or verified.stderr).strip()}", flush=True)


def faults(asked: argparse.Namespace) -> None:
    from tests.docket.faults import ROUNDS, environment, hammer
    from tests.docket.postgresql import running

    def report(kind: str, outcome) -> None:
        print(
            f"{kind}: killed {outcome.killed} times, {len(outcome.acknowledged)} acts acknowledged, {len(outcome.lost)} lost, "
            f"{len(outcome.kept)} kept, {outcome.entries} entries; {outcome.verified.strip()}",
            flush=True,
        )

    threads, each = 20, 60
    rounds = ROUNDS * max(1, -(-asked.acts // 1000))  # four kills for each thousand, of twelve hundred acts begun each
    home = tempfile.mkdtemp(prefix="office-faults-")
    env = environment(home, f"sqlite:///{home}/office.sqlite3")
    servers = tuple("server" for _ in rounds)
    report("sqlite", hammer(env, random.Random(1), threads=threads, acts=each, rounds=servers))
    with running(durable=True) as database:
        env = environment(tempfile.mkdtemp(prefix="office-faults-"), database.database())
        report("postgresql", hammer(
            env, random.Random(2), crash=database.crash, restart=database.start, threads=threads, acts=each, rounds=rounds
        ))  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", nargs="?", choices=["load", "faults"], default="load")
    options.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options.add_argument("--officers", type=int, default=50)
    options.add_argument("--readers", type=int, default=500)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--petitions", type=int, default=500)
    options.add_argument("--acts", type=int, default=1000)
    asked = options.parse_args()
    threading.stack_size(512 * 1024)  # hundreds of people who mostly sleep
    if asked.what == "faults":
        faults(asked)
        return
    if asked.database in {"sqlite", "both"}:
        load(asked, "SQLite", "sqlite:///{home}/office.sqlite3", "sqlite:///{home}/public.sqlite3")
    if asked.database in {"postgresql", "both"}:
        from tests.docket.postgresql import running

        with running(durable=True) as database:
            load(asked, "PostgreSQL", database.database("office"), database.database("public"))


if __name__ == "__main__":
    main()
