"""The office site as a WSGI application. `clemency serve office` runs it."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings.office"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
