# ruff: noqa: RUF012 - Django reads these lists once and never changes them
"""The case file and what the petitioner gave."""

from __future__ import annotations

from django.db import models

from clemency.docket.accounts.models import User
from clemency.docket.append_only import AppendOnly
from clemency.docket.states import State

KINDS = [
    ("pardon", "pardon after completion of sentence"),
    ("commutation", "commutation of sentence"),
    ("remission", "remission of fine or restitution"),
    ("reprieve", "reprieve or respite"),
    ("certificate", "certificate under a proclamation"),
]
CHANNELS = [
    ("web", "the online form"),
    ("mail", "paper, by mail"),
    ("warden", "paper, through the warden"),
    ("email", "e-mail"),
    ("direct_act", "no petition: an act of the decision-maker"),
]
PRECISIONS = [("", "not a date"), ("day", "day"), ("month", "month"), ("year", "year"), ("approximate", "approximate")]
SOURCES = [
    ("petitioner", "petitioner"),
    ("court_record", "court record"),
    ("prison_record", "prison record"),
    ("agency", "agency"),
    ("staff", "staff"),
]
SENSITIVITY = [
    ("public", "public"),
    ("office", "office"),
    ("confidential", "confidential: the petition and its papers"),
    ("restricted", "restricted: presentence report, medical, victim, juvenile, cooperation, background report"),
    ("deliberative", "deliberative: recommendations and drafts"),
]


class Person(models.Model):
    """Somebody who asks for clemency, or for whom it is asked.

    Shape: name parts as written on the form. Two people are taken for one only by a clerk, on name and date of birth
    or register number, never on the name alone; identifiers are text, since leading zeros matter.
    Personal data: names, date of birth, register number, address, death.
    """

    surname = models.CharField(max_length=120, db_index=True)
    given_names = models.CharField(max_length=120)
    suffix = models.CharField(max_length=20, blank=True)
    name_at_conviction = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=300, blank=True)
    date_of_birth = models.CharField(max_length=20, blank=True, help_text="As given: 1970-05-01, 1970-05 or 1970.")
    register_number = models.CharField(max_length=20, blank=True, db_index=True)
    address = models.TextField(blank=True)
    email = models.CharField(max_length=200, blank=True, help_text="Their own, or a trusted person's.")
    phone = models.CharField(max_length=60, blank=True)
    confined_at = models.CharField(max_length=160, blank=True)
    deceased_on = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_names, self.surname, self.suffix) if part)


class Case(models.Model):
    """One request for one kind of relief, from draft to close.

    Shape: the present state and a version stand here; how it came to be so is in Event, which is never rewritten.
    `version` grows with every act, and an act that names an older one is refused (two people, one case). A request for
    another kind of relief, or a new application after a denial, is another case with `earlier` set. Flags that change
    how a case is handled (capital, life or death sentence) are facts of the sentence, not judgements of merit.
    Personal data: that this person asked for clemency.
    """

    case_number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    jurisdiction = models.CharField(max_length=30)
    state = models.CharField(max_length=30, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    held_from = models.CharField(max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)
    petitioner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    account = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="petitions")
    channel = models.CharField(max_length=20, choices=CHANNELS, default="web")
    language = models.CharField(max_length=2, default="en")
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    created_at = models.DateTimeField()
    received_on = models.DateField(null=True, blank=True)
    docketed_on = models.DateField(null=True, blank=True)
    transmitted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closure_basis = models.CharField(max_length=40, blank=True)
    capital = models.BooleanField(default=False)
    life_or_death_sentence = models.BooleanField(default=False)
    humanitarian = models.CharField(max_length=200, blank=True, help_text="Why it is urgent: illness, age, a date.")
    waiver_letter = models.BooleanField(default=False)
    posthumous_asked = models.BooleanField(default=False)
    certified_as = models.CharField(
        max_length=200, blank=True, help_text="The name under the certification, as signed."
    )
    certified_on = models.DateField(null=True, blank=True)
    background_investigation = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["state", "received_on"])]

    def __str__(self) -> str:
        return self.case_number or f"file {self.pk}"


class Event(AppendOnly):
    """One transition of a case, as it happened.

    Shape: the row number of the transition table, the states before and after, who, as what, for whom and why; the
    needs that the decision-maker set aside. It is the source of every date in the statistics.
    Personal data: officers' names; reasons may speak of the petitioner.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.CharField(max_length=5)
    act = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40)
    acting_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    bypassed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)


class Answer(AppendOnly):
    """One answer on the form, as given at one time.

    Shape: a changed answer is a new row and the latest of a field counts, so the petition as it stood on any day can
    be read back. Fields and their words are data (intake/forms/*.toml). A date keeps the precision it was given with.
    Personal data: everything a petition tells; never published.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    field = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    precision = models.CharField(max_length=12, blank=True, choices=PRECISIONS)
    source = models.CharField(max_length=20, choices=SOURCES, default="petitioner")
    attached_pages = models.CharField(max_length=60, blank=True)
    not_applicable = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["case", "field"])]


class Conviction(models.Model):
    """A conviction that relief is asked for, or that starts a wait: the facts an instrument and a comparison need.

    Shape: dates are text with the precision known (2019-03 is a month, not its first day); offence and sentence stay
    verbatim. It may be corrected from the court record, with the source noted; the instrument copies what it says.
    Personal data: a person's criminal record.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="convictions")
    court = models.CharField(max_length=160, blank=True)
    district = models.CharField(max_length=80, blank=True)
    docket_number = models.CharField(max_length=60, blank=True)
    offense = models.TextField(blank=True)
    offense_on = models.CharField(max_length=20, blank=True)
    counts = models.CharField(max_length=80, blank=True)
    plea = models.CharField(max_length=20, blank=True)
    convicted_on = models.CharField(max_length=20, blank=True)
    sentenced_on = models.CharField(max_length=20, blank=True)
    sentence = models.TextField(blank=True)
    confined = models.CharField(max_length=8, blank=True, choices=[("", "not known"), ("yes", "yes"), ("no", "no")])
    released_on = models.CharField(max_length=20, blank=True)
    sentence_completed_on = models.CharField(max_length=20, blank=True)
    projected_release_on = models.CharField(max_length=20, blank=True)
    money_imposed = models.CharField(max_length=80, blank=True)
    money_unpaid = models.CharField(max_length=80, blank=True)
    registrable = models.BooleanField(default=False)
    relief_sought = models.BooleanField(default=True)
    source = models.CharField(max_length=20, choices=SOURCES, default="petitioner")


class Document(models.Model):
    """A paper in the file.

    Shape: contents stand apart (DocumentContent) so that lists never load them; the digest is of the bytes received.
    A share is a new document made of some pages, naming its origin; the original is never redacted in place.
    Personal data: title and origin; the class says how sensitive the contents are.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    part = models.CharField(max_length=60, help_text="What it is: oath, letter of support, sentencing order...")
    sensitivity = models.CharField(max_length=14, choices=SENSITIVITY, default="confidential")
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    from_whom = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    shared_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="shares", help_text="A share: its origin."
    )
    pages = models.CharField(max_length=60, blank=True, help_text="A share: which pages, as 1-3, 5; empty for all.")

    class Meta:
        ordering = ("pk",)


class DocumentContent(AppendOnly):
    """The bytes of a paper, in the database, so that one backup holds the file whole and one transaction adds it.

    Personal data: as the document's class says.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, primary_key=True, related_name="content")
    data = models.BinaryField()


class MissingPart(models.Model):
    """A part that was missing, when the petitioner was told, and when it came.

    Personal data: none beyond the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="missing_parts")
    part = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    told_on = models.DateField()
    cure_by = models.DateField()
    supplied_on = models.DateField(null=True, blank=True)


class DuplicateCheck(AppendOnly):
    """A clerk looked at possible duplicates and earlier cases, and what they concluded.

    Personal data: numbers of other cases; the clerk's words.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duplicate_checks")
    candidates = models.CharField(max_length=400, blank=True)
    conclusion = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class WaitComputed(AppendOnly):
    """The wait as it was computed on a day, under the rule then in force. A later change of rule leaves it as it is.

    Personal data: dates of a sentence.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waits")
    status = models.CharField(max_length=12)
    rule = models.CharField(max_length=60, blank=True)
    sentence = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)


class NumberSeries(models.Model):
    """The last case or instrument number given in a series. Numbers are never used twice.

    Personal data: none.
    """

    prefix = models.CharField(max_length=10, primary_key=True)
    last = models.PositiveIntegerField(default=0)
