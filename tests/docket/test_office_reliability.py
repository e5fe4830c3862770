"""Killed at random while many people act: no acknowledged act is lost, and the history verifies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from random import Random

import pytest
from tests.docket.postgresql import server

CLEMENCY = [sys.executable, "-m", "clemency.cli"]
HAMMER = [sys.executable, "-m", "tests.docket.hammer"]
THREADS, ACTS = 10, 34


def environment(home, url):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CLEMENCY_", "DJANGO_"))}
    return {
        **env, "CLEMENCY_HOME": str(home), "CLEMENCY_OFFICE_DATABASE_URL": url, "CLEMENCY_DEMO": "1",
        "CLEMENCY_PUBLIC_DATABASE_URL": f"sqlite:///{home}/public.sqlite3",
    }  # fmt: skip


def run(*command, env):
    done = subprocess.run([*CLEMENCY, *command], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def killed_at_random(env, chance):
    """Start the hammer, kill it after some acknowledged acts; returns the acknowledged ones."""
    process = subprocess.Popen([*HAMMER, str(THREADS), str(ACTS)], env=env, stdout=subprocess.PIPE, text=True)
    stop_after = chance.randint(40, THREADS * ACTS - 40)
    acknowledged = []
    for line in process.stdout:
        if line.startswith("ack "):
            acknowledged.append(int(line.split()[1]))
        if len(acknowledged) == stop_after:
            process.send_signal(signal.SIGKILL)
            break
    rest = process.stdout.read()
    process.wait(timeout=60)
    return acknowledged + [
        int(line.split()[1]) for line in rest.splitlines() if line.startswith("ack ") and line[4:].isdigit()
    ]


def kept(env):
    script = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'clemency.web.settings.office'\n"
        "import django; django.setup()\n"
        "from clemency.docket.review.models import Contact\n"
        "from clemency.docket.audit.models import Entry\n"
        "print(*Contact.objects.values_list('pk', flat=True)); print(Entry.objects.filter(act='log_contact').count())"
    )
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    return {int(pk) for pk in first.split()}, int(second)


def hammer_and_check(env):
    run("office", "init", env=env)
    run("office", "seed", "--count", "22", env=env)
    chance, acknowledged = Random(7), set()
    for _ in range(3):
        acknowledged |= set(killed_at_random(env, chance))
    there, entries = kept(env)
    assert acknowledged <= there
    assert len(there) == entries  # an act without its entry, or the other way round, would show here
    assert len(acknowledged) > 150
    assert "chain holds" in run("audit", "verify", env=env)
    race = subprocess.run([*HAMMER, "race"], env=env, capture_output=True, text=True, check=True).stdout.splitlines()
    assert sorted(line.split(":")[0] for line in race) == ["told"] * 7 + ["won"]
    assert all("changed by somebody else" in line for line in race if line.startswith("told"))


@pytest.mark.skipif("CLEMENCY_TEST_DATABASE_URL" in os.environ, reason="this one is about SQLite")
def test_the_server_killed_at_random_on_sqlite(tmp_path):
    env = environment(tmp_path, f"sqlite:///{tmp_path}/office.sqlite3")
    hammer_and_check(env)
    copy = tmp_path / "copy.sqlite3"
    told = run("office", "backup", str(copy), env=env)
    head = told.split("head ")[1].split(".")[0]
    (tmp_path / "office.sqlite3").rename(tmp_path / "lost.sqlite3")
    for leftover in tmp_path.glob("office.sqlite3-*"):
        leftover.unlink()
    assert head in run("office", "restore", str(copy), "--head", head, env=env)
    assert head in run("audit", "verify", "--head", head, env=env)


@pytest.mark.postgres
def test_the_server_killed_at_random_on_postgresql(tmp_path):
    with server(durable=True) as url:
        hammer_and_check(environment(tmp_path, url))
