"""The case file for officers: one page with what the role may see, and one page for each act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clemency.docket.access import visible_cases, visible_documents
from clemency.docket.accounts.permissions import may
from clemency.docket.audit.viewing import viewed
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions.class_acts import latest_finding, scope_notes
from clemency.docket.decisions.models import ClassAct
from clemency.docket.decisions.sharing import subject_file
from clemency.docket.errors import DocketError
from clemency.docket.intake import actions as intake
from clemency.docket.intake.form_data import form_of, kinds
from clemency.docket.intake.models import KINDS, Case
from clemency.docket.intake.queries import current_answers, possible_duplicates
from clemency.docket.needs import concurrence, evaluate, missing_required, mode_of, vote_outcome
from clemency.docket.queues import (
    QUEUES,
    coming_hearings,
    concurrence_proposals,
    holds_due,
    humanitarian,
    in_queue,
    overdue_referrals,
    queues_of,
    search,
)
from clemency.docket.review.board_docket import as_text as docket_as_text
from clemency.docket.review.board_docket import docket_of
from clemency.docket.review.comparing import compare_facts, starting_facts
from clemency.docket.review.criteria import criteria_for
from clemency.docket.review.models import Hearing, Recommendation
from clemency.docket.states import MEANING, Role, State, acts_from
from clemency.errors import InputError
from clemency.law.petitions.jurisdictions import jurisdiction
from clemency.web.office.access import page
from clemency.web.office.acts import ACTS, ActForm, ComparisonForm, DenyForm, DirectActForm, GrantForm, offered, perform

# Read once for a page: the list of views shows them, and presumed concurrence is judged by them.
_WITH_AUTHORS = Prefetch("recommendations", Recommendation.objects.select_related("by", "acting_for"))


def case_or_404(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(visible_cases(request.actor).select_related("petitioner", "earlier"), pk=pk)


@page("see_queues")
def queues(request: HttpRequest) -> HttpResponse:
    """My work: the queues of the role, what is overdue, what is urgent, and what may be proposed."""
    by = request.actor
    context = {
        "queues": queues_of(by),
        "query": request.GET.get("q", ""),
        "found": search(by, request.GET.get("q", "")),
        "overdue": overdue_referrals(by)[:50],
        "holds": holds_due(by)[:50],
        "urgent": humanitarian(by)[:50],
        "proposals": concurrence_proposals(by) if by.role is Role.PARDON_ATTORNEY else [],
    }
    return render(request, "office/queues.html", context)


@page("see_queues")
def queue(request: HttpRequest, key: str) -> HttpResponse:
    chosen = QUEUES.get(key)
    if chosen is None or request.actor.role not in chosen.roles:
        raise Http404("no such queue")
    return render(request, "office/queue.html", {"queue": chosen, "cases": in_queue(request.actor, chosen)[:200]})


@page("see_hearings")
def hearings(request: HttpRequest) -> HttpResponse:
    """The hearing calendar, with what must still be served before each."""
    rows = []
    for hearing in coming_hearings(request.actor):
        unserved = [notice for notice in hearing.notices.all() if not notice.served]
        rows.append({"hearing": hearing, "unserved": unserved})
    past = Hearing.objects.filter(case__in=visible_cases(request.actor).values("pk"), held_on__isnull=False)
    days = past.order_by("-on").values_list("on", flat=True).distinct()[:20]
    return render(request, "office/hearings.html", {"rows": rows, "days": days})


@page("see_hearings")
def hearing_day(request: HttpRequest, day: str) -> HttpResponse:
    """The docket of one day, as it may be published; afterwards with minutes and votes by member."""
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404("no such day") from error
    entries = docket_of(on, visible_cases(request.actor))
    office = jurisdiction(settings.JURISDICTION).office
    if request.GET.get("as") == "text":
        response = HttpResponse(docket_as_text(on, entries, office), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="docket-{on}.txt"'
        return response
    return render(request, "office/hearing_day.html", {"day": on, "entries": entries, "office": office})


def _needs(case: Case, by: Any) -> list[dict[str, Any]]:
    """For each act that leads on from here: what is there and what is missing."""
    found = []
    for row in acts_from(State(case.state), mode_of(case)):
        if by.role in row.actors and row.act in ACTS:
            met = evaluate(case, row, by, {})
            wanted = [(need.text, met[need.key]) for need in row.needed(mode_of(case)) if need.key != "reason"]
            if any(not there for _, there in wanted):
                found.append({"title": row.title, "needs": wanted})
    return found


def _review(case: Case) -> dict[str, Any]:
    """What advisers and the decision-maker see of the review. Victims' names are not in it, only positions."""
    latest = {}
    for finding in case.findings.select_related("by"):
        latest[finding.criterion] = finding
    criteria = criteria_for(case)
    return {
        "criteria": criteria,
        "worksheet": [(criterion, latest.get(criterion.id)) for criterion in criteria.criteria],
        "referrals": case.referrals.select_related("asked_by"),
        "comparison": case.comparisons.order_by("-pk").first(),
        "report": case.reports.order_by("-pk").first(),
        "remedies": case.remedy_checks.select_related("by"),
        "within": latest_finding(case) if case.kind == "certificate" else None,
        "scope_notes": _scope_notes(case),
        "recommendations": case.recommendations.all(),
        "votes": case.votes.select_related("member"),
        "vote_outcome": vote_outcome(case),
        "contacts": case.contacts.all(),
        "victim_positions": list(case.victims.exclude(position="").values_list("position", flat=True)),
        "hearing": case.hearings.order_by("-pk").first(),
        "concurrence": concurrence(case) if case.transmitted_on else None,
    }


def _scope_notes(case: Case) -> list[tuple[Any, list[str]]]:
    """For a certificate: what the file says on the tests of each checked proclamation that can be read off it."""
    if case.kind != "certificate":
        return []
    return [(act, scope_notes(act, case)) for act in ClassAct.objects.filter(check_made__isnull=False)]


def _file(request: HttpRequest, case: Case) -> dict[str, Any]:
    form = form_of(case) if case.kind in kinds() else None
    answers = current_answers(case)
    parts = []
    for part in form.parts if form else ():
        rows = [(one.words.en, answers[name]) for row in part.rows() for name, one in row if name in answers]
        if rows:
            parts.append((part.title.en, rows))
    return {
        "case": case,
        "meaning": MEANING[State(case.state)],
        "parts": parts,
        "convictions": case.convictions.all(),
        "wait": case.waits.order_by("-pk").first(),
        "missing": missing_required(case),
        "events": case.events.select_related("by", "acting_for"),
        "documents": visible_documents(request.actor, case),
        "assignments": case.assignments.filter(until__isnull=True).select_related("officer"),
        "later": case.later.all(),
        "conditions": case.conditions.all(),
        "determinations": case.determinations.select_related("by"),
    }


@page("see_case")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The file. Each view of it is written into the history."""
    by = request.actor
    this = case_or_404(request, pk)
    prefetch_related_objects([this], _WITH_AUTHORS)
    viewed(by=by, subject=f"case:{this.pk}", act="view_case")
    context = {
        **_file(request, this),
        "acts": offered(this, by),
        "needs": _needs(this, by),
        "decides": may(by.role, "see_decision_page"),
        "enters": by.role is Role.CLERK,
        "letters": this.letters.filter(for_victim=False) if may(by.role, "see_letters") else (),
        "disclosures": this.disclosures.select_related("document", "by") if may(by.role, "disclose") else (),
        "exports": may(by.role, "export_file"),
        "legal_holds": this.legal_holds.filter(ended_on__isnull=True),
        "disposal": this.disposals.select_related("proposed_by", "decided_by").order_by("-pk").first(),
        "duplicates": possible_duplicates(this) if by.role is Role.CLERK else (),
    }
    if may(by.role, "see_review"):
        context |= _review(this)
    return render(request, "office/case.html", context)


def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on one case."""
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404("no such act")
    if not may(request.actor.role, chosen.permission):
        from clemency.web.office.access import refuse

        return refuse(request, f"The role {request.actor.role.value.replace('_', ' ')} may not do this.")
    this = case_or_404(request, pk)
    arguments: dict[str, Any] = {"case": this, "by": request.actor}
    computed, refusals = None, []
    if chosen.form is ComparisonForm:
        last = this.comparisons.order_by("-pk").first()
        arguments["initial"] = {"facts": last.facts if last and last.facts else starting_facts(this)}
    form: ActForm = chosen.form(request.POST or None, request.FILES or None, **arguments)
    if request.method == "POST" and form.is_valid():
        try:
            if chosen.form is ComparisonForm and not form.cleaned_data["outcome"]:
                computed = compare_facts(form.cleaned_data["facts"])
            else:
                perform(chosen, form)
                messages.success(request, f"Done: {chosen.title}.")
                return redirect(_after(request, this))
        except InputError as error:
            refusals = list(getattr(error, "reasons", ())) or [str(error)]
    context = {"case": this, "act": chosen, "form": form, "computed": computed, "refusals": refusals}
    return render(request, "office/act.html", context, status=422 if refusals or form.errors else 200)


act = page("see_home")(act)  # narrowed by the act's own permission inside


def _after(request: HttpRequest, this: Case) -> str:
    from django.urls import reverse

    role = request.actor.role
    if role is Role.CUSTODIAN:
        return reverse("office:custody")
    if role is Role.VICTIM_LIAISON:
        return reverse("office:victim_case", args=[this.pk])
    visible = visible_cases(request.actor).filter(pk=this.pk).exists()
    return reverse("office:case", args=[this.pk]) if visible and may(role, "see_case") else reverse("office:home")


class DirectStart(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(choices=[row for row in KINDS if row[0] != "certificate"])
    given_names = forms.CharField(max_length=120, label="First and middle names")
    surname = forms.CharField(max_length=120, label="Last name")


@page("start_direct_act")
def direct(request: HttpRequest) -> HttpResponse:
    """A file for somebody who filed no petition, so that a direct act has its own page and its own determination."""
    form = DirectStart(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = intake.start_direct_act(by=request.actor, **form.cleaned_data)
        return redirect("office:decide", made.pk)
    return render(request, "office/direct.html", {"form": form})


@page("see_decision_page")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One case, one page, all views side by side. The forms appear to the decision-maker once the file is opened."""
    by = request.actor
    this = case_or_404(request, pk)
    opened = False
    refusals: list[str] = []
    forms: dict[str, ActForm] = {}
    decider = by.role is Role.DECISION_MAKER
    if decider:
        arrived = this.events.filter(to_state="transmitted").order_by("-pk").first()
        openings = this.openings.filter(by=by.user)
        opened = openings.filter(at__gte=arrived.at).exists() if arrived else openings.exists()
        if request.method == "POST":
            response, refusals, forms = _decide(request, this)
            if response is not None:
                return response
        if opened and this.state == State.TRANSMITTED.value:
            forms.setdefault("grant", GrantForm(case=this, by=by, prefix="grant"))
            forms.setdefault("deny", DenyForm(case=this, by=by, prefix="deny"))
        elif opened and this.state in {row.value for row in _direct_states()}:
            forms.setdefault("direct", DirectActForm(case=this, by=by, prefix="direct"))
    prefetch_related_objects([this], _WITH_AUTHORS)
    viewed(by=by, subject=f"case:{this.pk}", act="view_decision_page")
    context = {
        **_file(request, this), **_review(this), "opened": opened or not decider, "decider": decider, "forms": forms,
        "refusals": refusals,
    }  # fmt: skip
    return render(request, "office/decide.html", context, status=422 if refusals else 200)


def _direct_states() -> frozenset[State]:
    from clemency.docket.states import transition

    return transition("direct_act").sources


def _decide(request: HttpRequest, this: Case) -> tuple[HttpResponse | None, list[str], dict[str, ActForm]]:
    by = request.actor
    what = request.POST.get("what", "")
    if what == "open":
        decisions.open_file(by=by, case=this)
        return redirect("office:decide", this.pk), [], {}
    form_class = {"grant": GrantForm, "deny": DenyForm, "direct": DirectActForm}.get(what)
    if form_class is None:
        raise Http404("no such decision")
    form = form_class(request.POST, case=this, by=by, prefix=what)
    if not form.is_valid():
        return None, ["Correct the fields marked below."], {what: form}
    data = form.cleaned_data
    try:
        if what == "grant":
            decisions.grant(
                by=by, case=this, expected_version=data["version"], terms=form.terms(), considered=data["considered"],
                reasons=data["reasons"], reasons_for_report=data["reasons_for_report"],
            )  # fmt: skip
        elif what == "direct":
            decisions.direct_act(
                by=by, case=this, expected_version=data["version"], terms=form.terms(), considered=data["considered"],
                record_of=data["record_of"],
            )  # fmt: skip
        else:
            decisions.deny(
                by=by,
                case=this,
                expected_version=data["version"],
                considered=data["considered"],
                reasons=data["reasons"],
            )
    except DocketError as error:
        return None, list(getattr(error, "reasons", ())) or [str(error)], {what: form}
    messages.success(request, "The determination is recorded.")
    return redirect("office:decide", this.pk), [], {}


@page("see_document")
def document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """The bytes of a paper, if its class is open to the role. Each opening is written into the history."""
    this = case_or_404(request, pk)
    row = get_object_or_404(visible_documents(request.actor, this), pk=document_pk)
    if not hasattr(row, "content"):
        raise Http404("disposed of")
    viewed(by=request.actor, subject=f"case:{this.pk}", act="view_document", document=row.pk)
    response = HttpResponse(bytes(row.content.data), content_type=row.content_type)
    response["Content-Disposition"] = f'attachment; filename="document-{row.pk}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("see_letters")
def letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    from clemency.web.office.petition import letter_response

    this = case_or_404(request, pk)
    viewed(by=request.actor, subject=f"case:{this.pk}", act="view_letter", letter=letter_pk)
    return letter_response(request, get_object_or_404(this.letters.filter(for_victim=False), pk=letter_pk))


@page("export_file")
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """One file for its subject. It is made on a POST, because making it is a disclosure and is accounted for."""
    this = case_or_404(request, pk)
    if request.method != "POST":
        return render(request, "office/export.html", {"case": this})
    response = HttpResponse(subject_file(by=request.actor, case=this), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="file-{this.pk}.zip"'
    return response
