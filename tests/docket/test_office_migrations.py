"""Migrations go both ways, and say everything the models say."""

import os
import subprocess
import sys

import pytest


def test_migrations_are_undone_and_done_again_and_lag_behind_no_model(tmp_path):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CLEMENCY_", "DJANGO_"))}
    env |= {
        "CLEMENCY_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "clemency.web.settings.office",
        "CLEMENCY_OFFICE_DATABASE_URL": f"sqlite:///{tmp_path}/office.sqlite3",
    }  # fmt: skip

    def django(*words):
        command = [sys.executable, "-m", "django", *words, "-v", "0"]
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        if done.returncode:
            pytest.fail(f"{' '.join(words)}: {done.stderr[-1500:]}")

    django("migrate")
    for app in ("decisions", "review", "intake", "demographics", "audit"):
        django("migrate", app, "zero")
    django("migrate")
    django("makemigrations", "--check", "--dry-run")
