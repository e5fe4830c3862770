# ruff: noqa: RUF012 - Django reads these lists once and never changes them
"""What is found out and thought about a case before it is decided."""

from __future__ import annotations

from django.db import models

from clemency.docket.accounts.models import User
from clemency.docket.append_only import AppendOnly
from clemency.docket.intake.models import Case, Document

REFERRAL_KINDS = [
    ("prosecutor", "prosecutor"),
    ("sentencing_judge", "sentencing judge"),
    ("prison", "prison"),
    ("probation", "probation"),
    ("fbi_background", "background investigation"),
    ("victim_unit", "victims' unit"),
    ("immigration_status", "immigration status"),
    ("medical", "medical"),
    ("sentencing_commission_data", "Sentencing Commission data"),
    ("other_agency", "another agency"),
]
POSITIONS = [
    ("favours", "favours"),
    ("opposes", "opposes"),
    ("no_position", "takes no position"),
    ("defers", "defers"),
    ("no_answer", "did not answer"),
]
# The list is from memory (REQUIREMENTS F6): appeal, the motions of title 28 and 18, the First Step Act, Rule 35.
REMEDIES = [
    ("appeal", "direct appeal"),
    ("usc28_2255", "motion under 28 U.S.C. 2255"),
    ("usc18_3582_c_1", "reduction under 18 U.S.C. 3582(c)(1)(A)"),
    ("usc18_3582_c_2", "reduction under 18 U.S.C. 3582(c)(2)"),
    ("first_step_404", "First Step Act, section 404"),
    ("rule_35", "Rule 35"),
    ("other", "another judicial or administrative remedy"),
]
REMEDY_OUTCOMES = [
    ("not_available", "not available"),
    ("available", "available and not used"),
    ("pending", "pending"),
    ("tried", "tried and ended"),
    ("unclear", "unclear"),
]
FINDINGS = [
    ("met", "met"),
    ("not_met", "not met"),
    ("partly", "partly"),
    ("unclear", "unclear"),
    ("not_assessed", "not assessed"),
]
ADVICE = [
    ("grant", "grant"),
    ("deny", "deny"),
    ("grant_in_part", "grant in part"),
    ("no_action", "close without action"),
]
LAYERS = [
    ("staff", "staff attorney"),
    ("office", "head of the office"),
    ("department", "department"),
    ("board", "board"),
    ("counsel", "counsel to the decision-maker"),
]
VOTES = [("favour", "in favour"), ("against", "against"), ("recused", "recused"), ("absent", "absent")]


class Assignment(models.Model):
    """Who works on the case, from when to when. It is also what gives an officer access to the file.

    Personal data: none beyond the case and the officer's name.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"], condition=models.Q(until__isnull=True), name="assigned_once_at_a_time"
            )
        ]


class ConflictDeclaration(AppendOnly):
    """An officer's own word on whether they have a conflict of interest in this case. The latest counts.

    Personal data: an officer's ties.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflict_declarations")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Referral(models.Model):
    """Views or records asked of somebody, by a day.

    Shape: it runs beside the state of the case. It ends in an answer, a waiver with its reason, or the fact that no
    answer came (`marked_overdue_on`): silence is shown, not waited for.
    Personal data: the position of the person asked; `answer` may speak of the petitioner.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=40, choices=REFERRAL_KINDS)
    to_whom = models.CharField(max_length=160)
    questions = models.TextField()
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    position = models.CharField(max_length=12, choices=POSITIONS, blank=True)
    answer = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True)
    waived_on = models.DateField(null=True, blank=True)
    waived_reason = models.CharField(max_length=300, blank=True)
    marked_overdue_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    @property
    def settled(self) -> bool:
        return bool(self.answered_on or self.waived_on or self.marked_overdue_on)


class Reminder(AppendOnly):
    """A reminder sent about a referral.

    Personal data: none.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="reminders")
    sent_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Hold(models.Model):
    """A time during which the case waits for something, with the day on which that is looked at again.

    Personal data: the reason may speak of health or of a court case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    since = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)


class RemedyCheck(AppendOnly):
    """Whether another way to relief is open in this case (28 CFR 1.3), as one officer found it on a day.

    Shape: the latest row for a remedy counts; an earlier one stays. It informs and bars nothing.
    Personal data: court proceedings of the petitioner.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedy_checks")
    remedy = models.CharField(max_length=30, choices=REMEDIES)
    outcome = models.CharField(max_length=14, choices=REMEDY_OUTCOMES)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Finding(AppendOnly):
    """What one officer found on one criterion, with the evidence. The latest per criterion counts; none is rewritten.

    Shape: the id and version of the criteria set are kept, so an old finding stays under the text it was made under.
    There is no number here, and nothing adds findings up.
    Personal data: judgements about a person.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    criteria_set = models.CharField(max_length=60)
    criteria_version = models.CharField(max_length=20)
    criterion = models.CharField(max_length=60)
    finding = models.CharField(max_length=14, choices=FINDINGS)
    evidence = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Comparison(AppendOnly):
    """The law then and now for this case, as it came out on a day, and whether the reviewer accepts it.

    Shape: facts in and result out are kept as text with the version of the law data, so that it can be run again. A
    correction, or "not applicable" with its reason, is a new row.
    Personal data: facts of an offence.
    """

    OUTCOMES = [
        ("accepted", "accepted as computed"),
        ("corrected", "corrected by the reviewer"),
        ("not_applicable", "no comparison applies"),
    ]
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="comparisons")
    facts = models.TextField(blank=True)
    result = models.TextField(blank=True)
    law_version = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Report(AppendOnly):
    """The reviewer's report in one version. Signed when added; a later version stands beside it.

    Personal data: the whole case, in words. Deliberative.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Recommendation(AppendOnly):
    """One layer's own view of the case (28 CFR 1.6(c)), with reasons both ways. It is added, never substituted.

    Shape: no layer edits another's; if a layer changes its mind it adds a second row. The decision-maker sees all.
    Personal data: deliberative; about the petitioner.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recommendations")
    layer = models.CharField(max_length=12, choices=LAYERS)
    advice = models.CharField(max_length=16, choices=ADVICE)
    terms = models.TextField(blank=True)
    reasons_for = models.TextField()
    reasons_against = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    acting_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Contact(AppendOnly):
    """Somebody outside wrote or called about the case: a legislator, a donor, a paid advocate, a friend.

    Personal data: the name of the person and what they said.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    who = models.CharField(max_length=160)
    capacity = models.CharField(max_length=120)
    on = models.DateField()
    summary = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Victim(models.Model):
    """Somebody harmed by the offence (28 CFR 1.6(b)(3) or state law), for notice and comment.

    Shape: apart from the petitioner's file; only the victims' liaison reads it, and no review screen shows it.
    Personal data: restricted.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="victims")
    name = models.CharField(max_length=160)
    address = models.TextField(blank=True)
    registered = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    position = models.CharField(max_length=12, choices=POSITIONS, blank=True)


class Hearing(models.Model):
    """A hearing of the board in one case.

    Personal data: none beyond the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    on = models.DateField()
    place = models.CharField(max_length=200)
    open_to_public = models.BooleanField(default=True)
    docket_published_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True)


class HearingNotice(models.Model):
    """A notice of the hearing to one of those who must be told, with proof where the rule asks for it.

    Personal data: how somebody was reached.
    """

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="notices")
    to = models.CharField(max_length=40)
    must_be_sent_by = models.DateField()
    proof_needed = models.BooleanField()
    sent_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=200, blank=True)

    @property
    def served(self) -> bool:
        return (
            self.sent_on is not None
            and self.sent_on <= self.must_be_sent_by
            and (bool(self.proof) or not self.proof_needed)
        )


class BoardVote(AppendOnly):
    """One member's vote. If a member votes again before the result is acted on, the latest counts and both stay.

    Personal data: a member's vote and reasons.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    vote = models.CharField(max_length=10, choices=VOTES)
    reasons = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
