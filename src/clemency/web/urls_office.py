"""The office's addresses: its own pages, and allauth's for signing in."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("clemency.web.office.urls")),
]
