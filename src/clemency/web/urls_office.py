"""The office's addresses: its own pages, and allauth's for signing in."""

from __future__ import annotations

from django.urls import include, path

from clemency.web.office.open_pages import lost_password

handler404 = "clemency.web.office.open_pages.not_found"
handler500 = "clemency.web.office.open_pages.broken"

urlpatterns = [
    # No e-mail is assumed: many petitioners have none, and an officer's password is the administrator's to set.
    path("account/password/reset/", lost_password, name="account_reset_password"),
    path("account/", include("allauth.urls")),
    path("", include("clemency.web.office.urls")),
]
