"""The public site: the public database alone, no sessions, no cookies, no accounts, no path to the docket."""

from __future__ import annotations

import os

from clemency.web.settings.base import *  # noqa: F403
from clemency.web.settings.base import PUBLIC_DATABASE, secret_key

# A process that serves the public holds no address of the confidential database, even by accident.
os.environ.pop("CLEMENCY_OFFICE_DATABASE_URL", None)

SECRET_KEY = secret_key("public")
ROOT_URLCONF = "clemency.web.public.urls"
WSGI_APPLICATION = "clemency.web.wsgi_public.application"
DATABASES = {"default": PUBLIC_DATABASE, "public": PUBLIC_DATABASE}
INSTALLED_APPS = ["django.contrib.staticfiles", "clemency.web.public"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clemency.web.security.ContentSecurityPolicy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
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
