"""For the tests: the office with its public database, on throw-away databases.

CLEMENCY_TEST_DATABASE_URL runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CLEMENCY_HOME", tempfile.mkdtemp(prefix="clemency-test-"))
os.environ.setdefault("CLEMENCY_SECRET_KEY", "only-for-tests")

from clemency.web.settings.databases import database
from clemency.web.settings.office import *  # noqa: F403
from clemency.web.settings.office import DATABASES, INSTALLED_APPS

if "CLEMENCY_TEST_DATABASE_URL" in os.environ:
    DATABASES["default"] = database(os.environ["CLEMENCY_TEST_DATABASE_URL"], "CLEMENCY_TEST_DATABASE_URL")
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A file, not memory: several threads and processes may then use it as they would in service.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["CLEMENCY_HOME"]) / "test-office.sqlite3")}
DATABASES["public"]["TEST"] = {"MIGRATE": False, "NAME": str(Path(os.environ["CLEMENCY_HOME"]) / "test-public.sqlite3")}

DEMOGRAPHICS_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
if (Path(__file__).resolve().parent.parent / "public" / "__init__.py").exists():
    INSTALLED_APPS = [*INSTALLED_APPS, "clemency.web.public"]
