"""The same tests on PostgreSQL: Debian's server on a temporary folder, run as a user that is not root."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docket.postgresql import server

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("CLEMENCY_TEST_DATABASE_URL" in os.environ, reason="already running on PostgreSQL"),
]
ROOT = Path(__file__).parents[2]


def test_the_docket_and_its_pages_pass_on_postgresql(tmp_path):
    with server() as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "--create-db",
             "tests/docket", "tests/web/office", "-m", "not browser and not postgres"],
            cwd=ROOT, capture_output=True, text=True,
            # A home of its own: the public database of the tests around it is a file in theirs.
            env={**os.environ, "CLEMENCY_HOME": str(tmp_path), "CLEMENCY_TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "clemency.web.settings.test"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        assert " passed" in done.stdout
