"""Several processes on one address: one limit for a client, no gap when one ends, none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.public.conftest import Site, start

from clemency.web.public.limit import Buckets


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Site]]:
    process, site = start(tmp_path_factory.mktemp("pair"), "--processes", "2", CLEMENCY_API_RATE="60")
    yield process.pid, site
    process.terminate()
    process.wait(timeout=20)


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _until(true, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_two_processes_have_one_limit(pair: tuple[int, Site]) -> None:
    _, site = pair
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        answers = [answer.status for answer in pool.map(lambda _: site.get("/api/version"), range(80))]
    # A bucket of 20 that gains one a second. Two limits would let 40 through.
    assert answers.count(200) + answers.count(429) == 80
    assert 20 <= answers.count(200) <= 21 + (time.monotonic() - begun)


def test_a_process_that_ends_is_replaced(pair: tuple[int, Site]) -> None:
    parent, site = pair
    before = _children(parent)
    assert len(before) == 2
    time.sleep(1.1)  # one that dies within its first second is not replaced
    os.kill(before[0], signal.SIGKILL)
    _until(lambda: len(_children(parent)) == 2 and before[0] not in _children(parent))
    assert site.get("/").status == 200


def test_none_is_left_behind(tmp_path: Path) -> None:
    process, _ = start(tmp_path, "--processes", "2")
    children = _children(process.pid)
    assert len(children) == 2
    process.kill()  # not even a chance to tell them
    process.wait(timeout=20)
    _until(lambda: not any(map(_runs, children)))


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_port_in_use_is_said_in_one_line(pair: tuple[int, Site], tmp_path: Path, processes: str) -> None:
    command = ["serve", "public", "--port", str(pair[1].port), "--processes", processes]
    done = subprocess.run(
        [sys.executable, "-m", "clemency.cli", *command],
        env=os.environ | {"CLEMENCY_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "cannot listen there" in done.stderr
    assert "Traceback" not in done.stderr


def _runs(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["198.51.100.1", "2001:db8::1", "", "\ud800"]), min_size=1, max_size=60))
def test_each_client_has_its_own_bucket(asked: list[str]) -> None:
    buckets = Buckets(rate=0.001, most=5)
    allowed = dict.fromkeys(asked, 0)
    for client in asked:
        allowed[client] += buckets.wait(client) == 0
    assert allowed == {client: min(5, asked.count(client)) for client in allowed}


def test_a_crowd_does_not_empty_the_bucket_of_one() -> None:
    buckets = Buckets(rate=0.001, most=3)
    assert [buckets.wait("one") for _ in range(3)] == [0, 0, 0]
    for number in range(1000):
        buckets.wait(f"crowd-{number}")
    assert buckets.wait("one") > 0
