"""`clemency office`, `audit` and `serve` as an administrator meets them."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path):
    def command(*words, **environment):
        env = {key: value for key, value in os.environ.items() if not key.startswith(("CLEMENCY_", "DJANGO_"))}
        env |= {"CLEMENCY_HOME": str(tmp_path / "home"), **environment}
        return subprocess.run(
            [sys.executable, "-m", "clemency.cli", *words], env=env, cwd=tmp_path, capture_output=True, text=True
        )

    return command


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "verify"), ("audit", "head"), ("office", "seed"), ("office", "check"), ("serve", "office"),
        ("office", "backup", "x.sqlite3"), ("office", "balance", "--from", "2026-01-01", "--to", "2026-02-01"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_before_it_is_set_up_each_command_says_how(run, words):
    done = run(*words)
    assert done.returncode == 2
    assert "clemency office init" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "environment", "why"),
    [
        (("audit", "verify"), {"CLEMENCY_OFFICE_DATABASE_URL": "mysql://x"}, "not an address we know"),
        (("audit", "verify"), {"CLEMENCY_OFFICE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "cannot be reached"),
        (("office", "init"), {"CLEMENCY_JURISDICTION": "atlantis"}, "federal, georgia, pennsylvania"),
        (("audit", "verify", "--file", "none.sqlite3"), {}, "no such file"),
        (("audit", "verify", "--file", "none.jsonl"), {}, "cannot be read"),
        (("office", "balance", "--from", "spring", "--to", "2026-02-01"), {}, "2026-01-01"),
        (("serve", "office", "--host", "0.0.0.0"), {"CLEMENCY_DEMO": "1"}, "this machine only"),
    ],
)
def test_what_cannot_stand_is_told_in_one_line(run, words, environment, why):
    done = run(*words, **environment)
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_an_office_is_set_up_filled_checked_and_balanced(run):
    assert run("office", "init").returncode == 0
    seeded = run("office", "seed", "--count", "3", "--json")
    assert seeded.returncode == 0, seeded.stderr
    assert "chain holds" in run("audit", "verify").stdout
    assert "No fault" in run("office", "check").stdout
    assert '"difference": 0' in run("office", "balance", "--from", "2026-01-01", "--to", "2026-12-31", "--json").stdout
    assert "not empty" in run("office", "seed").stderr
