"""Killed at random while many people act: no acknowledged act is lost, and the history verifies."""

from __future__ import annotations

import os
from random import Random

import pytest
from tests.docket.faults import environment, hammer, race, run
from tests.docket.postgresql import running


def check(outcome, env):
    assert outcome.lost == set()
    assert len(outcome.kept) == outcome.entries  # an act without its entry, or the other way round, would show here
    assert len(outcome.acknowledged) > 100
    assert "chain holds" in outcome.verified
    told = race(env)
    assert sorted(line.split(":")[0] for line in told) == ["told"] * 7 + ["won"]
    assert all("changed by somebody else" in line for line in told if line.startswith("told"))


@pytest.mark.skipif("CLEMENCY_TEST_DATABASE_URL" in os.environ, reason="this one is about SQLite")
def test_the_server_killed_at_random_on_sqlite(tmp_path):
    env = environment(tmp_path, f"sqlite:///{tmp_path}/office.sqlite3")
    check(hammer(env, Random(7)), env)
    copy = tmp_path / "copy.sqlite3"
    told = run("office", "backup", str(copy), env=env)
    head = told.split("head ")[1].split(".")[0]
    (tmp_path / "office.sqlite3").rename(tmp_path / "lost.sqlite3")
    for leftover in tmp_path.glob("office.sqlite3-*"):
        leftover.unlink()
    assert head in run("office", "restore", str(copy), "--head", head, env=env)
    assert head in run("audit", "verify", "--head", head, env=env)


@pytest.mark.postgres
def test_the_server_and_the_database_killed_at_random_on_postgresql(tmp_path):
    with running(durable=True) as database:
        env = environment(tmp_path, database.database())
        outcome = hammer(env, Random(11), crash=database.crash, restart=database.start)
        assert outcome.killed == 4
        check(outcome, env)
