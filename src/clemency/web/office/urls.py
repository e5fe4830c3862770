"""The office's own addresses. Every view carries its permission (see access.page)."""

from __future__ import annotations

from django.urls import path

from clemency.web.office import cases, keeping, open_pages, papers_out, petition, running

app_name = "office"
urlpatterns = [
    path("", running.home, name="home"),
    path("role/", running.role, name="role"),
    path("language/", open_pages.language, name="language"),
    path("status/", open_pages.status, name="status"),
    path("wait/", open_pages.wait_page, name="wait"),
    path("which-form/", open_pages.which, name="which"),
    path("forms/<slug:kind>/", open_pages.printable, name="printable"),
    path("petitions/", petition.petitions, name="petitions"),
    path("petitions/new/", petition.start, name="start"),
    path("petitions/<int:pk>/", petition.petition, name="petition"),
    path("petitions/<int:pk>/part/<slug:part_id>/", petition.part, name="petition_part"),
    path("petitions/<int:pk>/papers/", petition.papers, name="petition_papers"),
    path("petitions/<int:pk>/certify/", petition.certify, name="petition_certify"),
    path("petitions/<int:pk>/supply/", petition.supply, name="petition_supply"),
    path("petitions/<int:pk>/again/", petition.reapply, name="petition_reapply"),
    path("petitions/<int:pk>/letters/<int:letter_pk>/", petition.letter, name="petition_letter"),
    path("queues/", cases.queues, name="queues"),
    path("queues/<slug:key>/", cases.queue, name="queue"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/do/<slug:name>/", cases.act, name="act"),
    path("cases/<int:pk>/decide/", cases.decide, name="decide"),
    path("cases/<int:pk>/documents/<int:document_pk>/", cases.document, name="document"),
    path("cases/<int:pk>/letters/<int:letter_pk>/", cases.letter, name="letter"),
    path("cases/<int:pk>/export/", cases.export, name="export"),
    path("hearings/", cases.hearings, name="hearings"),
    path("hearings/<str:day>/", cases.hearing_day, name="hearing_day"),
    path("direct/", cases.direct, name="direct"),
    path("instruments/", papers_out.instruments, name="instruments"),
    path("instruments/<int:pk>/", papers_out.instrument, name="instrument"),
    path("instruments/<int:pk>/pdf/", papers_out.instrument_pdf, name="instrument_pdf"),
    path("releases/", papers_out.releases, name="releases"),
    path("releases/<int:pk>/", papers_out.release, name="release"),
    path("deliveries/", papers_out.custody, name="custody"),
    path("victims/", running.victims, name="victims"),
    path("victims/<int:pk>/", running.victim_case, name="victim_case"),
    path("figures/", running.statistics, name="statistics"),
    path("figures/report/", running.legislature, name="report"),
    path("proclamations/", keeping.proclamations, name="proclamations"),
    path("certificates/", open_pages.certificate, name="certificate"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("history/", running.history, name="history"),
    path("accounts/", running.accounts, name="accounts"),
]
