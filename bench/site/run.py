"""The public site under load: the whole record with 100,000 invented grants beside it, asked 50 times a second.

    python bench/site/run.py [--grants 100000] [--rate 50] [--seconds 30] [--json FILE]

Three sites answer the same addresses in the same order on this machine, one after the other:
- the public site, every page made anew (its store of finished pages switched off for the run);
- the public site as it is served, with its store;
- the same pages written to files and served by the same server: the yardstick, as a static site.

The load is open: a request is sent when its time has come, whether or not earlier ones were answered, and its time is
counted from then. The invented grants are copies of real ones with invented names, shifted days and no sources.
Goals: median under 60 ms, 99th percentile under 250 ms, search as typed under 100 ms, home under 150 kB.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
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


def summary(results: Sequence[tuple[str, float, int, int]]) -> dict[str, Any]:
    """Milliseconds at the median, the 99th percentile and the end; the slowest kind; answers that were no page."""
    times = sorted(t for _, t, _, _ in results)

    def at(share: float, among: Sequence[float]) -> float:
        return round(among[min(len(among) - 1, int(share * len(among)))], 1) if among else 0.0

    kinds: dict[str, list[float]] = {}
    for path, taken, _, _ in results:
        kinds.setdefault("/" + path.strip("/").split("/")[0].split("?")[0], []).append(taken)
    return {
        "requests": len(results),
        "median_ms": at(0.5, times),
        "p99_ms": at(0.99, times),
        "slowest_ms": round(times[-1], 1),
        "failed": sorted({(path, status) for path, _, status, _ in results if status != 200})[:5],
        "by_kind": {
            kind: {"requests": len(ts), "median_ms": at(0.5, sorted(ts)), "p99_ms": at(0.99, sorted(ts))}
            for kind, ts in sorted(kinds.items())
        },
    }


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grants", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    report: dict[str, Any] = {
        "grants_beside_the_record": given.grants,
        "rate": given.rate,
        "processors": os.cpu_count(),
    }
    with tempfile.TemporaryDirectory(prefix="clemency-bench-") as text:
        home = Path(text)
        invented_record(home / "record", given.grants)
        paths = addresses(given.grants, int(given.rate * given.seconds))
        environment = {"CLEMENCY_HOME": text, "CLEMENCY_RECORD": str(home / "record"), "CLEMENCY_API_RATE": "600000"}
        for title, extra in (("every page made anew", {"CLEMENCY_KEEP_PAGES": "0"}), ("as served", {})):
            port = free_port()
            begun = time.perf_counter()
            process = started(
                [sys.executable, "-m", "clemency.cli", "serve", "public", "--port", str(port)],
                port,
                environment | extra,
            )
            try:
                first = round(time.perf_counter() - begun, 1)
                asyncio.run(_load(port, addresses(given.grants, 60, seed=1), 10))  # tables made once a process
                report[title] = summary(asyncio.run(_load(port, paths, given.rate))) | {"start_seconds": first}
                if title == "as served":
                    (home / "static").mkdir()
                    write_static(home / "static", port, paths)
                    report["home_bytes"] = len(asyncio.run(_body(port, "/")))
            finally:
                stop(process)
        port = free_port()
        process = started([sys.executable, "-c", STATIC, str(home / "static"), str(port)], port, {})
        try:
            asyncio.run(_load(port, paths[:60], 10))
            report["static site"] = summary(asyncio.run(_load(port, paths, given.rate)))
        finally:
            stop(process)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for title in ("every page made anew", "as served", "static site"):
        found = report[title]
        print(
            f"{title}: {found['requests']} requests, median {found['median_ms']} ms, p99 {found['p99_ms']} ms, "
            f"slowest {found['slowest_ms']} ms, failed {found['failed']}"
        )
        for kind, times in found["by_kind"].items():
            print(
                f"  {kind:<14} {times['requests']:>5}  median {times['median_ms']:>7} ms  p99 {times['p99_ms']:>7} ms"
            )
    print(
        f"home page {report['home_bytes']:,} bytes compressed; start with the record {report['as served']['start_seconds']} s"
    )


if __name__ == "__main__":
    main()
