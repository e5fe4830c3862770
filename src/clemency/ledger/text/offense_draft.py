"""A charge while it is being read: what has been gathered, what kind of charge it is, which provisions it names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from clemency.ledger.text.cites import Provision, provision
from clemency.ledger.text.district import Court
from clemency.ledger.text.offense_model import DrugLine, Priors
from clemency.ledger.text.offense_tables import OffensePhrase


@dataclass(slots=True)
class Draft:
    """A charge being gathered."""

    first: int  # token
    last: int
    item: int | None
    inchoate: list[str] = field(default_factory=list)
    aiding: bool = False
    acts: list[str] = field(default_factory=list)
    intent: list[str] = field(default_factory=list)
    drugs: list[DrugLine] = field(default_factory=list)
    offenses: list[OffensePhrase] = field(default_factory=list)
    cites: list[Provision] = field(default_factory=list)
    counts: int | None = None
    priors: list[Priors] = field(default_factory=list)
    places: list[Provision] = field(default_factory=list)
    protected_place: bool = False
    young_person: bool = False
    death: bool = False
    of_supervision: str = ""
    enhancements: list[str] = field(default_factory=list)
    degree: str = ""
    remarks: list[str] = field(default_factory=list)
    court: Court | None = None
    shares_object: bool = (
        False  # "possession with intent to distribute and conspiracy to ... cocaine": one object for both
    )
    unknown: bool = False  # words that no rule took stand in it

    @property
    def has_object(self) -> bool:
        return bool(self.acts or self.drugs or self.offenses)

    @property
    def closed(self) -> bool:
        """A provision or a number of counts has been printed: what follows a comma is another charge."""
        return bool(self.cites) or self.counts is not None

    @property
    def only_cites(self) -> bool:
        said = (self.inchoate, self.aiding, self.of_supervision, self.unknown, self.counts)
        return bool(self.cites) and not self.has_object and not any(said)

    @property
    def empty(self) -> bool:
        said = (
            self.inchoate,
            self.aiding,
            self.cites,
            self.of_supervision,
            self.priors,
            self.unknown,
            self.enhancements,
        )
        return not self.has_object and not any(said) and self.counts is None and self.court is None

    def copy(self) -> Draft:
        lists = {
            name: list(getattr(self, name))
            for name in (
                "inchoate", "acts", "intent", "drugs", "offenses", "cites", "priors", "places", "enhancements", "remarks"
            )
        }  # fmt: skip
        return replace(self, **lists)


# The Controlled Substances Act took effect on 1971-05-01; older judgments are under older law.
SINCE: dict[str, int] = dict.fromkeys(
    ("21 USC 841(a)(1)", "21 USC 844(a)", "21 USC 846", "21 USC 952(a)", "21 USC 953(a)"), 1971
)
SINCE |= {
    "18 USC 924(e)": 1986,
    "21 USC 963": 1971,
    "21 USC 860": 1984,
    "21 USC 859": 1971,
    "18 USC 3583(e)": 1984,
    "18 USC 3565": 1984,
}


def enhancements(draft: Draft) -> list[str]:
    printed = ["§ 851"] if any(c.code == "USC" and c.title == 21 and c.section == "851" for c in draft.cites) else []
    return [*draft.enhancements, *printed]


def offense_class(draft: Draft) -> str:
    """What kind of charge it is, from its words, or from the title and section printed."""
    if draft.of_supervision:
        return "violation of supervision"
    if draft.offenses:
        return draft.offenses[0].offense_class
    if draft.drugs or draft.intent:
        return "drug"
    drug_sections = (
        "841",
        "843",
        "844",
        "845",
        "846",
        "848",
        "856",
        "859",
        "860",
        "861",
        "952",
        "953",
        "955",
        "960",
        "963",
    )
    if any(c.title == 21 and c.section.rstrip("abA") in drug_sections for c in draft.cites):
        return "drug"
    if draft.inchoate and not draft.acts and not draft.unknown:
        return "conspiracy" if "conspiracy" in draft.inchoate else ""
    return ""


_HARMFUL = {"distribute", "manufacture", "dispense", "deliver", "sell", "traffic", "cultivate"}


def named_by_words(draft: Draft) -> list[Provision]:
    if draft.of_supervision:
        if draft.of_supervision == "supervised release":
            return [provision("18 USC 3583(e)", "phrase", "18 U.S.C. § 3583(e): revocation of supervised release")]
        if draft.of_supervision == "probation":
            return [provision("18 USC 3565", "phrase", "18 U.S.C. § 3565: revocation of probation")]
        return []
    found: list[Provision] = []
    if draft.offenses:
        for phrase in draft.offenses:
            found += _inchoate_form(draft, phrase)
    elif draft.drugs or draft.intent:
        found += _drug_provisions(draft)
    if draft.aiding:
        found.append(provision("18 USC 2", "phrase", "18 U.S.C. § 2(a): aids, abets"))
    return found


def _inchoate_form(draft: Draft, phrase: OffensePhrase) -> list[Provision]:
    """The provisions of an offense, or of the conspiracy or attempt to commit it."""
    if "conspiracy" in draft.inchoate:
        if phrase.conspiracy:
            return list(phrase.conspiracy)
        return [
            provision("18 USC 371", "one of", "the general conspiracy statute; the text does not say which was charged")
        ]
    if draft.inchoate:
        return [p._replace(basis="one of", reason=f"attempt: {p.reason}") for p in phrase.provisions]
    return list(phrase.provisions)


def _drug_provisions(draft: Draft) -> list[Provision]:
    """21 U.S.C. §§ 841, 844, 846, 952, 953, 963 from the acts and the state of the offense."""
    acts = set(draft.acts)
    chemicals = bool(draft.drugs) and all(line.form in ("listed chemical", "precursor") for line in draft.drugs)
    if chemicals or any(line.note.startswith("a listed chemical") for line in draft.drugs):
        acts.discard("possess")
        if not acts:
            return [provision(f"21 USC 841(c)({n})", "one of", "21 U.S.C. § 841(c): listed chemicals") for n in (1, 2)]
    border = acts & {"import", "export"}
    inland = acts & _HARMFUL or draft.intent
    if draft.inchoate:
        found: list[Provision] = []
        if border:
            found.append(
                provision("21 USC 963", "phrase", "21 U.S.C. § 963: attempt or conspiracy to import or export")
            )
        if inland or not border:
            found.append(
                provision("21 USC 846", "phrase", "21 U.S.C. § 846: attempt or conspiracy under the drug laws")
            )
        return found
    found = []
    if inland:
        found.append(
            provision(
                "21 USC 841(a)(1)",
                "phrase",
                "21 U.S.C. § 841(a)(1): manufacture, distribute, dispense, or possess with intent to do so",
            )
        )
    if "import" in acts:
        found.append(provision("21 USC 952(a)", "phrase", "21 U.S.C. § 952(a): importation of controlled substances"))
    if "export" in acts:
        found.append(provision("21 USC 953(a)", "phrase", "21 U.S.C. § 953(a): exportation of controlled substances"))
    if acts == {"simple_possession"}:
        return [provision("21 USC 844(a)", "phrase", "21 U.S.C. § 844(a): simple possession")]
    if not found and acts == {"possess"}:
        found.append(provision("21 USC 844(a)", "one of", "21 U.S.C. § 844(a): possession without words of intent"))
    return found
