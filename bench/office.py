"""Fifty officers at once in the confidential office, five seconds between pages.

    python bench/office.py [--database URL] [--officers 50] [--seconds 60]

Fills a fresh office with 500 invented petitions, serves it, signs the officers in and lets each walk queues, cases and
decision pages. Prints pages, errors, and the median, 95th and 99th percentile of the time to a whole page.
The target: no error, median under 200 ms on two cores.
"""

from __future__ import annotations

import argparse
import http.cookiejar
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
import urllib.request

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


class Officer(threading.Thread):
    """One person at work: a page, five seconds of thought, another page."""

    def __init__(self, address: str, name: str, until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.address, self.who, self.until = address, name, until
        self.chance = random.Random(seed)
        self.times: list[float] = []
        self.errors: list[str] = []
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def page(self, path: str, data: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(data).encode() if data else None
        with self.opener.open(urllib.request.Request(self.address + path, body), timeout=30) as answer:
            return answer.read().decode()

    def sign_in(self) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page("/account/login/"))
        assert token
        self.page(
            "/account/login/", {"login": self.who, "password": PASSWORD, "csrfmiddlewaretoken": token.group(1)}
        )  # fmt: skip

    def run(self) -> None:
        time.sleep(self.chance.uniform(0, 5))
        cases: list[str] = []
        while time.monotonic() < self.until:
            path = (
                self.chance.choice(cases)
                if cases and self.chance.random() < 0.5
                else self.chance.choice(WALKS[self.who])
            )
            begun = time.perf_counter()
            try:
                text = self.page(path)
            except OSError as error:
                self.errors.append(f"{self.who} {path}: {error}")
            else:
                self.times.append(time.perf_counter() - begun)
                cases = list(set(cases) | set(re.findall(r'href="(/cases/\d+/)"', text)))[:40]
                if self.who == "decision_maker1":
                    cases = [f"{one}decide/" if not one.endswith("decide/") else one for one in cases]
            time.sleep(self.chance.uniform(3, 7))


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--database", default="")
    options.add_argument("--officers", type=int, default=50)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--petitions", type=int, default=500)
    asked = options.parse_args()
    home = tempfile.mkdtemp(prefix="office-bench-")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    env = {
        **os.environ,
        "CLEMENCY_HOME": home,
        "CLEMENCY_DEMO": "1",
        "CLEMENCY_OFFICE_DATABASE_URL": asked.database or f"sqlite:///{home}/office.sqlite3",
        "CLEMENCY_PUBLIC_DATABASE_URL": f"sqlite:///{home}/public.sqlite3",
    }
    subprocess.run([*CLEMENCY, "office", "init"], env=env, check=True, stdout=subprocess.DEVNULL)
    seeding = [*CLEMENCY, "office", "seed", "--count", str(asked.petitions)]
    subprocess.run(seeding, env=env, check=True, stdout=subprocess.DEVNULL)
    with open(f"{home}/log", "w") as log:
        server = subprocess.Popen([*CLEMENCY, "serve", "office", "--port", str(port)], env=env, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/status/", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            names = list(WALKS)
            officers = [Officer(address, names[n % len(names)], 0.0, n) for n in range(asked.officers)]
            for officer in officers:
                officer.sign_in()
            until = time.monotonic() + asked.seconds
            for officer in officers:
                officer.until = until
                officer.start()
            for officer in officers:
                officer.join()
        finally:
            server.terminate()
            server.wait()
    times = sorted(one for officer in officers for one in officer.times)
    errors = [one for officer in officers for one in officer.errors]
    cut = statistics.quantiles(times, n=100)
    print(
        f"{asked.officers} officers, {asked.seconds} s, {len(times)} pages, {len(errors)} errors; "
        f"median {cut[49] * 1000:.0f} ms, 95th {cut[94] * 1000:.0f} ms, 99th {cut[98] * 1000:.0f} ms"
    )
    for one in errors[:5]:
        print(one)


if __name__ == "__main__":
    main()
