"""The acts that a case page offers: for each, a form and the function that does it.

One list drives the case page, the act page and the test that walks every act as every role. The functions are the
docket's own; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from clemency.docket.access import visible_documents
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.models import RoleHeld, User
from clemency.docket.accounts.permissions import may
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import class_acts, letters, retention, sharing
from clemency.docket.decisions.models import RELIEF, WITHIN, ClassAct, Condition, LegalHold, Letter
from clemency.docket.errors import Refused
from clemency.docket.intake import actions as intake
from clemency.docket.intake.form_data import form_of
from clemency.docket.intake.models import SENSITIVITY, SOURCES, Case, Document
from clemency.docket.needs import missing_required, mode_of
from clemency.docket.review import actions as review
from clemency.docket.review.criteria import criteria_for
from clemency.docket.review.models import (
    ADVICE,
    FINDINGS,
    POSITIONS,
    REFERRAL_KINDS,
    REMEDIES,
    REMEDY_OUTCOMES,
    VOTES,
    HearingNotice,
    Referral,
)
from clemency.docket.states import CLOSED, OPEN, REASON_CODES, TRANSITIONS, Role, State, transition

Run = Callable[[Case, Actor, dict[str, Any], int], Any]


class ActForm(forms.Form):
    """A form for one act on one case. It carries the version of the case that the person saw."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, by: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"version": case.version, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.case = case
        self.by = by
        if by.role is Role.DECISION_MAKER and self.bypassable:
            self.fields["bypass_reason"] = forms.CharField(
                required=False,
                label="Reason for acting in person without what is missing",
                help_text="Only you may do this (28 CFR 1.11). It is recorded with the act.",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.prepare()

    bypassable = False

    def prepare(self) -> None:
        """Fill in choices from the case."""


class TransitionForm(ActForm):
    bypassable = True


def _text(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _line(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=200)


def _day(label: str, *, required: bool = True, help_text: str = "As 2026-05-01.") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m-%d"], widget=forms.TextInput()
    )


class Reason(TransitionForm):
    reason = _text("Reason")


class Incomplete(TransitionForm):
    parts = forms.MultipleChoiceField(label="Missing parts", widget=forms.CheckboxSelectMultiple, required=False)
    other = _line("Another missing part, in words for the petitioner", required=False)

    def prepare(self) -> None:
        form = form_of(self.case)
        language = self.case.language
        self.words: dict[str, str] = {paper.id: paper.words.in_(language) for paper in form.papers}
        self.words |= {name: field.words.in_(language) for name, field in form.fields().items() if field.required}
        self.words |= {"certification": "signature / firma", "oath": "oath / juramento"}
        missing = missing_required(self.case)
        choices = [(part, self.words.get(part, part.replace("_", " "))) for part in missing]
        choices += [(name, words) for name, words in self.words.items() if name not in missing]
        self.fields["parts"].choices = choices
        self.fields["parts"].initial = missing

    def listed(self) -> list[tuple[str, str]]:
        chosen: list[str] = self.cleaned_data["parts"]
        found = [(part, self.words.get(part) or part.replace("_", " ")) for part in chosen]
        other: str = self.cleaned_data["other"]
        return [*found, ("other", other)] if other else found


class Redirect(TransitionForm):
    finding = _text("Why this office cannot act on it", rows=3)
    right_body = _line("The right body")
    body_address = _line("Its address")


class Duplicates(ActForm):
    conclusion = _text("What you concluded", rows=3)
    earlier = forms.ModelChoiceField(
        Case.objects.none(), label="Earlier case of the same person, if there is one", required=False
    )

    def prepare(self) -> None:
        from clemency.docket.intake.queries import possible_duplicates

        found = [candidate.case.pk for candidate in possible_duplicates(self.case)]
        self.fields["earlier"].queryset = Case.objects.filter(pk__in=found)


class CloseWithoutAction(TransitionForm):
    reason_code = forms.ChoiceField(label="Reason", choices=list(REASON_CODES.items()))
    evidence = _text("Evidence", rows=3)


class CaseFacts(ActForm):
    humanitarian = _line(
        "Urgent for a humanitarian reason", required=False, help_text="Illness, age, a date that is near."
    )
    capital = forms.BooleanField(label="Sentence of death", required=False)
    life_or_death_sentence = forms.BooleanField(label="Sentence of life or death", required=False)
    waiver_letter = forms.BooleanField(label="A letter asks to waive the wait", required=False)
    deceased_on = _line("The petitioner died on", required=False, help_text="As 2026-05-01, 2026-05 or 2026.")
    posthumous_asked = forms.BooleanField(label="The family was asked about a posthumous act", required=False)

    def prepare(self) -> None:
        for name in ("humanitarian", "capital", "life_or_death_sentence", "waiver_letter", "posthumous_asked"):
            self.fields[name].initial = getattr(self.case, name)
        self.fields["deceased_on"].initial = self.case.petitioner.deceased_on


class CorrectConviction(ActForm):
    court = _line("Court", required=False)
    district = _line("District", required=False)
    docket_number = _line("Court case number", required=False)
    offense = _text("Offense", required=False, rows=3)
    counts = _line("Counts", required=False)
    convicted_on = _line("Convicted on", required=False, help_text="As 2009-03-01, 2009-03 or 2009.")
    sentenced_on = _line("Sentenced on", required=False)
    sentence = _text("Sentence, verbatim", required=False, rows=3)
    released_on = _line("Released from confinement on", required=False)
    sentence_completed_on = _line("Whole sentence completed on", required=False)
    source = forms.ChoiceField(label="Source", choices=SOURCES)

    def prepare(self) -> None:
        conviction = self.case.convictions.order_by("pk").first()
        for name in self.fields:
            if conviction is not None and name != "version" and hasattr(conviction, name):
                self.fields[name].initial = getattr(conviction, name)


class Upload(ActForm):
    title = _line("What it is")
    part = _line("Part of the file", help_text="Such as court_papers, letters_of_support, other.")
    sensitivity = forms.ChoiceField(label="Class", choices=SENSITIVITY, initial="confidential")
    from_whom = _line("From whom", required=False)
    file = forms.FileField(label="File", help_text="PDF, JPEG, PNG or TIFF, at most 10 MB.")


class Assign(ActForm):
    officer = forms.ModelChoiceField(User.objects.none(), label="Staff attorney")

    def prepare(self) -> None:
        held = RoleHeld.objects.filter(role=Role.STAFF_ATTORNEY.value, until__isnull=True)
        self.fields["officer"].queryset = User.objects.filter(pk__in=held.values("user"))
        from clemency.docket.queues import load

        loads = {officer.pk: count for officer, count in load(self.fields["officer"].queryset)}
        self.fields["officer"].label_from_instance = lambda user: f"{user} ({loads.get(user.pk, 0)} open cases)"


class Unassign(ActForm):
    officer = forms.ModelChoiceField(User.objects.none(), label="Staff attorney")

    def prepare(self) -> None:
        now = self.case.assignments.filter(until__isnull=True)
        self.fields["officer"].queryset = User.objects.filter(pk__in=now.values("officer"))


class Conflict(ActForm):
    conflict = forms.TypedChoiceField(
        label="Do you have a conflict of interest in this case?",
        choices=[("no", "No"), ("yes", "Yes")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = _line("Note", required=False)


class Refer(ActForm):
    kind = forms.ChoiceField(label="Kind", choices=REFERRAL_KINDS)
    to_whom = _line("To whom")
    questions = _text("Questions")
    due_on = _day("Due on", required=False, help_text="As 2026-05-01. Empty: the days the office's data sets.")


class _OnReferral(ActForm):
    referral = forms.ModelChoiceField(Referral.objects.none(), label="Referral")
    settled = False

    def prepare(self) -> None:
        rows = self.case.referrals.filter(answered_on__isnull=True, waived_on__isnull=True)
        if not self.settled:
            rows = rows.filter(marked_overdue_on__isnull=True)
        self.fields["referral"].queryset = rows
        self.fields["referral"].label_from_instance = lambda r: f"{r.get_kind_display()}: {r.to_whom}, due {r.due_on}"


class Answered(_OnReferral):
    position = forms.ChoiceField(label="Position", choices=POSITIONS)
    answer = _text("What came back")
    settled = True


class WaiveReferral(_OnReferral):
    reason = _line("Reason")


class HoldForm(TransitionForm):
    reason = _text("Reason", rows=3)
    review_on = _day("Look at it again on")
    tell_petitioner = forms.BooleanField(label="Tell the petitioner", required=False)


class FindingForm(ActForm):
    criterion = forms.ChoiceField(label="Criterion")
    finding = forms.ChoiceField(label="Finding", choices=FINDINGS)
    reason = _text("Reason", rows=3)
    evidence = _line("Evidence", required=False, help_text="Which paper, which page.")

    def prepare(self) -> None:
        self.fields["criterion"].choices = [(one.id, one.text) for one in criteria_for(self.case).criteria]


class RemedyForm(ActForm):
    remedy = forms.ChoiceField(label="Remedy", choices=REMEDIES)
    outcome = forms.ChoiceField(label="What you found", choices=REMEDY_OUTCOMES)
    note = _text("Court, date, result", rows=3, required=False)


class WithinForm(ActForm):
    class_act = forms.ModelChoiceField(ClassAct.objects.none(), label="Proclamation")
    finding = forms.ChoiceField(label="Finding", choices=WITHIN)
    offense = _text("For this offense only", rows=2)
    reasons = _text("Reasons, test by test of the proclamation")

    def prepare(self) -> None:
        self.fields["class_act"].queryset = ClassAct.objects.filter(check_made__isnull=False)
        conviction = self.case.convictions.order_by("pk").first()
        self.fields["offense"].initial = conviction.offense if conviction else ""


class ComparisonForm(ActForm):
    facts = _text(
        "Facts of the case", rows=14, required=False,
        help_text="Facts left out widen the answer and are asked for below it.",
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="Your judgment",
        choices=[
            ("", "Compute first"),
            *[
                ("accepted", "Accept as computed"),
                ("corrected", "Correct it"),
                ("not_applicable", "No comparison applies"),
            ],
        ],
        required=False,
    )
    note = _text("Correction, or why none applies", rows=3, required=False)


class ReportForm(ActForm):
    text = _text("Report", rows=16, help_text="Facts, history, positions, findings, comparison. You sign by adding it.")


class Recommend(ActForm):
    advice = forms.ChoiceField(label="Recommendation", choices=ADVICE)
    terms = _text("Terms, if any", rows=2, required=False)
    reasons_for = _text("Reasons in favor")
    reasons_against = _text("Reasons against")


class Questions(TransitionForm):
    questions = _text("Questions to be answered")


class ContactForm(ActForm):
    who = _line("Who")
    capacity = _line("In which capacity")
    on = _day("On")
    summary = _text("What was said")


class HearingForm(TransitionForm):
    on = _day("On")
    place = _line("Place")
    open_to_public = forms.BooleanField(label="Open to the public", required=False, initial=True)


class NoticeForm(ActForm):
    notice = forms.ModelChoiceField(HearingNotice.objects.none(), label="Notice to")
    sent_on = _day("Sent on")
    proof = _line("Proof", required=False)

    def prepare(self) -> None:
        self.fields["notice"].queryset = HearingNotice.objects.filter(hearing__case=self.case, sent_on__isnull=True)
        self.fields["notice"].label_from_instance = lambda notice: (
            f"{notice.to.replace('_', ' ')}, by {notice.must_be_sent_by}"
        )


class Minutes(TransitionForm):
    minutes = _text("Minutes")


class VoteForm(ActForm):
    vote = forms.ChoiceField(label="Your vote", choices=VOTES, widget=forms.RadioSelect)
    reasons = _text("Reasons", rows=3, required=False)


class _Considered(ActForm):
    considered = forms.BooleanField(label="I have considered this case individually.", required=False)


class TermsForm(_Considered):
    relief = forms.ChoiceField(label="Relief")
    expires_on = _day("The sentence expires, or the reprieve ends, on", required=False)
    new_term_months = forms.IntegerField(label="New term in months", required=False, min_value=1)
    amount_remitted = forms.DecimalField(label="Unpaid amount remitted, in dollars", required=False, decimal_places=2)
    leaves_intact = _line("What is left intact", required=False, help_text="Such as the term of supervised release.")
    conditions = _text("Conditions, one on each line", rows=3, required=False)

    def prepare(self) -> None:
        allowed = decisions.RELIEF_OF_KIND[self.case.kind]
        self.fields["relief"].choices = [(key, words) for key, words in RELIEF if key in allowed]
        self.fields["considered"] = self.fields.pop("considered")  # last, beside the button

    def terms(self) -> decisions.Terms:
        data = self.cleaned_data
        conditions = tuple(line.strip() for line in data["conditions"].splitlines() if line.strip())
        return decisions.Terms(
            data["relief"], data["expires_on"], data["new_term_months"], data["amount_remitted"],
            data["leaves_intact"], conditions,
        )  # fmt: skip


class GrantForm(TermsForm):
    reasons = _text("Reasons, if you give any", rows=2, required=False)
    reasons_for_report = forms.BooleanField(
        label="These reasons may stand in the report to the legislature", required=False
    )


class DirectActForm(TermsForm):
    record_of = _text("Which petition and advice there was, or was not", rows=3)


class DenyForm(_Considered):
    field_order = ["version", "reasons", "considered"]  # noqa: RUF012 - Django's own attribute, read once
    reasons = _text("Reasons, if you give any (they stay in the file)", rows=2, required=False)


class DeliveryForm(ActForm):
    delivered_on = _day("Delivered on")
    how = _line("How")
    receipt = _line("Receipt")


class ConditionForm(ActForm):
    condition = forms.ModelChoiceField(Condition.objects.none(), label="Condition")
    proof = _line("Proof")

    def prepare(self) -> None:
        self.fields["condition"].queryset = self.case.conditions.filter(met_on__isnull=True)
        self.fields["condition"].label_from_instance = lambda condition: condition.words


class Evidence(TransitionForm):
    evidence = _text("Evidence")


class SendLetter(ActForm):
    letter = forms.ModelChoiceField(Letter.objects.none(), label="Letter")
    how = _line("How", help_text="Mail, portal, by hand.")

    def prepare(self) -> None:
        rows = self.case.letters.filter(sendings__isnull=True, for_victim=self.by.role is Role.VICTIM_LIAISON)
        self.fields["letter"].queryset = rows
        self.fields["letter"].label_from_instance = lambda row: f"{row.template.replace('_', ' ')} to {row.addressee}"


class DisclosureForm(ActForm):
    to_whom = _line("To whom")
    what = _text("What", rows=3)
    legal_basis = _line("Legal basis")


class ShareForm(DisclosureForm):
    document = forms.ModelChoiceField(Document.objects.none(), label="Paper")
    pages = _line("Pages", required=False, help_text="As 1-3, 5. Empty: the whole paper.")
    field_order = ["version", "document", "pages", "to_whom", "what", "legal_basis"]  # noqa: RUF012 - as above

    def prepare(self) -> None:
        self.fields["document"].queryset = visible_documents(self.by, self.case)
        self.fields["document"].label_from_instance = lambda row: f"{row.title} ({row.sensitivity})"


class LiftHoldForm(ActForm):
    hold = forms.ModelChoiceField(LegalHold.objects.none(), label="Hold")
    reason = _text("Why it ends", rows=2)

    def prepare(self) -> None:
        self.fields["hold"].queryset = self.case.legal_holds.filter(ended_on__isnull=True)
        self.fields["hold"].label_from_instance = lambda row: f"since {row.since}: {row.reason[:80]}"


class LegalHoldForm(ActForm):
    reason = _text("Why nothing of this file may be disposed of", rows=3)


class DisposalForm(ActForm):
    approve = forms.TypedChoiceField(
        label="Dispose of the contents of this file?",
        choices=[("no", "No: keep them"), ("yes", "Yes: they go now and cannot be brought back")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = _text("Why", rows=2)


@dataclass(frozen=True)
class CaseAct:
    """An act a case page offers. `states`: where it makes sense, None for any; the docket has the last word."""

    name: str
    title: str
    permission: str
    form: type[ActForm]
    run: Run
    states: frozenset[State] | None = None
    kinds: frozenset[str] | None = None

    def offered(self, case: Case, by: Actor) -> bool:
        if not may(by.role, self.permission) or (self.kinds is not None and case.kind not in self.kinds):
            return False
        if self.name in _TRANSITIONS:
            row = transition(self.name)
            in_person = by.role not in row.actors  # the decision-maker may, but it is not what they are offered first
            return State(case.state) in row.sources and mode_of(case) in row.modes and not in_person
        return self.states is None or State(case.state) in self.states


_TRANSITIONS = frozenset(row.act for row in TRANSITIONS)


def _move(function: Callable[..., Any], *names: str) -> Run:
    """An act of the life cycle whose form fields are the function's own arguments."""

    def run(case: Case, by: Actor, data: dict[str, Any], version: int) -> Any:
        given = {name: data[name] for name in names}
        if data.get("bypass_reason"):
            given["bypass_reason"] = data["bypass_reason"]
        return function(by=by, case=case, expected_version=version, **given)

    return run


def _do(function: Callable[..., Any], *names: str) -> Run:
    """An act that does not move the case."""

    def run(case: Case, by: Actor, data: dict[str, Any], version: int) -> Any:
        return function(by=by, case=case, **{name: data[name] for name in names})

    return run


def _upload(case: Case, by: Actor, data: dict[str, Any], version: int) -> Document:
    file = data["file"]
    return intake.add_document(
        by=by, case=case, title=data["title"], part=data["part"], data=file.read(),
        content_type=file.content_type or "", sensitivity=data["sensitivity"], from_whom=data["from_whom"],
    )  # fmt: skip


def _decide_disposal(case: Case, by: Actor, data: dict[str, Any], version: int) -> Any:
    proposal = case.disposals.filter(approved__isnull=True).first()
    if proposal is None:
        raise Refused("Nothing is proposed for this file.")
    return retention.decide_disposal(
        by=by, case=case, disposal=proposal, approve=data["approve"], reason=data["reason"]
    )


def _publish_docket(case: Case, by: Actor, data: dict[str, Any], version: int) -> None:
    review.publish_docket(by=by, case=case, hearing=case.hearings.order_by("-pk").first())


_CONVICTION = (
    "court", "district", "docket_number", "offense", "counts", "convicted_on", "sentenced_on", "sentence",
    "released_on", "sentence_completed_on", "source",
)  # fmt: skip


def _correct(case: Case, by: Actor, data: dict[str, Any], version: int) -> Any:
    facts = {name: data[name] for name in _CONVICTION}
    return intake.correct_conviction(by=by, case=case, conviction=case.convictions.order_by("pk").first(), **facts)


_WITH_OFFICE = frozenset({State.SCREENING, State.INVESTIGATING, State.STAFF_REVIEW, State.RETURNED})
_ADVISED = _WITH_OFFICE | {State.OFFICE_RECOMMENDED, State.DEPARTMENT_REVIEW, State.HEARD, State.TRANSMITTED}
_ANY_OPEN = frozenset(OPEN)

ACTS: Mapping[str, CaseAct] = {
    act.name: act
    for act in (
        # intake
        CaseAct("find_incomplete", "Ask for missing parts", "find_incomplete", Incomplete, lambda c, b, d, v: None),
        CaseAct(
            "supply_missing",
            "Record that everything missing has come",
            "supply_missing",
            TransitionForm,
            _move(intake.supply_missing),
        ),
        CaseAct(
            "redirect",
            "Redirect to the right body",
            "redirect",
            Redirect,
            _move(intake.redirect, "finding", "right_body", "body_address"),
        ),
        CaseAct(
            "request_waiver",
            "Put the waiver request forward",
            "request_waiver",
            TransitionForm,
            _move(intake.request_waiver),
        ),
        CaseAct(
            "grant_waiver", "Waive the wait and docket", "grant_waiver", Reason, _move(intake.grant_waiver, "reason")
        ),
        CaseAct("refuse_waiver", "Refuse the waiver", "refuse_waiver", Reason, _move(intake.refuse_waiver, "reason")),
        CaseAct(
            "check_duplicates",
            "Look at duplicates and earlier cases",
            "check_duplicates",
            Duplicates,
            _do(intake.check_duplicates, "conclusion", "earlier"),
            frozenset({State.RECEIVED}),
        ),
        CaseAct("compute_wait", "Compute the wait again", "compute_wait", ActForm, _do(intake.compute_wait), _ANY_OPEN),
        CaseAct("docket", "Give it a case number", "docket", TransitionForm, _move(intake.docket)),
        CaseAct(
            "set_case_facts",
            "Urgency, death, life sentence, waiver letter",
            "set_case_facts",
            CaseFacts,
            _do(
                intake.set_case_facts,
                "humanitarian",
                "capital",
                "life_or_death_sentence",
                "waiver_letter",
                "deceased_on",
                "posthumous_asked",
            ),
            _ANY_OPEN,
        ),
        CaseAct(
            "correct_conviction",
            "Correct the conviction from a record",
            "correct_conviction",
            CorrectConviction,
            _correct,
            _ANY_OPEN,
        ),
        CaseAct("add_document", "Add a paper", "add_document", Upload, _upload, _ANY_OPEN),
        CaseAct(
            "close_without_action",
            "Close without action",
            "close_without_action",
            CloseWithoutAction,
            _move(intake.close_without_action, "reason_code", "evidence"),
        ),
        # review
        CaseAct("assign", "Assign a reviewer", "assign", Assign, _do(review.assign, "officer"), _ANY_OPEN),
        CaseAct(
            "unassign", "Take the case from a reviewer", "assign", Unassign, _do(review.unassign, "officer"), _ANY_OPEN
        ),
        CaseAct(
            "declare_conflict",
            "Declare whether you have a conflict",
            "declare_conflict",
            Conflict,
            _do(review.declare_conflict, "conflict", "note"),
            _ANY_OPEN,
        ),
        CaseAct("begin_screening", "Begin screening", "begin_screening", TransitionForm, _move(review.begin_screening)),
        CaseAct(
            "refer",
            "Ask for views or records",
            "refer",
            Refer,
            _do(review.refer, "kind", "to_whom", "questions", "due_on"),
            _WITH_OFFICE,
        ),
        CaseAct("remind", "Send a reminder", "remind", _OnReferral, _do(review.remind, "referral"), _ANY_OPEN),
        CaseAct(
            "record_answer",
            "Record an answer",
            "settle_referral",
            Answered,
            _do(review.record_answer, "referral", "position", "answer"),
            _ANY_OPEN,
        ),
        CaseAct(
            "waive_referral",
            "Waive a referral",
            "settle_referral",
            WaiveReferral,
            _do(review.waive_referral, "referral", "reason"),
            _ANY_OPEN,
        ),
        CaseAct(
            "mark_overdue",
            "Mark a referral overdue: no answer",
            "settle_referral",
            _OnReferral,
            _do(review.mark_overdue, "referral"),
            _ANY_OPEN,
        ),
        CaseAct(
            "begin_investigation",
            "Begin the investigation",
            "begin_investigation",
            TransitionForm,
            _move(review.begin_investigation),
        ),
        CaseAct(
            "skip_investigation",
            "Review without referrals",
            "skip_investigation",
            Reason,
            _move(review.skip_investigation, "reason"),
        ),
        CaseAct(
            "end_investigation",
            "End the investigation",
            "end_investigation",
            TransitionForm,
            _move(review.end_investigation),
        ),
        CaseAct("hold", "Put on hold", "hold", HoldForm, _move(review.hold, "reason", "review_on", "tell_petitioner")),
        CaseAct("resume", "End the hold", "resume", Reason, _move(review.resume, "reason")),
        CaseAct(
            "record_finding",
            "Record a finding on a criterion",
            "record_finding",
            FindingForm,
            _do(review.record_finding, "criterion", "finding", "reason", "evidence"),
            _WITH_OFFICE,
        ),
        CaseAct(
            "check_remedy",
            "Record a remedy looked at",
            "check_remedy",
            RemedyForm,
            _do(review.check_remedy, "remedy", "outcome", "note"),
            _WITH_OFFICE,
        ),
        CaseAct(
            "find_within",
            "Find whether the proclamation covers this person",
            "find_within",
            WithinForm,
            _do(class_acts.find_within, "class_act", "finding", "offense", "reasons"),
            _WITH_OFFICE,
            frozenset({"certificate"}),
        ),
        CaseAct(
            "record_comparison",
            "The law then and now",
            "record_comparison",
            ComparisonForm,
            lambda c, b, d, v: None,
            _WITH_OFFICE,
        ),
        CaseAct(
            "sign_report", "Sign the report", "sign_report", ReportForm, _do(review.sign_report, "text"), _WITH_OFFICE
        ),
        CaseAct(
            "recommend",
            "Add your recommendation",
            "recommend",
            Recommend,
            _do(review.recommend, "advice", "terms", "reasons_for", "reasons_against"),
            _ADVISED,
        ),
        CaseAct(
            "sign_office_recommendation",
            "Sign the office's recommendation",
            "sign_office_recommendation",
            TransitionForm,
            _move(review.sign_office_recommendation),
        ),
        CaseAct("forward", "Send to the department or board", "forward", TransitionForm, _move(review.forward)),
        CaseAct(
            "schedule_hearing",
            "Set the hearing",
            "schedule_hearing",
            HearingForm,
            _move(review.schedule_hearing, "on", "place", "open_to_public"),
        ),
        CaseAct(
            "serve_notice",
            "Record a notice of the hearing",
            "prepare_hearing",
            NoticeForm,
            _do(review.serve_notice, "notice", "sent_on", "proof"),
            frozenset({State.HEARING_SCHEDULED}),
        ),
        CaseAct(
            "publish_docket",
            "Record that the docket was published",
            "prepare_hearing",
            ActForm,
            _publish_docket,
            frozenset({State.HEARING_SCHEDULED}),
        ),
        CaseAct(
            "record_hearing",
            "Record that it was heard",
            "record_hearing",
            Minutes,
            _move(review.record_hearing, "minutes"),
        ),
        CaseAct(
            "vote",
            "Vote",
            "vote",
            VoteForm,
            _do(review.vote, "vote", "reasons"),
            frozenset({State.DEPARTMENT_REVIEW, State.HEARD}),
        ),
        CaseAct("transmit", "Send to the decision-maker", "transmit", TransitionForm, _move(review.transmit)),
        CaseAct(
            "return_for_work",
            "Return for more work",
            "return_for_work",
            Questions,
            _move(review.return_for_work, "questions"),
        ),
        CaseAct(
            "take_up_returned",
            "Take up the returned case",
            "take_up_returned",
            TransitionForm,
            _move(review.take_up_returned),
        ),
        CaseAct(
            "log_contact",
            "Log a contact from outside",
            "log_contact",
            ContactForm,
            _do(review.log_contact, "who", "capacity", "on", "summary"),
            _ANY_OPEN,
        ),
        # decision; grant and deny are on the decision page
        CaseAct(
            "deny_by_board",
            "Close on the board's adverse vote",
            "deny_by_board",
            ActForm,
            _move(decisions.deny_by_board),
        ),
        CaseAct(
            "confirm_presumed_concurrence",
            "Confirm presumed concurrence",
            "confirm_presumed_concurrence",
            ActForm,
            _move(decisions.confirm_presumed_concurrence),
        ),
        CaseAct("amend", "Amend the grant", "amend", GrantForm, lambda c, b, d, v: None),
        # afterwards
        CaseAct(
            "record_delivery",
            "Record delivery and receipt",
            "record_delivery",
            DeliveryForm,
            _do(decisions.record_delivery, "delivered_on", "how", "receipt"),
            frozenset({State.INSTRUMENT_SIGNED}),
        ),
        CaseAct("complete", "Complete the case", "complete", TransitionForm, _move(decisions.complete)),
        CaseAct(
            "meet_condition",
            "Record that a condition is met",
            "meet_condition",
            ConditionForm,
            _do(decisions.meet_condition, "condition", "proof"),
            frozenset({State.CONDITIONS_RUNNING}),
        ),
        CaseAct("conditions_met", "Close: conditions met", "conditions_met", ActForm, _move(decisions.conditions_met)),
        CaseAct(
            "record_breach",
            "Record a breach for the decision-maker",
            "record_breach",
            Evidence,
            _move(decisions.record_breach, "evidence"),
        ),
        CaseAct(
            "send_letter",
            "Record that a letter was sent",
            "send_letter",
            SendLetter,
            _do(letters.send, "letter", "how"),
        ),
        CaseAct(
            "disclose",
            "Record a disclosure",
            "disclose",
            DisclosureForm,
            _do(decisions.disclose, "to_whom", "what", "legal_basis"),
        ),
        CaseAct(
            "share_part",
            "Share a paper, or some pages of one",
            "disclose",
            ShareForm,
            _do(sharing.share_part, "document", "pages", "to_whom", "what", "legal_basis"),
        ),
        CaseAct(
            "place_legal_hold",
            "Place a legal hold",
            "place_legal_hold",
            LegalHoldForm,
            _do(retention.place_legal_hold, "reason"),
        ),
        CaseAct(
            "lift_legal_hold",
            "Lift a legal hold",
            "lift_legal_hold",
            LiftHoldForm,
            _do(retention.lift_legal_hold, "hold", "reason"),
        ),
        CaseAct(
            "propose_disposal",
            "Propose that the contents go",
            "propose_disposal",
            ActForm,
            _do(retention.propose_disposal),
            frozenset(CLOSED),
        ),
        CaseAct(
            "decide_disposal",
            "Decide on a proposal to dispose",
            "decide_disposal",
            DisposalForm,
            _decide_disposal,
            frozenset(CLOSED),
        ),
    )
}


def perform(act: CaseAct, form: ActForm) -> Any:
    """Do the act with what the form holds. Raises the docket's refusals."""
    data, case, by = form.cleaned_data, form.case, form.by
    version = data["version"]
    bypass = {"bypass_reason": data["bypass_reason"]} if data.get("bypass_reason") else {}
    if isinstance(form, Incomplete):
        return intake.find_incomplete(by=by, case=case, expected_version=version, parts=form.listed(), **bypass)
    if act.name == "amend" and isinstance(form, GrantForm):
        return decisions.amend(
            by=by, case=case, expected_version=version, terms=form.terms(), considered=data["considered"],
            reasons=data["reasons"],
        )  # fmt: skip
    if isinstance(form, ComparisonForm):
        from clemency.docket.review.comparing import compare_facts

        computed = (
            compare_facts(data["facts"]) if data["facts"].strip() and data["outcome"] != "not_applicable" else None
        )
        return review.record_comparison(
            by=by, case=case, outcome=data["outcome"], note=data["note"], facts=data["facts"],
            result=computed.text if computed else "", law_version=computed.law_version if computed else "",
        )  # fmt: skip
    return act.run(case, by, data, version)


def offered(case: Case, by: Actor) -> list[CaseAct]:
    """The acts to show this person on this case now."""
    return [act for act in ACTS.values() if act.offered(case, by)]
