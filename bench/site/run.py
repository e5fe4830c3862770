"""The public site under load: the whole record with 100,000 invented grants beside it, asked 50 times a second.

    python bench/site/run.py [--grants 100000] [--rate 50] [--seconds 30] [--processes 2] [--json FILE]

Three sites answer the same addresses in the same order on this machine, one after the other:
- the public site, every page made anew (its store of finished pages switched off for the run);
- the public site as it is served, with its store;
- the same pages written to files and served by the same server: the yardstick, as a static site.

The load is open: a request is sent when its time has come, whether or not earlier ones were answered, and its time is
counted from then. The invented grants are copies of real ones with invented names, shifted days and no sources.
A search as typed is asked alone, once for each letter. Goals: median under 60 ms, 99th percentile under 250 ms, search
as typed under 100 ms (the slowest), home under 150 kB (with what it fetches, compressed).
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

LETTERS = "bacedifoguhajekilomunaperisotuvawexiyozu"
SYLLABLES = [LETTERS[k : k + 2] for k in range(0, len(LETTERS), 2)]


def invented_record(folder: Path, many: int) -> None:
    """The bundled record with that many invented grants beside it, saved in the folder."""
    from clemency.ledger.store import load_record, save_record

    record = load_record()
    rng = random.Random(2016)
    grants = list(record.grants)
    surnames = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).title() for _ in range(12_000)]
    given = ["".join(rng.choice(SYLLABLES) for _ in range(2)).title() for _ in range(600)]
    for number in range(many):
        base = record.grants[rng.randrange(len(record.grants))]
        shift = timedelta(days=rng.randint(-40, 40))
        key = f"invented-{number:06d}"
        name = f"{rng.choice(given)} {rng.choice(given)} {rng.choice(surnames)}"
        grants.append(
            replace(
                base,
                id=key,
                person=f"p-{key}",
                name=name,
                name_text=name,
                aliases=(),
                signed_on=base.signed_on + shift,
                announced_on=base.announced_on + shift,
                history=tuple(replace(e, on=e.on + shift, known_on=e.known_on + shift) for e in base.history),
            )
        )
    grants.sort(key=lambda g: (g.signed_on, g.kind, g.name))
    save_record(replace(record, grants=tuple(grants), version=f"{record.version}-bench"), folder)


def addresses(many: int, count: int, seed: int = 7) -> list[str]:
    """What readers ask for: mostly search, grants and days, some law, some of everything; few addresses twice."""
    from clemency.ledger.store import load_record

    record = load_record()
    rng = random.Random(seed)
    days = sorted(record.grants_by_day)
    drugs = ("heroin", "cocaine", "cocaine_base", "marijuana", "methamphetamine")
    fixed = [
        "/",
        "/days/",
        "/presidents/",
        "/presidents/obama/",
        "/records/",
        "/reconciliation/",
        "/law/",
        "/case/",
        "/effects/pardon/",
        "/coverage/",
        "/dictionary/",
        "/es/",
        "/data/",
    ]
    provisions = ("2D1.1", "5A", "21 USC 841", "18 USC 924", "crack", "heroin", "4A1.1")
    changes = [
        "1989-11-01",
        "1995-11-01",
        "2000-11-01",
        "2004-11-01",
        "2007-11-01",
        "2010-11-01",
        "2014-11-01",
        "2023-11-01",
    ]

    def search() -> str:
        name = rng.choice(record.grants).name.split()[-1]
        if rng.random() < 0.5:  # as typed: a letter left out
            cut = rng.randrange(len(name))
            name = name[:cut] + name[cut + 1 :] if len(name) > 4 else name
        kind = rng.random()
        if kind < 0.6:
            return f"/search/?name={quote(name)}"
        if kind < 0.8:
            return f"/search/?drug={rng.choice(drugs)}&since={rng.choice(days)}&page=1"
        offense = rng.choice(("fraud", "money+laundering", "conspiracy", "firearm"))
        return f"/search/?offense={offense}&state={rng.choice(('TX', 'FL', 'CA', 'IA'))}"

    def one() -> str:
        kind = rng.random()
        if kind < 0.30:
            return search()
        if kind < 0.50:
            return f"/grants/{rng.choice(record.grants).id}/"
        if kind < 0.65 and many:
            return f"/grants/invented-{rng.randrange(many):06d}/"
        if kind < 0.75:
            return f"/days/{rng.choice(days)}/"
        if kind < 0.83:
            return f"/law/provisions/{quote(rng.choice(provisions))}/?on={rng.choice(changes)}"
        if kind < 0.90:
            return f"/api/grants?name={quote(rng.choice(record.grants).name.split()[-1])}&per_page=20"
        return rng.choice(fixed)

    return [one() for _ in range(count)]


async def _ask(port: int, path: str) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]), len(answer)


async def _load(port: int, paths: Sequence[str], rate: float) -> list[tuple[str, float, int, int]]:
    begun = time.perf_counter()
    results: list[tuple[str, float, int, int]] = []

    async def one(number: int, path: str) -> None:
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        status, size = await _ask(port, path)
        results.append((path, (time.perf_counter() - due) * 1000, status, size))

    await asyncio.gather(*(one(n, path) for n, path in enumerate(paths)))
    return results


def page_type(path: str) -> str:
    """The kind of page behind an address, for the table of times."""
    bare = path.split("?")[0].strip("/")
    first = bare.split("/")[0]
    if bare == "api/grants" or (first in ("law", "grants", "days", "presidents") and "/" in bare):
        return f"{first}, one" if first != "api" else "api"
    if first == "search":
        return "search by name" if "name=" in path else "search by facts"
    return first or "home"


def at(share: float, times: Sequence[float]) -> float:
    """The time under which that share of the times lies, in milliseconds."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0


def summary(results: Sequence[tuple[str, float, int, int]]) -> dict[str, Any]:
    """Milliseconds at the median, the 99th percentile and the end; each kind of page; answers that were no page."""
    times = [t for _, t, _, _ in results]
    kinds: dict[str, list[float]] = {}
    for path, taken, _, _ in results:
        kinds.setdefault(page_type(path), []).append(taken)
    return {
        "requests": len(results),
        "median_ms": at(0.5, times),
        "p99_ms": at(0.99, times),
        "slowest_ms": round(max(times), 1),
        "failed": sorted({(path, status) for path, _, status, _ in results if status != 200})[:5],
        "by_kind": {
            kind: {"requests": len(ts), "median_ms": at(0.5, ts), "p99_ms": at(0.99, ts)}
            for kind, ts in sorted(kinds.items())
        },
    }


NAMES = ("hernandez", "johnson", "oneal", "reed", "williams", "castaneda", "smyth", "deleon")


def typed() -> list[str]:
    """A search asked again at every letter of a name from the third on, as a page that searches while one types."""
    return [f"/search/?name={name[:n]}" for name in NAMES for n in range(3, len(name) + 1)]


async def _one_by_one(port: int, paths: Sequence[str]) -> list[float]:
    times = []
    for path in paths:
        begun = time.perf_counter()
        status, _ = await _ask(port, path)
        times.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"{path}: answered {status}")
    return times


def used(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Processor seconds and megabytes of memory of a server and its processes; empty where the system does not tell.

    Memory that several processes share is counted once.
    """
    ticks, kilobytes = 0, 0
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for pid in (process.pid, *children):
            times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(times[11]) + int(times[12]) + (int(times[13]) + int(times[14]) if pid == process.pid else 0)
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:
        return {}
    return {"cpu_seconds": round(ticks / os.sysconf("SC_CLK_TCK"), 1), "memory_mb": round(kilobytes / 1024)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def started(command: list[str], port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=sys.stderr)
    for _ in range(3000):
        if process.poll() is not None:
            raise SystemExit(f"the server stopped: {' '.join(command)}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.terminate()
    raise SystemExit("the server does not answer")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)


STATIC = """
import sys, waitress
from pathlib import Path
folder = Path(sys.argv[1])
index = dict(line.split("\\t") for line in (folder / "index.tsv").read_text().splitlines())
def site(environ, start):
    key = environ["PATH_INFO"].encode("latin-1").decode() + ("?" + environ["QUERY_STRING"] if environ["QUERY_STRING"] else "")
    name = index.get(key)
    if name is None:
        start("404 Not Found", []); return [b""]
    start("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")])
    return [(folder / name).read_bytes()]
waitress.serve(site, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
"""


def write_static(folder: Path, port: int, paths: Sequence[str]) -> None:
    """Every address asked for, as a compressed file."""
    from urllib.parse import unquote

    lines = []
    for number, path in enumerate(dict.fromkeys(paths)):
        reader = asyncio.run(_body(port, path))
        (folder / f"{number}.gz").write_bytes(reader)
        plain, mark, query = path.partition("?")
        lines.append(f"{unquote(plain)}{mark}{query}\t{number}.gz")
    (folder / "index.tsv").write_text("\n".join(lines))


async def _body(port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n\r\n")[2]


GOALS = {
    "median_ms": 60.0,
    "p99_ms": 250.0,
    "anew_median_ms": 60.0,
    "anew_p99_ms": 250.0,
    "search_as_typed_ms": 100.0,
    "home_bytes": 150_000.0,
}
ANEW, SERVED, STATIC_SITE = "every page made anew", "as served", "static site"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grants", type=int, default=100_000, help="invented grants beside the record")
    parser.add_argument("--rate", type=float, default=50, help="requests a second")
    parser.add_argument("--seconds", type=int, default=30, help="length of each of the three loads")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="processes of the site")
    parser.add_argument("--json", type=Path, help="write the report there too")
    given = parser.parse_args()
    report: dict[str, Any] = {
        "grants_beside_the_record": given.grants,
        "rate": given.rate,
        "seconds": given.seconds,
        "processors": os.cpu_count(),
        "processes": given.processes,
        "busy_before": [round(load, 2) for load in os.getloadavg()],
    }
    with tempfile.TemporaryDirectory(prefix="clemency-bench-") as text:
        measure(Path(text), given.grants, given.rate, given.seconds, given.processes, report)
    served = report[SERVED]
    found = {
        "median_ms": served["median_ms"],
        "p99_ms": served["p99_ms"],
        "anew_median_ms": report[ANEW]["median_ms"],
        "anew_p99_ms": report[ANEW]["p99_ms"],
        "search_as_typed_ms": report["search_as_typed_ms"]["slowest"],
        "home_bytes": report["home_bytes"],
    }
    report["goals"] = {
        name: {"goal": most, "found": found[name], "met": found[name] < most} for name, most in GOALS.items()
    }
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    show(report)


def measure(home: Path, grants: int, rate: float, seconds: int, processes: int, report: dict[str, Any]) -> None:
    """Serve, ask, and write down, the three sites one after another."""
    invented_record(home / "record", grants)
    paths = addresses(grants, int(rate * seconds))
    environment = {"CLEMENCY_HOME": str(home), "CLEMENCY_RECORD": str(home / "record"), "CLEMENCY_API_RATE": "600000"}
    serve = [sys.executable, "-m", "clemency.cli", "serve", "public", "--processes", str(processes)]
    for title, extra in ((ANEW, {"CLEMENCY_KEEP_PAGES": "0"}), (SERVED, {})):
        port = free_port()
        begun = time.perf_counter()
        process = started([*serve, "--port", str(port)], port, environment | extra)
        try:
            start = {"seconds": round(time.perf_counter() - begun, 1), **used(process)}
            asyncio.run(_load(port, addresses(grants, 60 * processes, seed=1), 10))  # what is read on first use
            if title == ANEW:
                times = asyncio.run(_one_by_one(port, typed()))
                report["search_as_typed_ms"] = {"median": at(0.5, times), "slowest": round(max(times), 1)}
            report[title] = summary(asyncio.run(_load(port, paths, rate))) | {"start": start, "end": used(process)}
            if title == SERVED:
                (home / "static").mkdir()
                write_static(home / "static", port, paths)
                report["home_bytes"] = sum(len(asyncio.run(_body(port, path))) for path in ("/", *of_home(port)))
        finally:
            stop(process)
    port = free_port()
    process = started([sys.executable, "-c", STATIC, str(home / "static"), str(port)], port, {})
    try:
        asyncio.run(_load(port, paths[:60], 10))
        report[STATIC_SITE] = summary(asyncio.run(_load(port, paths, rate)))
    finally:
        stop(process)


def of_home(port: int) -> list[str]:
    """The files the home page fetches: its style sheet and icon."""
    page = gzip.decompress(asyncio.run(_body(port, "/"))).decode()
    return re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"', page)


def show(report: dict[str, Any]) -> None:
    for title in (ANEW, SERVED, STATIC_SITE):
        found = report[title]
        print(
            f"{title}: {found['requests']} requests, median {found['median_ms']} ms, p99 {found['p99_ms']} ms, "
            f"slowest {found['slowest_ms']} ms, failed {found['failed']}"
        )
    print(f"\n{'milliseconds, median and p99':<30}{ANEW:>22}{SERVED:>16}{STATIC_SITE:>16}")
    for kind, first in report[ANEW]["by_kind"].items():
        cells = [report[title]["by_kind"][kind] for title in (ANEW, SERVED, STATIC_SITE)]
        words = [f"{c['median_ms']:g} {c['p99_ms']:g}" for c in cells]
        print(f"{kind:<22}{first['requests']:>6}  {words[0]:>22}{words[1]:>16}{words[2]:>16}")
    for title, words in ((ANEW, "first start, search tables made"), (SERVED, "later start")):
        start, end = report[title]["start"], report[title]["end"]
        print(f"{words}: {start}; after the load {end.get('memory_mb')} MB")
    for name, goal in report["goals"].items():
        print(f"{name}: {goal['found']:g}, goal under {goal['goal']:g}: {'met' if goal['met'] else 'NOT MET'}")
    print(f"load of the machine before: {report['busy_before']}")


if __name__ == "__main__":
    main()
