"""The public site as a WSGI application. `clemency serve public` runs it."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings.public"

from django.core.wsgi import get_wsgi_application

from clemency.web.public.start import prepare

application = get_wsgi_application()
prepare()
