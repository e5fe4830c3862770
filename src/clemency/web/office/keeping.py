"""Proclamations with their certificates, and how long files are kept."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clemency.docket.access import visible_cases
from clemency.docket.accounts.permissions import may
from clemency.docket.audit.viewing import viewed
from clemency.docket.decisions import class_acts, retention
from clemency.docket.decisions.models import ClassAct, Disposal, LegalHold
from clemency.docket.errors import DocketError, NotPermitted
from clemency.errors import InputError
from clemency.web.office.access import page


def _lines(label: str, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text="One on each line.", widget=forms.Textarea(attrs={"rows": 3})
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text="As 2022-10-06.", input_formats=["%Y-%m-%d"], widget=forms.TextInput()
    )


class ClassActForm(forms.Form):
    """A published proclamation as its text has it."""

    use_required_attribute = False
    number = forms.CharField(max_length=30)
    title = forms.CharField(max_length=300)
    takes_effect_at = forms.DateTimeField(
        label="Takes effect at", help_text="As 2022-10-06 15:00, the office's time.", input_formats=["%Y-%m-%d %H:%M"],
        widget=forms.TextInput(),
    )  # fmt: skip
    text = forms.CharField(label="Text, verbatim", widget=forms.Textarea(attrs={"rows": 8}))
    sections = _lines("Code sections covered")
    offenses_from = _day("Offenses from")
    offenses_to = _day("Offenses to")
    includes = _lines("Who is within it, test by test")
    excludes = _lines("Who is not, test by test")
    administering = forms.CharField(label="Administering officer", max_length=200)
    estimate = forms.IntegerField(label="How many people, by estimate", required=False, min_value=0)
    estimate_source = forms.CharField(label="Whose estimate", required=False, max_length=300)
    source = forms.CharField(label="Where it was read", max_length=300)


@page("see_class_acts")
def proclamations(request: HttpRequest) -> HttpResponse:
    """The proclamations recorded here, each with its scope; recording one, and the second officer's check."""
    by = request.actor
    form = ClassActForm(request.POST if "record" in request.POST else None)
    try:
        if "check" in request.POST:
            if not may(by.role, "check_class_act"):
                raise NotPermitted("Records officers and the pardon attorney check a proclamation.")
            chosen = get_object_or_404(ClassAct, pk=request.POST["check"])
            class_acts.check_class_act(by=by, class_act=chosen)
            return redirect("office:proclamations")
        if "record" in request.POST and form.is_valid():
            class_acts.record_class_act(by=by, **form.cleaned_data)
            messages.success(request, "Recorded. Another officer checks it before it is used.")
            return redirect("office:proclamations")
    except DocketError as error:
        messages.error(request, str(error))
    acts = ClassAct.objects.select_related("recorded_by", "check_made__by").annotate(
        issued=Count("findings__certificate")
    )
    context = {
        "acts": [(act, class_acts.lines(act.includes), class_acts.lines(act.excludes)) for act in acts],
        "form": form if may(by.role, "record_class_act") else None,
        "checks": may(by.role, "check_class_act"),
        "me": request.user,
    }
    return render(request, "office/proclamations.html", context, status=422 if form.errors else 200)


@page("see_retention")
def keeping(request: HttpRequest) -> HttpResponse:
    """The approved schedule, files whose time has run, open proposals, and legal holds."""
    by = request.actor
    cases = visible_cases(by)
    rules, due, fault = (), [], ""
    try:
        rules = retention.schedule()
        due = list(retention.due(by).select_related("petitioner")[:100])
    except InputError as error:
        fault = str(error)
    viewed(by=by, subject="retention", act="view_retention")
    context = {
        "rules": rules,
        "fault": fault,
        "due": due,
        "proposals": Disposal.objects.filter(approved__isnull=True, case__in=cases.values("pk"))
        .select_related("case", "proposed_by")
        .order_by("pk"),
        "holds": LegalHold.objects.filter(ended_on__isnull=True, case__in=cases.values("pk"))
        .select_related("case", "by")
        .order_by("pk"),
        "proposes": may(by.role, "propose_disposal"),
        "decides": may(by.role, "decide_disposal"),
    }
    return render(request, "office/keeping.html", context)
