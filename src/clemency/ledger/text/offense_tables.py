"""Words and tables that offense texts are read with: offense_phrases.toml, drug_names.csv, acts, glue."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from clemency.ledger.text.cites import Provision, provision
from clemency.ledger.text.dates import MONTHS
from clemency.ledger.text.phrases import PhraseTable
from clemency.ledger.text.quantity import UNIT_NAMES
from clemency.ledger.text.tokens import NUMBER_WORDS, listed, tokenize, words_of

# The official page breaks offenses off at 255 characters, in the middle of a word.
PAGE_LIMIT = (254, 255)


class OffensePhrase(NamedTuple):
    """A row of offense_phrases.toml."""

    key: str
    offense_class: str
    name: str
    provisions: tuple[Provision, ...]
    conspiracy: tuple[Provision, ...]
    since: int


class DrugName(NamedTuple):
    drug: str
    form: str
    note: str


class Modifier(NamedTuple):
    kind: str
    provision: Provision | None


@cache
def _toml() -> dict[str, list[dict[str, object]]]:
    path = resources.files("clemency.ledger.text") / "data" / "offense_phrases.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def offense_phrases() -> dict[str, OffensePhrase]:
    """The offenses that words are known for, by key."""
    return {str(row["key"]): _offense_phrase(row) for row in _toml()["offense"]}


def _offense_phrase(row: dict[str, object]) -> OffensePhrase:
    reason = str(row["reason"])
    named = [provision(str(row["provision"]), "phrase", reason)] if "provision" in row else []
    one_of = [provision(str(key), "one of", reason) for key in _strings(row.get("one_of"))]
    conspiracy_basis = "phrase" if len(_strings(row.get("conspiracy"))) == 1 else "one of"
    why = str(row.get("conspiracy_reason", "conspiracy to commit it"))
    conspiracy = [provision(key, conspiracy_basis, why) for key in _strings(row.get("conspiracy"))]
    return OffensePhrase(
        str(row["key"]),
        str(row["class"]),
        str(row["name"]),
        tuple(named or one_of),
        tuple(conspiracy),
        int(str(row.get("since", 0))),
    )


def _strings(value: object) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else []


@cache
def _lists() -> dict[str, str]:
    lists = _toml()["lists"]
    assert isinstance(lists, dict)
    return {str(name): str(pattern) for name, pattern in lists.items()}


@cache
def phrase_table() -> PhraseTable[OffensePhrase]:
    known = offense_phrases()
    rows = [(pattern, known[str(row["key"])]) for row in _toml()["offense"] for pattern in _strings(row["phrases"])]
    names = [(" ".join(token.word for token in tokenize(row.name)[0]), row) for row in known.values()]
    return PhraseTable(rows + names, _lists())


@cache
def modifier_table() -> PhraseTable[Modifier]:
    rows: list[tuple[str, Modifier]] = []
    for row in _toml()["modifier"]:
        section = provision(str(row["section"]), "phrase", str(row["reason"])) if "section" in row else None
        modifier = Modifier(str(row["kind"]), section)
        rows += [(pattern, modifier) for pattern in _strings(row["phrases"])]
    return PhraseTable(rows, _lists())


@cache
def drug_table() -> PhraseTable[DrugName]:
    path = resources.files("clemency.ledger.text") / "data" / "drug_names.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return PhraseTable([(row["phrase"], DrugName(row["drug"], row["form"], row["note"])) for row in rows], {})


ACTS = {
    "distribute": "distribute distribution distributing distributed distributes distributions",
    "possess": "possess possession possessing possessed possesses",
    "manufacture": "manufacture manufacturing manufactured manufactures produce producing production",
    "dispense": "dispense dispensing dispensed dispensation",
    "deliver": "deliver delivery delivering delivered",
    "sell": "sell sale selling sold sales",
    "import": "import importation importing imported importations smuggle smuggling smuggled",
    "export": "export exportation exporting exported",
    "transport": "transport transportation transporting transported",
    "traffic": "traffic trafficking trafficked",
    "cultivate": "cultivate cultivation cultivating growing grow",
    "purchase": "purchase purchasing purchased buying",
    "use": "use using used",
    "simple_possession": "",
    "transfer": "transfer transferring",
}
ACT_OF = {word: act for act, words in ACTS.items() for word in words.split()}
# Acts printed as verbs continue what was begun ("conspiracy to possess ... and to distribute"); nouns can open a charge.
VERBS = frozenset(ACTS) | {"distributed", "possessed", "manufactured", "imported"}
INCHOATE_OF = {
    **dict.fromkeys(listed("conspiracy conspire conspiring conspired conspiracies conspirator"), "conspiracy"),
    **dict.fromkeys(listed("attempt attempting attempted attempts"), "attempt"),
    "solicitation": "solicitation",
}
AIDING = (
    "aiding and abetting",
    "aid and abet",
    "aided and abetted",
    "aids and abets",
    "aiding or abetting",
    "aiding & abetting",
    "aiding , abetting",
    "aiding / abetting",
    "aid & abet",
    "aid / abet",
    "aiding and abetting and causing",
    "aiding , abetting and causing",
    "aider and abettor",
    "aiding",
    "aided",
)
INTENT = (
    "with intent to",
    "with the intent to",
    "with intention to",
    "with the intention to",
    "with an intent to",
    "with the intent of",
    "with intent",
    "intent to",
    "intending to",
)
FOR = ("for", "for the purpose of", "for purposes of")
MIXTURES = (
    "mixture and substance containing",
    "mixture or substance containing",
    "mixtures and substances containing",
    "mixture and substance which contained",
    "mixtures or substances containing",
    "mixture and / or substance containing",
    "mixture / substance containing",
    "mixture containing",
    "substance or mixture containing",
    "substance and mixture containing",
    "substance containing",
    "substances containing",
    "mixture or substance with",
    "mixture or substance of",
    "mixture and substance of",
    "mixture of",
    "mixtures of",
    "mixture or substance",
    "mixture and substance",
    "mixture or a substance containing",
    "mixtures containing",
    "mixture",
    "mixtures",
    "containing",
)
ALSO = (
    "commonly known as",
    "also known as",
    "more commonly known as",
    "commonly called",
    "otherwise known as",
    "known as",
    "a / k / a /",
    "a / k / a",
    "a . k . a .",
    "aka",
    "that is",
    "i . e .",
    "in the form of",
    "in the form commonly known as",
    "hereinafter",
)
FORMS = {"actual": "actual", "pure": "actual", "mixture": "mixture", "ice": "ice", "base": "base", "crack": "base"}
SCHEDULES = {"i": "I", "1": "I", "ii": "II", "2": "II", "iii": "III", "3": "III", "iv": "IV", "4": "IV", "v": "V"}
SCHEDULES |= {"one": "I", "two": "II", "three": "III", "four": "IV", "five": "V", "5": "V"}
PRIOR_OPENING = listed("after following subsequent with having despite having")
PRIOR_WORDS = frozenset(
    listed(
        "after following subsequent with having been being a an at least to previously previous prior former "
        "and or more final convicted conviction convictions of for in felony felonies drug drugs offense "
        "offenses related trafficking crime crimes become had sustained sustaining incurring obtaining "
        "narcotic narcotics the federal state distribution controlled substance substances"
    )
)
GLUE = frozenset(
    listed(
        "of the a an to in and or , . : - & / by with for at from on that which into upon its his her same it "
        "unlawful unlawfully illegal illegally knowing knowingly intentional intentionally intentially "
        "willful willfully criminal federal did being each felony violation violations violating violate "
        "involving commit committing commission further etc facilitate facilitating furtherance during "
        "relation connection causing cause namely wit specifically thereof therein other another act acts "
        "offense offenses crime crimes count was were is are as said such some quantity amount simple combine "
        "confederate agree agreeing agreement persons others concerning regarding relating pursuant under "
        "over business engage engaging engaged participate participating participation form any their while "
        "be amd adn fo defendant defendants together principal principle abettor including all both done wrongful "
        "wrongfully transaction substantial united states activity course"
    )
) | {'"'}
# What a glue word says of how two pieces are joined.
JOINTS = {",": ",", ".": ",", "and": "and", "or": "or", "&": "and", "/": "and", "to": "to"}
VOCABULARY_MORE = (
    "convicted conviction convictions previously previous felony distribution possession conspiracy marijuana "
    "methamphetamine mixture mixtures substance substances containing detectable measurable unspecified "
    "quantity amount approximately excess greater exceeding minimum schedule controlled counts specification "
    "specifications abetting aided abetted abet known commonly hydrochloride intentionally knowingly "
    "unlawfully district northern southern eastern western middle central court martial superior firearm "
    "firearms supervised release trafficking violation violating involving facilitate"
)


@cache
def vocabulary() -> frozenset[str]:
    """Words that a misprint may be read as: names of drugs, acts, units and the words that carry a charge."""
    return (
        drug_table().vocabulary
        | frozenset(ACT_OF)
        | frozenset(INCHOATE_OF)
        | words_of((*AIDING, *MIXTURES))
        | frozenset(listed(VOCABULARY_MORE))
        | NUMBER_WORDS
        | UNIT_NAMES
    )


@cache
def known_words() -> frozenset[str]:
    """Words of the tables that are no misprints, whatever they resemble."""
    return phrase_table().vocabulary | modifier_table().vocabulary | GLUE | words_of(ALSO) | frozenset(MONTHS)


PARTS_OF_DISTRICTS = listed("northern southern eastern western middle central north south east west")
ENHANCEMENTS = {
    "enhancement_851": "§ 851",
    "enhancement": "enhancement",
    "career_offender": "career offender",
    "armed_career_criminal": "armed career criminal",
    "on_release": "while on release",
}
