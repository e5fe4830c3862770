"""The addresses of the public site. Pages exist in English and, under /es/, in Spanish; files and the API once."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from clemency.web.public.api import api
from clemency.web.public.views import case, data, law, record, search, share, tools

handler400 = "clemency.web.public.views.errors.bad_request"
handler404 = "clemency.web.public.views.errors.not_found"
handler500 = "clemency.web.public.views.errors.broken"

urlpatterns = [
    path("api/openapi.json", data.openapi, name="openapi"),
    path("api/", api.urls),
    path("feeds/grants.atom", data.atom, name="feed-atom"),
    path("feeds/grants.json", data.json_feed, name="feed-json"),
    path("downloads/SHA256SUMS", data.digests, name="digests"),
    path("downloads/clemency.<str:form>", data.download, name="download"),
    path("search/result.csv", search.download, {"form": "csv"}, name="search-csv"),
    path("search/result.json", search.download, {"form": "json"}, name="search-json"),
    path("search/result.parquet", search.download, {"form": "parquet"}, name="search-parquet"),
    path("robots.txt", data.robots),
    path("sitemap.xml", data.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", data.sitemap_part, name="sitemap-part"),
    *i18n_patterns(
        path("", record.home, name="home"),
        path("search/", search.search, name="search"),
        path("days/", record.days, name="days"),
        path("days/<str:text>/", record.day, name="day"),
        path("days/<str:text>/then-and-now/", record.day_then_and_now, name="day-then-now"),
        path("grants/<str:key>/", record.grant, name="grant"),
        path("people/<str:key>/", record.person, name="person"),
        path("presidents/", record.presidents, name="presidents"),
        path("presidents/compare/", record.compare_presidents, name="compare-presidents"),
        path("presidents/<str:key>/", record.president, name="president"),
        path("presidents/<str:key>/term-<int:number>/", record.president, name="term"),
        path("acts/", record.acts, name="acts"),
        path("acts/<str:key>/", record.act, name="act"),
        path("records/", record.records, name="records"),
        path("reconciliation/", record.reconciliation, name="reconciliation"),
        path("releases/", record.office_releases, name="releases"),
        path("releases/<str:key>/", record.office_release, name="release"),
        path("law/", law.index, name="law"),
        path("law/find/", law.find, name="law-find"),
        path("law/changes/", law.changes, name="law-changes"),
        path("law/timeline/", law.timeline, name="law-timeline"),
        path("law/provisions/<str:what>/", law.provision, name="law-provision"),
        path("law/tables/<path:name>/", law.table, name="law-table"),
        path("case/", case.case, name="case"),
        path("case/file/", case.case_file, name="case-file"),
        path("case/pdf/", case.case_pdf, name="case-pdf"),
        path("case/template/", case.case_template, name="case-template"),
        path("effects/", tools.effects, name="effects"),
        path("effects/<str:kind>/", tools.effects, name="effects-kind"),
        path("check/", tools.check, name="check"),
        path("data/", data.data, name="data"),
        path("coverage/", data.coverage, name="coverage"),
        path("dictionary/", data.dictionary, name="dictionary"),
        path("changelog/", data.changelog, name="changelog"),
        path("about/", data.about, name="about"),
        path("picture/<str:kind>/<str:key>.png", share.picture, name="share-picture"),
        prefix_default_language=False,
    ),
]
