"""The structure of an offense text: charges with acts, drugs, amounts, provisions and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from clemency.ledger.text.cites import Provision
from clemency.ledger.text.district import Court
from clemency.ledger.text.quantity import Quantity
from clemency.ledger.text.tokens import Correction, Unread


class DrugLine(NamedTuple):
    """One drug of a charge.

    drug      name in the tables of law ("cocaine_base"); "" where the text names none ("a controlled substance")
    form      as the text says: "mixture", "actual", "powder", "hydrochloride", "brand", "not named",
              "listed chemical", "to be made" (what listed chemicals or equipment were for)
    quantity  as charged; None if the text gives none
    schedule  "II", where the text says so
    """

    drug: str
    form: str = ""
    quantity: Quantity | None = None
    schedule: str = ""
    note: str = ""  # why the words name that drug, where they are not its own name


class Priors(NamedTuple):
    """Prior convictions as the text states them. number None: the words give none ("prior convictions")."""

    number: int | None
    or_more: bool
    drug: bool
    text: str


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge as printed. What the text does not say is empty, never filled in.

    inchoate     "conspiracy", "attempt", "solicitation"; empty for the completed offense
    acts         "distribute", "possess", "manufacture", "import", ... of a drug charge; ``intent`` the acts intended
    offenses     keys of offense_phrases.toml; with a conspiracy, its objects
    counts       how many counts; 1 unless the text says otherwise (``counts_stated``)
    of_supervision  the charge is a violation of "supervised release" (or probation, parole); acts and drugs then say
                 what supervision had been imposed for, and are not a new conviction
    enhancements "§ 851", "career offender", "armed career criminal", "enhancement" (kind not said)
    """

    text: str
    start: int
    end: int
    item: int | None = None
    inchoate: tuple[str, ...] = ()
    aiding: bool = False
    acts: tuple[str, ...] = ()
    intent: tuple[str, ...] = ()
    drugs: tuple[DrugLine, ...] = ()
    offenses: tuple[str, ...] = ()
    offense_class: str = ""
    provisions: tuple[Provision, ...] = ()
    counts: int = 1
    counts_stated: bool = False
    priors: tuple[Priors, ...] = ()
    protected_place: bool = False
    young_person: bool = False
    death: bool = False
    of_supervision: str = ""
    enhancements: tuple[str, ...] = ()
    degree: str = ""  # "misdemeanor", "felony", "lesser included offense", where printed
    remarks: tuple[str, ...] = ()  # in brackets, as printed: "incorrectly listed on the judgment as cocaine"
    court: Court | None = None
    names: tuple[str, ...] = field(default=(), compare=False)  # plain names of ``offenses``

    @property
    def is_drug(self) -> bool:
        """True if the charge is one under the drug laws, as far as its words go."""
        return self.offense_class == "drug"

    @property
    def intends_to_distribute(self) -> bool:
        return "distribute" in self.intent

    def describe(self) -> str:
        """Plain words; ``parse_offense`` reads them back to the same charge, but for the place in the text."""
        return _describe(self)


@dataclass(frozen=True, slots=True)
class Offense:
    """A whole offense text, read.

    cut_off  the last words, where the source itself breaks off in them
    scope    the whole text, where it is a pardon's formula for offenses never charged; then there are no charges
    """

    text: str
    charges: tuple[Charge, ...]
    unread: tuple[Unread, ...] = ()
    cut_off: str = ""
    scope: str = ""
    corrections: tuple[Correction, ...] = field(default=(), compare=False)

    @property
    def convictions(self) -> tuple[Charge, ...]:
        """The charges that are convictions, without violations of supervision and allegations of forfeiture."""
        return tuple(c for c in self.charges if not c.of_supervision and c.offense_class != "forfeiture")

    @property
    def drugs(self) -> tuple[str, ...]:
        """Drugs of the convictions, each once, in the order printed."""
        return tuple(dict.fromkeys(line.drug for c in self.convictions for line in c.drugs if line.drug))

    @property
    def provisions(self) -> tuple[str, ...]:
        """Keys of the provisions that the text names or whose words it uses ("21 USC 846"); not mere candidates."""
        found = (p.key for c in self.convictions for p in c.provisions if p.basis != "one of")
        return tuple(dict.fromkeys(found))

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes of the charges, each once, in the order printed."""
        return tuple(dict.fromkeys(c.offense_class for c in self.charges if c.offense_class))

    @property
    def is_drug(self) -> bool:
        return any(charge.is_drug for charge in self.convictions)

    def describe(self) -> str:
        """Plain words. Convictions with numbers stand on lines of their own."""
        if self.scope:
            return self.scope
        text = ""
        item: int | None = None
        for charge in self.charges:
            if charge.item != item:
                text += f"\n{charge.item}. "
            elif text:
                text += "; "
            item = charge.item
            text += charge.describe()
        return text.strip()


_DRUG_WORDS = {
    "cocaine_base": "cocaine base",
    "methamphetamine_actual": "methamphetamine (actual)",
    "marijuana_plants": "marijuana plants",
    "fentanyl_analogue": "fentanyl analogue",
    "anabolic_steroids": "anabolic steroids",
    "hashish_oil": "hashish oil",
    "dextropropoxyphene": "propoxyphene",
    "schedule_iv": "diazepam",
    "pcp": "phencyclidine",
    "lsd": "LSD",
    "mdma": "MDMA",
    "mda": "MDA",
    "ghb": "GHB",
    "gbl": "GBL",
    "ice": "methamphetamine (ice)",
}


def _drug_words(line: DrugLine) -> str:
    name = _DRUG_WORDS.get(line.drug, line.drug)
    if not line.drug:
        name = "a listed chemical" if line.form in ("listed chemical", "precursor") else "a controlled substance"
    elif line.form in ("powder", "hydrochloride"):
        name = f"{name} {line.form}"
    elif line.form == "crystal":
        name = f"crystal {name}"
    elif line.form == "mixture":
        name = f"a mixture or substance containing {name}"
    if line.schedule:
        name += f", a schedule {line.schedule} controlled substance,"
    if line.quantity is None:
        return name
    if line.quantity.unit == "plants":
        return f"{line.quantity} of marijuana".replace("plants of marijuana", "marijuana plants")
    return f"{line.quantity} of {name}"


_NOUNS = {"distribute": "distribution", "possess": "possession", "manufacture": "manufacture", "import": "importation"}
_NOUNS |= {
    "export": "exportation",
    "transport": "transportation",
    "sell": "sale",
    "use": "use",
    "dispense": "dispensing",
}
_NOUNS |= {
    "simple_possession": "simple possession",
    "traffic": "trafficking",
    "deliver": "delivery",
    "purchase": "purchase",
    "cultivate": "cultivation",
}


def _describe_acts(charge: Charge) -> str:
    after_to = bool(charge.inchoate)
    words: list[str] = []
    for act in charge.acts:
        word = act if after_to and act != "simple_possession" else _NOUNS.get(act, act)
        if act == "possess" and charge.intent:
            word += " with intent to " + " and ".join(charge.intent)
        words.append(word)
    text = " and ".join(words)
    if charge.drugs:
        drugs = " and ".join(_drug_words(line) for line in charge.drugs)
        of = bool(text) and not after_to and not text.endswith(("distribute", "manufacture", "dispense", "import"))
        text = f"{text}{' of' if of else ''} {drugs}"
    return text.strip()


def _describe(charge: Charge) -> str:
    what = " and ".join(charge.names) if charge.names else ""
    acts = _describe_acts(charge)
    if charge.offenses and acts:
        what = f"{what} {acts}"
    elif acts:
        what = acts
    if charge.inchoate:
        kinds = " and ".join(charge.inchoate)
        joint = " of " if not charge.acts and not charge.offenses else " to commit " if charge.offenses else " to "
        what = f"{what} {kinds}" if joint == " of " and what else f"{kinds}{joint}{what}" if what else kinds
    if charge.of_supervision:
        what = f"violation of {charge.of_supervision}" + (f" ({what})" if what else "")
    if charge.protected_place:
        what += " within 1,000 feet of a protected location"
    if charge.young_person:
        what += " to a person under 21"
    if charge.death:
        what += " resulting in death"
    what += "".join(f" {prior.text}" for prior in charge.priors)
    if charge.aiding:
        what = f"{what} and aiding and abetting" if what else "aiding and abetting"
    if charge.counts_stated:
        what += f" ({charge.counts} count{'' if charge.counts == 1 else 's'})"
    for enhancement in charge.enhancements:
        what += {"§ 851": ", § 851 enhancement", "enhancement": ", sentencing enhancement"}.get(
            enhancement, f", {enhancement}"
        )
    if charge.degree:
        what += {"lesser included offense": ", lesser included offense"}.get(charge.degree, f" ({charge.degree})")
    cites = [str(provision) for provision in charge.provisions if provision.basis == "printed"]
    if cites:
        what += ("" if not what else ", ") + ", ".join(cites)
    what += "".join(f" ({remark})" for remark in charge.remarks)
    if charge.court is not None:
        what += f" ({charge.court.name})"
    return what
