"""Pages that need no account: status, which form, printable forms, language."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils import translation
from django.views.decorators.http import require_POST

from clemency.docket import clock
from clemency.docket.decisions.class_acts import genuine
from clemency.docket.decisions.letters import KIND_WORDS
from clemency.docket.errors import DocketError
from clemency.docket.intake.form_data import kinds, petition_form
from clemency.docket.intake.queries import STATUS_ES, public_status
from clemency.errors import CaseError, InputError
from clemency.law.petitions import which_form
from clemency.law.petitions.jurisdictions import jurisdiction
from clemency.law.petitions.partial_dates import PartialDate
from clemency.law.petitions.waits import Conviction, wait
from clemency.web.office.access import EVERYBODY, page

ASKS_A_MINUTE = 30


def language_of(request: HttpRequest) -> str:
    return "es" if translation.get_language().startswith("es") else "en"


@page(EVERYBODY)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose English or Spanish; kept in a cookie, not in the address."""
    chosen = request.POST.get("language", "en")
    back = request.POST.get("next", "/")
    if not back.startswith("/") or back.startswith("//"):
        back = "/"
    response = HttpResponseRedirect(translate_url(back, chosen))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def _in_words(rows: list[Mapping[str, str]], language: str) -> list[dict[str, str]]:
    """Kind and status of each case as the reader's language has them."""
    return [
        {
            **row,
            "kind": KIND_WORDS[language][row["kind"]],
            "status": STATUS_ES[row["status"]] if language == "es" else row["status"].replace("_", " "),
        }
        for row in rows
    ]


@page(EVERYBODY)
def status(request: HttpRequest) -> HttpResponse:
    """Look up a case by number, register number or last name. At most 30 questions a minute from one address."""
    query = request.GET.get("q", "")[:100]
    found, too_many = [], False
    if query:
        key = f"status:{request.META.get('REMOTE_ADDR', '')}"
        cache.add(key, 0, 60)
        too_many = cache.incr(key) > ASKS_A_MINUTE
        found = [] if too_many else _in_words(public_status(query), language_of(request))
    context = {"query": query, "found": found, "too_many": too_many}
    return render(request, "office/status.html", context, status=429 if too_many else 200)


@page(EVERYBODY)
def certificate(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is genuine, by its number alone. Who holds it is not said."""
    asked = request.GET.get("number", "")[:20]
    found, too_many = None, False
    if asked:
        key = f"certificate:{request.META.get('REMOTE_ADDR', '')}"
        cache.add(key, 0, 60)
        too_many = cache.incr(key) > ASKS_A_MINUTE
        found = None if too_many else genuine(asked)
    context = {"asked": asked, "found": found, "too_many": too_many}
    return render(request, "office/certificate.html", context, status=429 if too_many else 200)


@page(EVERYBODY)
def which(request: HttpRequest) -> HttpResponse:
    """The guide, one question a page; the answers so far are in the address, so going back works."""
    path = [part for part in request.GET.get("path", "").split("-") if part]
    if "answer" in request.GET:
        path.append(request.GET["answer"])
    try:
        step = which_form.walk([int(part) for part in path], language_of(request))
    except (InputError, ValueError) as error:
        raise Http404("no such step") from error
    has_form = bool(step.form) and step.form in kinds()
    return render(request, "office/which.html", {"step": step, "path": "-".join(path), "has_form": has_form})


WAIT_QUESTIONS = {
    "released_on": (
        "Released from confinement, home or community confinement included",
        "Salida del encierro, incluso domiciliario o comunitario",
    ),
    "convicted_on": ("Convicted on", "Fecha de la condena"),
    "sentenced_on": ("Sentenced on", "Fecha de la sentencia"),
    "sentence_completed_on": ("Whole sentence completed on", "Fin de toda la pena"),
}  # fmt: skip


@page(EVERYBODY)
def wait_page(request: HttpRequest) -> HttpResponse:
    """When the wait for a pardon ends, from the dates one knows, with the day it is counted from. Nothing is kept."""
    language = language_of(request)
    given = {name: request.GET.get(name, "").strip()[:20] for name in WAIT_QUESTIONS}
    confined = {"yes": True, "no": False}.get(request.GET.get("confined", ""))
    finding, error = "", ""
    if any(given.values()):
        try:
            days = {name: PartialDate.parse(text, name) if text else None for name, text in given.items()}
        except CaseError as problem:
            error = (
                "No se puede leer una fecha. Escriba 2019-03-14, 2019-03 o 2019." if language == "es" else str(problem)
            )
        else:
            office = jurisdiction(settings.JURISDICTION)
            conviction = Conviction(confined=confined, registrable="registrable" in request.GET, **days)
            finding = wait(office=office, kind="pardon", convictions=(conviction,), on=clock.today()).in_words(language)
    questions = [
        (name, words[1] if language == "es" else words[0], given[name]) for name, words in WAIT_QUESTIONS.items()
    ]
    context = {
        "questions": questions, "confined": request.GET.get("confined", ""), "finding": finding, "error": error,
        "registrable": "registrable" in request.GET, "yes_no": [("yes", "Yes", "Sí"), ("no", "No", "No")],
        "asks_registrable": any(one.applies_to == "registrable" for one in jurisdiction(settings.JURISDICTION).waits),
    }  # fmt: skip
    return render(request, "office/wait.html", context, status=422 if error else 200)


@page(EVERYBODY)
def printable(request: HttpRequest, kind: str) -> HttpResponse:
    """The paper form: the same fields as online, with room to write."""
    try:
        form = petition_form(kind, settings.JURISDICTION)
    except DocketError as error:
        raise Http404("no such form") from error
    return render(request, "office/printable.html", {"form": form, "language": language_of(request)})


@page(EVERYBODY)
def lost_password(request: HttpRequest) -> HttpResponse:
    """What to do about a lost password."""
    return render(request, "office/lost_password.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not one this person may know of; the two look alike on purpose."""
    return render(request, "office/missing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the page says nothing of the inside."""
    text = "Something went wrong here. Nothing of your last step was saved. Please go back and try again.\n"
    return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
