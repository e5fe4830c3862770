"""The confidential office: the docket's own database, accounts with a second factor, and the door to the public one."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from clemency.web.settings.base import *  # noqa: F403
from clemency.web.settings.base import CONTENT_SECURITY_POLICY as BASE_POLICY
from clemency.web.settings.base import HOME, HTTPS, PUBLIC_DATABASE, secret_key
from clemency.web.settings.databases import database

STATIC_ROOT = None  # served straight from the package
SECRET_KEY = secret_key("office")
ROOT_URLCONF = "clemency.web.urls_office"
WSGI_APPLICATION = "clemency.web.wsgi_office.application"
DATABASES = {
    "default": database(
        os.environ.get("CLEMENCY_OFFICE_DATABASE_URL", f"sqlite:///{HOME / 'office.sqlite3'}"),
        "CLEMENCY_OFFICE_DATABASE_URL",
    ),
    "public": PUBLIC_DATABASE,
}
# Only release.py writes to "public", through the ledger; no Django model lives there.
DATABASE_ROUTERS = ["clemency.docket.routers.OfficeOnly"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of keys says when each was last used
    "django.contrib.staticfiles",
    "clemency.docket.audit",
    "clemency.docket.accounts",
    "clemency.docket.intake",
    "clemency.docket.demographics",
    "clemency.docket.review",
    "clemency.docket.decisions",
    "clemency.web.office",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clemency.web.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clemency.web.office.access.OfficeAccess",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clemency.web.office.context.office",
            ]
        },
    }
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A cache in the office's own database, so that lock-out counts hold across processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "office_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_URL_PATH = "/account/login/"
LOGIN_REDIRECT_URL = "office:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # many petitioners have no e-mail address of their own
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # every sign-in ends with the browser, or after eight hours
ACCOUNT_ADAPTER = "clemency.web.office.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key", "login": "60/m/ip", "signup": "10/h/ip"}
MFA_ADAPTER = "clemency.web.office.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # a passkey that checked its owner (finger, PIN) is both factors at once
MFA_TOTP_ISSUER = "Clemency office"
SOCIALACCOUNT_ADAPTER = "clemency.web.office.adapters.SignOnAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
# Single sign-on, where a deployment has it: CLEMENCY_OIDC_SERVER, _CLIENT_ID and _CLIENT_SECRET.
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "office",
                    "name": "Office sign-in",
                    "client_id": os.environ["CLEMENCY_OIDC_CLIENT_ID"],
                    "secret": os.environ["CLEMENCY_OIDC_CLIENT_SECRET"],
                    "settings": {"server_url": os.environ["CLEMENCY_OIDC_SERVER"]},
                }
            ]
        }
    }
    if "CLEMENCY_OIDC_SERVER" in os.environ
    else {}
)

# The browser follows the sign-in form to the provider only if the policy names its origin.
if "CLEMENCY_OIDC_SERVER" in os.environ:
    _provider = urlsplit(os.environ["CLEMENCY_OIDC_SERVER"])
    CONTENT_SECURITY_POLICY = BASE_POLICY.replace(
        "form-action 'self'", f"form-action 'self' {_provider.scheme}://{_provider.netloc}"
    )

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = 30 * 60  # signed out after half an hour without a page
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# CLEMENCY_DEMO=1: invented petitions only; every page says so, and officers need no second factor.
DEMONSTRATION = os.environ.get("CLEMENCY_DEMO") == "1"
SECOND_FACTOR = not DEMONSTRATION
# The office's approved schedule for closed files; without one nothing can be proposed for disposal.
RETENTION_SCHEDULE = os.environ.get("CLEMENCY_RETENTION_SCHEDULE", "")
# Which office this is: a file of docket/configurations.
JURISDICTION = os.environ.get("CLEMENCY_JURISDICTION", "federal")
# Turns a case into the token under which statistical answers are kept; without it the two cannot be joined.
DEMOGRAPHICS_KEY = os.environ.get("CLEMENCY_DEMOGRAPHICS_KEY") or secret_key("demographics")
