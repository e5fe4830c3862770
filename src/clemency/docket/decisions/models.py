# ruff: noqa: RUF012 - Django reads these lists once and never changes them
"""Determinations, instruments and what follows from them."""

from __future__ import annotations

from django.db import models

from clemency.docket.accounts.models import User
from clemency.docket.append_only import AppendOnly
from clemency.docket.intake.models import Case, Document

OUTCOMES = [("grant", "grant"), ("deny", "deny")]
BASES = [
    ("on_petition", "on the petition"),
    ("direct_act", "a direct act, without petition or recommendation"),
    ("amendment", "amends an earlier determination"),
]
RELIEF = [
    ("full_unconditional", "pardon, full and unconditional"),
    ("conditional", "pardon, conditional"),
    ("preemptive", "pardon, before conviction"),
    ("posthumous", "pardon, posthumous"),
    ("time_served", "commutation to time served"),
    ("to_date", "commutation: the sentence expires on a date"),
    ("to_term", "commutation to a term in months"),
    ("remission", "remission of an unpaid amount"),
    ("reprieve", "reprieve to a date"),
    ("certificate", "certificate that a proclamation covers this person"),
]

WITHIN = [
    ("covered", "covered"),
    ("not_covered", "not covered"),
    ("cannot_determine", "cannot be determined"),
]


class FileOpening(AppendOnly):
    """A decision-maker opened this case's file. Without one there is no determination.

    Personal data: none beyond the case and the officer's name.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Determination(AppendOnly):
    """The decision-maker's decision in one case.

    Shape: exactly one case, so that nothing can decide two. An amendment is a new row that names what it amends, and
    adds no grant to any count. Terms are in parts, and `terms_text` is what the instrument says.
    Personal data: the outcome becomes public on release; `reasons` never do unless the decision-maker gives them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="determinations")
    outcome = models.CharField(max_length=6, choices=OUTCOMES)
    basis = models.CharField(max_length=12, choices=BASES)
    relief = models.CharField(max_length=20, choices=RELIEF, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    new_term_months = models.PositiveIntegerField(null=True, blank=True)
    amount_remitted = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    leaves_intact = models.CharField(max_length=300, blank=True)
    conditions = models.TextField(blank=True, help_text="One condition on each line.")
    terms_text = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    reasons_for_report = models.BooleanField(
        null=True, help_text="The reasons may stand in the report to the legislature. Not said: they may not."
    )
    individually_considered = models.BooleanField()
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="a_grant_says_what_it_grants",
                condition=models.Q(outcome="deny", relief="") | (models.Q(outcome="grant") & ~models.Q(relief="")),
            ),
            models.CheckConstraint(name="considered_as_one_case", condition=models.Q(individually_considered=True)),
        ]


class Instrument(models.Model):
    """A warrant: one signed paper naming one person or many.

    Shape: its lines are copied from decided cases when it is drawn up; checks and signature are of the digest of that
    text, so a change after a check is seen. Signed, it is permanent.
    Personal data: public once released; embargoed before.
    """

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    drawn_up_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number


class InstrumentLine(models.Model):
    """One person on the instrument, as decided.

    Shape: a copy, so that the paper says what it said; one determination stands on at most one line.
    Personal data: as the instrument.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="lines")
    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="line")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    aliases = models.CharField(max_length=300, blank=True)
    register_number = models.CharField(max_length=20, blank=True)
    court = models.CharField(max_length=300, blank=True)
    docket_number = models.CharField(max_length=120, blank=True)
    offense = models.TextField(blank=True)
    sentenced_on = models.CharField(max_length=60, blank=True)
    sentence = models.TextField(blank=True)
    terms = models.TextField()

    class Meta:
        ordering = ("position",)


class InstrumentCheck(AppendOnly):
    """One officer has read every line of the instrument against the files. Two different people must.

    Personal data: the officer's name.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="checks")
    sha256 = models.CharField(max_length=64)
    correct = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Delivery(AppendOnly):
    """The original was handed over and the signed receipt came back (28 CFR 571.41(c)).

    Personal data: when a person learned of the grant.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliveries")
    delivered_on = models.DateField()
    how = models.CharField(max_length=160)
    receipt = models.CharField(max_length=160)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Condition(models.Model):
    """A condition of a grant, followed until it is met.

    Personal data: may concern health (treatment).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conditions")
    words = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=300, blank=True)


class Letter(AppendOnly):
    """A letter as it was made: the text, its template and language, to whom, and its digest.

    Shape: made from recorded facts only, in the transaction of the act that calls for it. Sending is a Sending row.
    Personal data: the addressee and what they are told.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    template = models.CharField(max_length=40)
    template_version = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    addressee = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    text = models.TextField()
    facts = models.TextField(help_text="The facts merged, as JSON; the PDF is made from them again when asked for.")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    for_victim = models.BooleanField(default=False)
    embargoed = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)


class Sending(AppendOnly):
    """A letter went out.

    Personal data: how somebody was reached.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sendings")
    sent_on = models.DateField()
    how = models.CharField(max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Release(models.Model):
    """A proposal to publish the lines of an instrument, or a denial; a second officer carries it out.

    Shape: `fields` is exactly what goes out, fixed when proposed; the second officer sees that text and no other.
    Personal data: none that is not about to be public.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="releases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="releases")
    fields = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    correction_note = models.TextField(blank=True)


class Disclosure(AppendOnly):
    """Part of a file was given to somebody outside, on a legal basis (28 CFR 1.5). The accounting is kept always.

    Personal data: what was given to whom.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    to_whom = models.CharField(max_length=200)
    what = models.TextField()
    legal_basis = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures")


class ClassAct(AppendOnly):
    """A proclamation that pardons people it does not name: its text, its scope, and who administers it.

    Shape: one row for one act, and never a row for a person within it. `sections`, `includes` and `excludes` hold one
    test on each line, in the proclamation's words. How many it covers is an estimate with its source, or is not known.
    Personal data: none.
    """

    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=300)
    takes_effect_at = models.DateTimeField()
    text = models.TextField()
    sections = models.TextField(blank=True)
    offenses_from = models.DateField(null=True, blank=True)
    offenses_to = models.DateField(null=True, blank=True)
    includes = models.TextField(blank=True)
    excludes = models.TextField(blank=True)
    administering = models.CharField(max_length=200)
    estimate = models.PositiveIntegerField(null=True, blank=True)
    estimate_source = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.number}, {self.title}"


class ClassActCheck(AppendOnly):
    """A second officer has read the recorded proclamation against the published text.

    Personal data: the officer's name.
    """

    class_act = models.OneToOneField(ClassAct, on_delete=models.PROTECT, related_name="check_made")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class CertificateFinding(AppendOnly):
    """Whether one applicant is within a proclamation, for one offense, with reasons. The latest counts; each stays.

    Personal data: facts of an offense and of citizenship.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="certificate_findings")
    class_act = models.ForeignKey(ClassAct, on_delete=models.PROTECT, related_name="findings")
    finding = models.CharField(max_length=16, choices=WITHIN)
    offense = models.TextField()
    reasons = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class Certificate(AppendOnly):
    """Proof that a proclamation covers a person; the proclamation itself made the pardon.

    Shape: numbered; anybody who has the number can ask whether it is genuine, and is told nothing else.
    Personal data: that this person asked; the name stands in the letter, not here.
    """

    number = models.CharField(max_length=20, unique=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="certificate")
    finding = models.OneToOneField(CertificateFinding, on_delete=models.PROTECT, related_name="certificate")
    issued_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class LegalHold(models.Model):
    """While it stands, nothing of this file may be disposed of.

    Personal data: the reason may name a lawsuit.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    since = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True)


class Disposal(models.Model):
    """A proposal to dispose of the contents of a closed file under an approved schedule, and what was decided on it.

    Personal data: none beyond the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disposals")
    rule = models.CharField(max_length=80)
    authority = models.CharField(max_length=300)
    why = models.TextField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(approved__isnull=True), name="one_open_proposal_a_case"
            ),
            models.CheckConstraint(
                name="disposal_is_two_persons",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
            ),
        ]


class DisposalCertificate(AppendOnly):
    """What was disposed of, with the digest of each thing, by whom and under which authority. It is kept for ever.

    Shape: the database lets contents of a file go only while this row says so (see migration 0003).
    Personal data: none beyond the case; digests of what is gone.
    """

    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="certificate")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="disposal_certificate")
    contents = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
