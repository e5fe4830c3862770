"""Running the office: home, victims, figures, history, accounts."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clemency.docket import clock
from clemency.docket.access import visible_cases
from clemency.docket.accounts.actions import (
    end_role,
    give_role,
    link_sign_on,
    make_account,
    roles_of,
    set_password,
)
from clemency.docket.accounts.models import ROLES, RoleHeld, User
from clemency.docket.accounts.permissions import PETITIONERS, may
from clemency.docket.audit.models import Entry
from clemency.docket.audit.recording import verify_database
from clemency.docket.audit.viewing import viewed
from clemency.docket.demographics import store
from clemency.docket.errors import DocketError
from clemency.docket.intake.models import Case
from clemency.docket.legislature import as_text, report
from clemency.docket.review import actions as review
from clemency.docket.review.models import POSITIONS, Victim
from clemency.docket.states import Role
from clemency.docket.statistics import (
    DEFINITIONS,
    STAGES,
    balance,
    class_acts,
    processing_days,
    referrals_overdue,
    stages,
)
from clemency.law.petitions.jurisdictions import jurisdiction
from clemency.web.office.access import EVERYBODY, page


@page(EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """Where each role begins; for somebody not signed in, what they can do here."""
    actor = request.actor
    forms_here = {"kinds_here": jurisdiction(settings.JURISDICTION).kinds}
    if actor is None:
        return render(request, "office/welcome.html", forms_here)
    if actor.role in PETITIONERS:
        return redirect("office:petitions")
    for permission, name in (
        ("see_queues", "office:queues"),
        ("see_releases", "office:releases"),
        ("see_victims", "office:victims"),
        ("see_custody", "office:custody"),
        ("see_statistics", "office:statistics"),
        ("see_history", "office:history"),
        ("manage_accounts", "office:accounts"),
    ):
        if may(actor.role, permission):
            return redirect(name)
    return render(request, "office/welcome.html", forms_here)


@page("see_home")
@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Act in another of one's roles."""
    held = {str(row.pk): row for row in roles_of(request.user)}
    chosen = held.get(request.POST.get("role", ""))
    if chosen is not None:
        request.session["role"] = chosen.pk
    return redirect("office:home")


@page("see_victims")
def victims(request: HttpRequest) -> HttpResponse:
    cases = visible_cases(request.actor).filter(case_number__isnull=False).select_related("petitioner")
    asked = request.GET.get("q", "").strip()
    found = cases.filter(case_number__iexact=asked) if asked else cases.filter(victims__isnull=False).distinct()
    return render(request, "office/victims.html", {"cases": found.order_by("-pk")[:100], "query": asked})


class VictimForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(max_length=160)
    address = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    registered = forms.BooleanField(required=False, label="Asked to be told")


class CommentForm(forms.Form):
    use_required_attribute = False
    victim = forms.ModelChoiceField(Victim.objects.none())
    position = forms.ChoiceField(choices=POSITIONS)
    comment = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, case: Case, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["victim"].queryset = case.victims.all()
        self.fields["victim"].label_from_instance = lambda victim: victim.name


@page("see_victims")
def victim_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The victims of one case, and their letters. Nothing of the petition but its number, kind and offence."""
    case = get_object_or_404(visible_cases(request.actor), pk=pk)
    add = VictimForm(request.POST if "add" in request.POST else None, prefix="add")
    comment = CommentForm(request.POST if "comment" in request.POST else None, prefix="comment", case=case)
    try:
        if "add" in request.POST and add.is_valid():
            review.add_victim(by=request.actor, case=case, **add.cleaned_data)
            return redirect("office:victim_case", pk)
        if "comment" in request.POST and comment.is_valid():
            review.record_victim_comment(by=request.actor, case=case, **comment.cleaned_data)
            return redirect("office:victim_case", pk)
    except DocketError as error:
        messages.error(request, str(error))
    viewed(by=request.actor, subject=f"case:{case.pk}", act="view_victims")
    context = {
        "case": case, "victims": case.victims.all(), "add": add, "comment": comment,
        "letters": case.letters.filter(for_victim=True),
        "offense": "; ".join(one.offense for one in case.convictions.all() if one.offense),
    }  # fmt: skip
    return render(request, "office/victim_case.html", context)


def _period(request: HttpRequest) -> tuple[date, date]:
    today = clock.today()
    try:
        starts = date.fromisoformat(request.GET.get("from", ""))
        ends = date.fromisoformat(request.GET.get("to", ""))
    except ValueError:
        return today.replace(month=1, day=1), today
    return (starts, ends) if starts <= ends else (ends, starts)


@page("see_statistics")
def statistics(request: HttpRequest) -> HttpResponse:
    """The office's figures with their definitions, and the balance."""
    starts, ends = _period(request)
    demographics = {}
    if may(request.actor.role, "see_demographics"):
        reached = stages(starts, ends)
        demographics = {name: store.by_stage(reached, name) for name in store.FIELDS}
        viewed(by=request.actor, subject="statistics", act="view_demographics")
    context = {
        "balance": balance(starts, ends),
        "definitions": DEFINITIONS,
        "class_acts": class_acts(starts, ends),
        "processing": processing_days(starts, ends),
        "overdue": referrals_overdue(clock.today()),
        "demographics": demographics,
        "stages": STAGES,
        "as_of": clock.now(),
    }
    return render(request, "office/statistics.html", context)


@page("see_report")
def legislature(request: HttpRequest) -> HttpResponse:
    """The report to the legislature, on a page or as plain text. It is not made while the balance fails."""
    starts, ends = _period(request)
    try:
        made = report(starts, ends)
    except DocketError as error:
        context = {"starts": starts, "ends": ends, "error": str(error)}
        return render(request, "office/legislature.html", context, status=409)
    viewed(by=request.actor, subject="statistics", act="view_legislature_report")
    if request.GET.get("as") == "text":
        response = HttpResponse(as_text(made), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="report-{starts}-{ends}.txt"'
        return response
    context = {"report": made, "starts": starts, "ends": ends, "definitions": DEFINITIONS}
    return render(request, "office/legislature.html", context)


@page("see_history")
def history(request: HttpRequest) -> HttpResponse:
    """The history, newest first, and whether the chain holds."""
    rows = Entry.objects.order_by("-seq")
    subject = request.GET.get("subject", "").strip()
    if subject:
        rows = rows.filter(subject=subject)
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(seq__lt=int(before))
    listed = list(rows[:100])
    result = verify_database() if "verify" in request.GET else None
    viewed(by=request.actor, subject="history", act="view_history")
    return render(
        request,
        "office/history.html",
        {"entries": listed, "result": result, "subject": subject, "last": listed[-1] if len(listed) == 100 else None},
    )


class AccountForm(forms.Form):
    use_required_attribute = False
    username = forms.CharField(max_length=150)
    name = forms.CharField(max_length=200)
    password = forms.CharField(min_length=12, help_text="At least 12 characters; the person changes it.")


class RoleForm(forms.Form):
    use_required_attribute = False
    user = forms.ModelChoiceField(User.objects.order_by("username"))
    role = forms.ChoiceField(choices=ROLES)
    acting_for = forms.ModelChoiceField(
        User.objects.order_by("username"), required=False, help_text="If they act for somebody else (28 CFR 1.9)."
    )
    until = forms.DateField(
        required=False, label="Last day", help_text="As 2026-05-01. Empty: until ended.", input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(),
    )  # fmt: skip
    place = forms.CharField(required=False, help_text="For custodians: the place of confinement.")


class PasswordForm(forms.Form):
    use_required_attribute = False
    user = forms.ModelChoiceField(User.objects.order_by("username"))
    password = forms.CharField(
        min_length=12, help_text="At least 12 characters. Their second factor is removed as well."
    )


class SignOnForm(forms.Form):
    use_required_attribute = False
    user = forms.ModelChoiceField(User.objects.order_by("username"))
    subject = forms.CharField(
        max_length=191, label="The provider's id for this person", help_text="Its lasting id (sub), not the user name."
    )


def _held_now() -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gt=clock.now()))


@page("manage_accounts")
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts and roles. An administrator sees no case."""
    new = AccountForm(request.POST if "new" in request.POST else None, prefix="new")
    give = RoleForm(request.POST if "give" in request.POST else None, prefix="give")
    reset = PasswordForm(request.POST if "reset" in request.POST else None, prefix="reset")
    link = SignOnForm(request.POST if "link" in request.POST else None, prefix="link")
    try:
        if "new" in request.POST and new.is_valid():
            make_account(by=request.actor, **new.cleaned_data)
            return redirect("office:accounts")
        if "give" in request.POST and give.is_valid():
            data = give.cleaned_data
            last = data["until"]
            if last is not None and last < clock.today():
                raise DocketError(f"{last} is past; give today or a later day.")
            give_role(
                by=request.actor, user=data["user"], role=Role(data["role"]), place=data["place"],
                acting_for=data["acting_for"], until=clock.start_of(last + timedelta(days=1)) if last else None,
            )  # fmt: skip
            return redirect("office:accounts")
        if "reset" in request.POST and reset.is_valid():
            set_password(by=request.actor, **reset.cleaned_data)
            messages.success(request, "The new password is set.")
            return redirect("office:accounts")
        if "link" in request.POST and link.is_valid():
            link_sign_on(by=request.actor, **link.cleaned_data)
            messages.success(request, "Linked.")
            return redirect("office:accounts")
        if "end" in request.POST:
            end_role(by=request.actor, held=get_object_or_404(_held_now(), pk=request.POST["end"]))
            return redirect("office:accounts")
    except DocketError as error:
        messages.error(request, str(error))
    held = _held_now().exclude(role__in=[role.value for role in PETITIONERS])
    context = {
        "new": new, "give": give, "reset": reset, "link": link if settings.SOCIALACCOUNT_PROVIDERS else None,
        "held": held.select_related("user", "acting_for").order_by("user__username"),
    }  # fmt: skip
    return render(request, "office/accounts.html", context)
