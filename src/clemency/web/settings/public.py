"""The public site: the public database alone, no sessions, no cookies, no accounts, no path to the docket."""

from __future__ import annotations

import os

from clemency.web.settings.base import *  # noqa: F403
from clemency.web.settings.base import LOGGING as BASE_LOGGING
from clemency.web.settings.base import PUBLIC_DATABASE, WEB, secret_key

# A process that serves the public holds no address of the confidential database, even by accident.
os.environ.pop("CLEMENCY_OFFICE_DATABASE_URL", None)

SECRET_KEY = secret_key("public")
ROOT_URLCONF = "clemency.web.public.urls"
WSGI_APPLICATION = "clemency.web.wsgi_public.application"
DATABASES = {"default": PUBLIC_DATABASE, "public": PUBLIC_DATABASE}
INSTALLED_APPS = ["django.contrib.staticfiles", "clemency.web.public"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "clemency.web.security.ContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clemency.web.public.middleware.OpenToRead",
    "clemency.web.public.limit.ApiLimit",
    # No answer holds a secret (no sessions, no tokens), so compressing it gives nothing away.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "clemency.web.public.middleware.ReadableInput",
    "clemency.web.public.middleware.KeptPages",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
]
LOCALE_PATHS = [WEB / "public" / "locale"]
WHITENOISE_MAX_AGE = 31_536_000  # the address of a static file carries a digest of its contents
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # a case or an article; nothing larger is asked for
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # an uploaded case stays in memory and is never written
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# What readers ask for is not kept: a page that does not exist is no event of ours, and its address may hold a name.
LOGGING = BASE_LOGGING | {"loggers": {"django.request": {"level": "ERROR"}, "waitress.queue": {"level": "ERROR"}}}
