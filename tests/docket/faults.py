"""An office whose server, or whose database, is killed at random while many people act, and what must hold after.

Used by the tests with a modest number of acts and by `bench/office.py faults` with a thousand.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

CLEMENCY = [sys.executable, "-m", "clemency.cli"]
HAMMER = [sys.executable, "-m", "tests.docket.hammer"]
ROUNDS = ("server", "database", "server", "database")


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


@dataclass
class Outcome:
    """What came of the rounds: acts acknowledged, acts kept, entries of the history that speak of them."""

    acknowledged: set[int]
    kept: set[int]
    entries: int
    verified: str
    killed: int

    @property
    def lost(self):
        return self.acknowledged - self.kept


def acknowledged_until_killed(env, chance, kill, threads, acts):
    """Start the hammer; after some acknowledged acts kill it, or what it stands on. Returns the acts acknowledged."""
    process = subprocess.Popen(
        [*HAMMER, str(threads), str(acts)], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    stop_after = chance.randint(threads, threads * acts * 3 // 4)
    acknowledged = []
    for line in process.stdout:
        if line.startswith("ack "):
            acknowledged.append(int(line.split()[1]))
        if len(acknowledged) == stop_after:
            kill(process)
            break
    rest = process.stdout.read()  # lines written before it died
    process.wait(timeout=120)
    whole = [line[4:] for line in rest.splitlines() if line.startswith("ack ") and line[4:].isdigit()]
    return acknowledged + [int(number) for number in whole]


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


def hammer(env, chance, *, crash=None, restart=None, threads=10, acts=34, rounds=ROUNDS):
    """Kill the server, or by `crash` the database, in each round; start the database again by `restart`."""
    run("office", "init", env=env)
    run("office", "seed", "--count", "22", env=env)
    acknowledged, killed = set(), 0
    for target in rounds:
        if target == "database" and crash is None:
            continue

        def kill(process, target=target):
            if target == "server":
                process.send_signal(signal.SIGKILL)
            else:
                crash()

        acknowledged |= set(acknowledged_until_killed(env, chance, kill, threads, acts))
        killed += 1
        if target == "database":
            restart()
            time.sleep(0.2)
    there, entries = kept(env)
    return Outcome(acknowledged, there, entries, run("audit", "verify", env=env), killed)


def race(env):
    """Eight people send on one case at once; the lines they were told."""
    return subprocess.run([*HAMMER, "race"], env=env, capture_output=True, text=True, check=True).stdout.splitlines()
