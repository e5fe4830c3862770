"""What both sites share: where data lies, the secret, languages, static files, security headers.

Environment:
CLEMENCY_HOME                 folder for SQLite files and the sites' secrets (default: ./var)
CLEMENCY_PUBLIC_DATABASE_URL  the public record (default: sqlite in CLEMENCY_HOME)
CLEMENCY_OFFICE_DATABASE_URL  the confidential docket; read by the office alone, never in this module
CLEMENCY_SECRET_KEY           signs sessions; made and kept in CLEMENCY_HOME when absent
CLEMENCY_HOSTS                host names served, comma-separated (default: this machine only)
CLEMENCY_HTTPS                "1" when the site is reached by https: secure cookies, HSTS, redirect
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from clemency.web.settings.databases import database

HOME = Path(os.environ.get("CLEMENCY_HOME", "var")).resolve()
WEB = Path(__file__).resolve().parent.parent

PUBLIC_DATABASE = database(
    os.environ.get("CLEMENCY_PUBLIC_DATABASE_URL", f"sqlite:///{HOME / 'public.sqlite3'}"),
    "CLEMENCY_PUBLIC_DATABASE_URL",
)


def secret_key(site: str) -> str:
    """The site's own secret: from the environment, or made once and kept readable by its owner alone."""
    given = os.environ.get("CLEMENCY_SECRET_KEY")
    if given:
        return given
    path = HOME / f"{site}.secret"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


DEBUG = False
ALLOWED_HOSTS = [*os.environ.get("CLEMENCY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
HTTPS = os.environ.get("CLEMENCY_HTTPS") == "1"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"  # the office's; a signature date is the date there

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"] if (WEB / "static").is_dir() else []
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
X_FRAME_OPTIONS = "DENY"
# Nothing inline, nothing from another host. `data:` images are the second-factor QR code and small charts.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
