"""Instruments, releases, deliveries: what leaves the office."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clemency.briefs.letters.pdf import warrant_pdf
from clemency.docket.access import visible_cases
from clemency.docket.accounts.permissions import may
from clemency.docket.audit.viewing import viewed
from clemency.docket.decisions import actions
from clemency.docket.decisions import release as door
from clemency.docket.decisions.models import Instrument, Release
from clemency.docket.errors import DocketError, NotPermitted
from clemency.docket.intake.models import Case
from clemency.docket.states import State
from clemency.errors import InputError
from clemency.web.office.access import page


def _say(request: HttpRequest, error: InputError) -> None:
    for reason in getattr(error, "reasons", ()) or [str(error)]:
        messages.error(request, reason)


@page("see_instruments")
def instruments(request: HttpRequest) -> HttpResponse:
    """Decided cases that await an instrument, and the instruments there are."""
    by = request.actor
    draws = may(by.role, "draw_up_instrument")
    ready: list[Case] = []
    if draws:
        # An amended grant stays closed or running while its amendment awaits an instrument of its own.
        states = [State.DETERMINED_GRANT.value, State.CLOSED_GRANTED.value, State.CONDITIONS_RUNNING.value]
        decided = visible_cases(by).filter(state__in=states).select_related("petitioner")
        ready = list(actions.awaiting_instrument(decided).order_by("pk"))
    if request.method == "POST":
        if not draws:
            raise NotPermitted("Only the records officer draws up an instrument.")
        chosen = [one for one in ready if str(one.pk) in request.POST.getlist("case")]
        try:
            made = actions.draw_up_instrument(by=by, cases=chosen)
        except DocketError as error:
            _say(request, error)
        else:
            return redirect("office:instrument", made.pk)
    rows = Instrument.objects.select_related("drawn_up_by", "signed_by").order_by("-pk")[:100]
    return render(request, "office/instruments.html", {"ready": ready, "instruments": rows, "draws": draws})


@page("see_instruments")
def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """One instrument: its text, its checks against the files, the files left out, and check or signature."""
    by = request.actor
    this = get_object_or_404(Instrument, pk=pk)
    if request.method == "POST":
        try:
            if request.POST.get("what") == "sign":
                until = request.POST.get("embargo_until", "").strip()
                embargo = datetime.strptime(until, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) if until else None
                actions.sign_instrument(by=by, instrument=this, embargo_until=embargo)
                messages.success(request, "Signed.")
            else:
                correct = request.POST.get("correct") == "yes"
                actions.check_instrument(by=by, instrument=this, correct=correct, note=request.POST.get("note", ""))
                messages.success(request, "Your check is recorded.")
        except ValueError:
            messages.error(request, "Write the embargo as 2026-12-19 17:00 (UTC).")
        except DocketError as error:
            _say(request, error)
        return redirect("office:instrument", pk)
    viewed(by=by, subject=f"instrument:{this.pk}", act="view_instrument")
    context = {
        "instrument": this,
        "faults": actions.instrument_faults(this),
        "checks": this.checks.select_related("by"),
        "checked": len(actions.checkers(this)),
        "left_out": actions.left_out(this) if this.signed_at is None else (),
        "may_check": may(by.role, "check_instrument") and this.signed_at is None,
        "may_sign": may(by.role, "sign_instrument") and this.signed_at is None,
    }
    return render(request, "office/instrument.html", context)


@page("see_instruments")
def instrument_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    this = get_object_or_404(Instrument, pk=pk)
    viewed(by=request.actor, subject=f"instrument:{this.pk}", act="view_instrument_pdf")
    response = HttpResponse(warrant_pdf(actions.instrument_facts(this)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{this.number}.pdf"'
    return response


@page("see_releases")
def releases(request: HttpRequest) -> HttpResponse:
    """Signed instruments and denials that may be proposed, and the proposals."""
    by = request.actor
    if request.method == "POST":
        try:
            if "instrument" in request.POST:
                chosen = get_object_or_404(Instrument, pk=request.POST["instrument"])
                made = door.propose_grants(by=by, instrument=chosen)
            else:
                denied = get_object_or_404(Case, pk=request.POST.get("case"), state=State.CLOSED_DENIED.value)
                made = door.propose_denial(by=by, case=denied)
        except DocketError as error:
            _say(request, error)
            return redirect("office:releases")
        return redirect("office:release", made.pk)
    context = {
        "signed": Instrument.objects.filter(signed_at__isnull=False, releases__isnull=True).order_by("pk"),
        "denied": Case.objects.filter(state=State.CLOSED_DENIED.value, releases__isnull=True).order_by("closed_on")[
            :50
        ],
        "releases": Release.objects.select_related("proposed_by", "released_by", "instrument", "case").order_by("-pk")[
            :100
        ],
    }
    return render(request, "office/releases.html", context)


@page("see_releases")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what will be published, and why this officer may or may not carry it out."""
    this = get_object_or_404(Release, pk=pk)
    if request.method == "POST":
        try:
            door.release(by=request.actor, release=this)
        except DocketError as error:
            _say(request, error)
        else:
            messages.success(request, "Released to the public record.")
        return redirect("office:release", pk)
    rows = [(kind, list(fields.items())) for kind, fields in json.loads(this.fields)]
    return render(
        request,
        "office/release.html",
        {"release": this, "rows": rows, "obstacles": door.obstacles(this, request.actor)},
    )


@page("see_custody")
def custody(request: HttpRequest) -> HttpResponse:
    """What a custodian has to deliver, and the conditions they report on. Nothing else of the file."""
    cases = visible_cases(request.actor).select_related("petitioner").prefetch_related("conditions").order_by("pk")
    return render(request, "office/custody.html", {"cases": cases})
