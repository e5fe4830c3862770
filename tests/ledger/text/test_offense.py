"""Offense texts: charges, acts, drugs with amounts, provisions with their basis, priors."""

from __future__ import annotations

import csv
from fractions import Fraction
from importlib import resources

import pytest

from clemency.ledger.text import Charge, DrugLine, Quantity, offense_phrases, parse_offense
from clemency.ledger.text.cites import provision
from clemency.ledger.text.offense_tables import ACT_OF, GLUE, drug_table, phrase_table
from clemency.ledger.text.phrases import WordLine
from clemency.ledger.text.tokens import Cursor


def one(text: str, **known: object) -> Charge:
    offense = parse_offense(text, **known)  # pyright: ignore[reportArgumentType]
    assert offense.unread == (), offense.unread
    (charge,) = offense.charges
    return charge


def grams(amount: int | str) -> int:
    return int(Fraction(amount) * 1_000_000)


# amounts: text, drug, micrograms (or count), bound
AMOUNTS = [
    ("50 grams or more of cocaine base", "cocaine_base", grams(50), "at least"),
    ("at least 50 grams of crack", "cocaine_base", grams(50), "at least"),
    ("50 or more grams of cocaine base (crack)", "cocaine_base", grams(50), "at least"),
    ("50 grams and more of crack cocaine", "cocaine_base", grams(50), "at least"),
    ("in excess of five kilograms of cocaine", "cocaine", grams(5000), "more than"),
    ("in excess of 5 kilograms or more of cocaine", "cocaine", grams(5000), "at least"),
    ("approximately 50 grams or more of cocaine base", "cocaine_base", grams(50), "at least"),
    ("more than 1,000 kilograms of marijuana", "marijuana", grams(1_000_000), "more than"),
    ("over 500 grams of cocaine hydrochloride", "cocaine", grams(500), "more than"),
    ("less than 50 kilograms of marijuana", "marijuana", grams(50_000), "less than"),
    ("approximately 100.3 grams of cocaine base", "cocaine_base", grams("100.3"), "about"),
    ("27.72 grams of cocaine base", "cocaine_base", grams("27.72"), "exactly"),
    (".5 grams of heroin", "heroin", grams("1/2"), "exactly"),
    ("five (5) grams or more of cocaine base", "cocaine_base", grams(5), "at least"),
    ("cocaine in excess of five kilograms", "cocaine", grams(5000), "more than"),
    ("cocaine base (50 grams or more)", "cocaine_base", grams(50), "at least"),
    ("a quantity in excess of five kilograms of cocaine", "cocaine", grams(5000), "more than"),
    ("500 grams or more of a mixture and substance containing a detectable amount of methamphetamine", "methamphetamine",
     grams(500), "at least"),
    ("50 grams or more of methamphetamine (actual)", "methamphetamine_actual", grams(50), "at least"),
    ("50 grams or more of actual (pure) methamphetamine", "methamphetamine_actual", grams(50), "at least"),
    ("methamphetamine, actual, 50 grams or more", "methamphetamine_actual", grams(50), "at least"),
    ("1,000 or more marijuana plants", "marijuana_plants", 1000, "at least"),
    ("over 100 marijuana plants", "marijuana_plants", 100, "more than"),
    ("10 pounds of marijuana", "marijuana", 4_535_923_700, "exactly"),
    ("one ounce of heroin", "heroin", Fraction(453_592_370, 16), "exactly"),
    ("a detectable amount of cocaine", "cocaine", None, "detectable"),
    ("an unspecified quantity of heroin", "heroin", None, "not stated"),
    ("one kilogram or more of phencyclidine (PCP)", "pcp", grams(1000), "at least"),
    ("3.5 kilograms but less than 5 kilograms of cocaine", "cocaine", grams(3500), "at least"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "drug", "amount", "bound"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_amounts(text: str, drug: str, amount: int | None, bound: str) -> None:
    charge = one(f"Possession with intent to distribute {text}")
    (line,) = charge.drugs
    assert line.quantity is not None
    assert (line.drug, line.quantity.amount, line.quantity.bound) == (drug, amount, bound)
    assert charge.acts == ("possess",)
    assert charge.intent == ("distribute",)
    assert [(p.key, p.basis) for p in charge.provisions] == [("21 USC 841(a)(1)", "phrase")]


def test_each_amount_belongs_to_its_drug() -> None:
    charge = one(
        "Conspiracy to distribute five kilograms or more of cocaine, 50 grams or more of cocaine base, and marijuana"
    )
    assert [(line.drug, line.quantity and line.quantity.amount) for line in charge.drugs] == [
        ("cocaine", grams(5000)), ("cocaine_base", grams(50)), ("marijuana", None)
    ]  # fmt: skip


def test_exact_amounts_of_one_drug_add_up() -> None:
    (line,) = one("Possession with intent to distribute 87 capsules and 1,419 tablets of ecstasy").drugs
    assert line.quantity == Quantity(1506, "units", "exactly")


def test_amounts_after_their_drugs() -> None:
    charge = one(
        "Conspiracy to possess cocaine with intent to distribute and to distribute cocaine in excess of five kilograms, "
        "cocaine base in excess of 50 grams, and a quantity of marijuana"
    )
    assert charge.drugs[-2:] == (
        DrugLine("cocaine_base", "", Quantity(grams(50), "ug", "more than")),
        DrugLine("marijuana", "", Quantity(None, "", "not stated")),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('cocaine base, "crack cocaine"', ["cocaine_base"]),
        ("cocaine base, commonly known as crack", ["cocaine_base"]),
        ('cocaine base, to wit: "crack"', ["cocaine_base"]),
        ("a controlled substance, to wit: cocaine", ["cocaine"]),
        ("crack cocaine base", ["cocaine_base"]),
        ("cocaine (crack)", ["cocaine_base"]),
        ("a controlled substance (methamphetamine)", ["methamphetamine"]),
        ("a Schedule II controlled substance (cocaine)", ["cocaine"]),
        ("cocaine, a Schedule II narcotic drug controlled substance", ["cocaine"]),
        ("a controlled substance", [""]),
        ("3,4-methylenedioxymethamphetamine a/k/a ecstasy", ["mdma"]),
        ("cocaine, cocaine base and marijuana", ["cocaine", "cocaine_base", "marijuana"]),
        ("Dilaudid", ["hydromorphone"]),
        ("methamphetamine (ice)", ["ice"]),
        ("methylenedioxymethamphetamine (MDA or Ecstasy)", ["mdma"]),
        ("controlled substances (heroin and cocaine)", ["heroin", "cocaine"]),
    ],
)
def test_names_of_drugs(text: str, names: list[str]) -> None:
    assert [line.drug for line in one(f"Distribution of {text}").drugs] == names


# provisions from words: text, provisions named, provisions that are only candidates
PROVISIONS = [
    ("Distribution of heroin", ["21 USC 841(a)(1)"], []),
    ("Conspiracy to distribute heroin", ["21 USC 846"], []),
    ("Attempt to manufacture methamphetamine", ["21 USC 846"], []),
    ("Conspiracy to import cocaine", ["21 USC 963"], []),
    ("Importation of cocaine", ["21 USC 952(a)"], []),
    ("Conspiracy to import and distribute cocaine", ["21 USC 963", "21 USC 846"], []),
    ("Simple possession of cocaine base", ["21 USC 844(a)"], []),
    ("Possession of cocaine base", [], ["21 USC 844(a)"]),
    ("Distribution of cocaine base within 1,000 feet of a school", ["21 USC 841(a)(1)", "21 USC 860"], []),
    ("Distribution of cocaine to a person under the age of 21", ["21 USC 841(a)(1)", "21 USC 859"], []),
    ("Distribution of heroin, aiding and abetting", ["21 USC 841(a)(1)", "18 USC 2"], []),
    ("Felon in possession of a firearm", ["18 USC 922(g)(1)"], []),
    ("Possession of a firearm by a prohibited person", ["18 USC 922(g)"], []),
    ("Felon in possession of a firearm/armed career criminal", ["18 USC 922(g)(1)", "18 USC 924(e)"], []),
    ("False statements in purchase of firearms", ["18 USC 922(a)(6)"], []),
    ("Making a false statement to a licensed dealer", [], ["18 USC 922(a)(6)", "18 USC 924(a)(1)(A)"]),
    ("Use of a firearm during a felony", [], ["18 USC 924(c)(1)"]),
    ("Use of fire to commit armed bank robbery", ["18 USC 844(h)(1)"], []),
    ("Maliciously destroy by fire", [], ["18 USC 81", "18 USC 844(i)"]),
    ("Interstate transmission of a threatening communication", ["18 USC 875(c)"], []),
    ("Communicating a threat", [], ["18 USC 875(c)", "18 USC 876(c)"]),
    ("Cyberstalking", ["18 USC 2261A(2)"], []),
    ("Interstate stalking and harassment", ["18 USC 2261A"], []),
    ("Possession of a firearm", [], []),
    ("Possession of a firearm in furtherance of a drug trafficking crime", ["18 USC 924(c)(1)"], []),
    ("Using and carrying a firearm during and in relation to a drug trafficking crime", ["18 USC 924(c)(1)"], []),
    ("Conspiracy to use and carry firearms in relation to a drug trafficking crime", [], ["18 USC 924(o)", "18 USC 371"]),
    ("Continuing criminal enterprise", ["21 USC 848"], []),
    ("Use of a communication facility to facilitate a drug felony", ["21 USC 843(b)"], []),
    ("Money laundering", [], ["18 USC 1956", "18 USC 1957"]),
    ("Laundering of monetary instruments", ["18 USC 1956"], []),
    ("Conspiracy to commit money laundering", [], ["18 USC 1956(h)", "18 USC 371"]),
    ("Conspiracy", [], []),
    ("Conspiracy to defraud the United States", ["18 USC 371"], []),
    ("Racketeering conspiracy", ["18 USC 1962(d)"], []),
    ("Possession of a firearm without a serial number", [], ["26 USC 5861(i)", "18 USC 922(k)"]),
    ("Maintaining a drug-involved premises", ["21 USC 856"], []),
    ("Possession of marijuana in prison", [], ["21 USC 844(a)"]),
]  # fmt: skip


def test_a_charge_in_the_alternative_is_one() -> None:
    charge = one("Distribution of cocaine or manufacturing in or near a school facility, 21 U.S.C. § 860(a)")
    assert [p.key for p in charge.provisions] == ["21 USC 860(a)"]
    assert [line.drug for line in charge.drugs] == ["cocaine"]


def test_premises_for_several_acts_are_one_charge() -> None:
    charge = one(
        "Renting, leasing, and making premises available for storing and distributing cocaine, 21 U.S.C. § 856(a)(2)"
    )
    assert [p.key for p in charge.provisions] == ["21 USC 856(a)(2)"]


def test_what_a_chemical_was_to_be_made_into_is_no_drug_of_the_charge() -> None:
    charge = one("Conspiracy to possess a List I chemical to manufacture methamphetamine")
    assert [line.form for line in charge.drugs] == ["listed chemical", "to be made"]


@pytest.mark.parametrize(("text", "named", "candidates"), PROVISIONS, ids=[row[0] for row in PROVISIONS])
def test_provisions_from_words(text: str, named: list[str], candidates: list[str]) -> None:
    (charge,) = parse_offense(text).charges
    assert [p.key for p in charge.provisions if p.basis == "phrase"] == named
    assert [p.key for p in charge.provisions if p.basis == "one of"] == candidates
    assert all(p.reason for p in charge.provisions)


CITES = [
    ("21 U.S.C. § 841(a)(1)", ["21 USC 841(a)(1)"]),
    ("21 U.S.C. §§841(a)(1), (b)(1)(A)(iii), & 846", ["21 USC 841(a)(1)", "21 USC 841(b)(1)(A)(iii)", "21 USC 846"]),
    ("21 U.S.C. §§ 841(a)(1), 846 and 18 U.S.C. § 2", ["21 USC 841(a)(1)", "21 USC 846", "18 USC 2"]),
    ("21 U.S.C. §§ 841(a)(1) & (b)(1)A)(viii)", ["21 USC 841(a)(1)", "21 USC 841(b)(1)(A)(viii)"]),
    ("18 U.S.C. § 924©(1)(A)(i)", ["18 USC 924(c)(1)(A)(i)"]),
    ("18 U.S.C. § 1028A(a)(1)", ["18 USC 1028A(a)(1)"]),
    ("15 U.S.C. §§ 78j(b) and 78ff", ["15 USC 78j(b)", "15 USC 78ff"]),
    ("50 App. U.S.C. §§ 451 et seq.", ["50 USC App 451"]),
    ("section 371, title 18, United States Code", ["18 USC 371"]),
    ("Article 134, U.C.M.J.", ["UCMJ 134"]),
    ("21 U.S.C. ÃŸ 846", ["21 USC 846"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys"), CITES, ids=[row[0] for row in CITES])
def test_printed_provisions(text: str, keys: list[str]) -> None:
    charge = one(f"Conspiracy to distribute heroin, {text}")
    assert [p.key for p in charge.provisions] == keys
    assert {p.basis for p in charge.provisions} == {"printed"}


def test_a_provision_reads_itself_back() -> None:
    for key in ("21 USC 841(b)(1)(A)(iii)", "18 USC 1028A", "42 USC 1320a-7b(b)", "UCMJ 112a", "31 CFR 560.203"):
        assert provision(key).key == key
    with pytest.raises(ValueError, match="does not name one provision"):
        provision("the law")


def test_words_name_no_provision_that_was_not_there_yet() -> None:
    assert one("Distribution of heroin", sentenced_in=1965).provisions == ()
    assert one("Felon in possession of a firearm", sentenced_in=1975).provisions == ()


@pytest.mark.parametrize("court", ["dcsuper", "courtmartial"])
def test_words_name_no_federal_provision_in_other_courts(court: str) -> None:
    assert one("Distribution of heroin", court=court).provisions == ()


@pytest.mark.parametrize(
    ("text", "number", "or_more", "drug"),
    [
        ("after having previously been convicted of a felony drug offense", 1, False, True),
        ("after being convicted of two or more felony drug offenses", 2, True, True),
        ("following two prior felony convictions", 2, False, False),
        ("with prior narcotics conviction", 1, False, True),
        ("after having previously been convicted of three felony drug offenses", 3, False, True),
    ],
)
def test_priors_as_stated(text: str, number: int, or_more: bool, drug: bool) -> None:
    charge = one(f"Distribution of 50 grams or more of cocaine base {text}")
    (prior,) = charge.priors
    assert (prior.or_more, prior.drug) == (or_more, drug)
    assert prior.number in (number, None if number == 1 else number)
    assert charge.drugs == (DrugLine("cocaine_base", "", Quantity(grams(50), "ug", "at least")),)


def test_no_priors_from_a_firearm_offense() -> None:
    assert one("Possession of a firearm after former conviction of a felony").priors == ()


def test_section_851_only_if_stated() -> None:
    assert one("Distribution of heroin, 21 U.S.C. §§ 841(a)(1) & 851").enhancements == ("§ 851",)
    assert one("Distribution of heroin and sentencing enhancement").enhancements == ("enhancement",)
    assert one("Distribution of heroin").enhancements == ()


def test_counts() -> None:
    assert one("Distribution of heroin (two counts)").counts == 2
    assert one("Five specifications of failure to obey order or regulation").counts == 5
    plain = one("Distribution of heroin")
    assert (plain.counts, plain.counts_stated) == (1, False)


def test_a_violation_of_supervision_is_no_new_conviction() -> None:
    offense = parse_offense(
        "1. Distribution of heroin\n2. Supervised release violation (distribution of cocaine base (two counts))"
    )
    assert offense.unread == ()
    assert [c.item for c in offense.charges] == [1, 2]
    assert offense.charges[1].of_supervision == "supervised release"
    assert offense.drugs == ("heroin",)
    assert offense.provisions == ("21 USC 841(a)(1)",)


def test_charges_joined_by_commas() -> None:
    offense = parse_offense(
        "Felon in possession of a firearm, possession of a stolen firearm, possession with intent to distribute marijuana, "
        "possession of a firearm in furtherance of a drug trafficking crime"
    )
    assert offense.classes == ("firearm", "drug")
    assert len(offense.charges) == 4


def test_what_a_drug_was_for_is_no_second_drug() -> None:
    charge = one("Possession of cocaine with intent to manufacture cocaine base")
    assert [(line.drug, line.form) for line in charge.drugs] == [("cocaine", ""), ("cocaine_base", "to be made")]


def test_court_after_the_offense() -> None:
    offense = parse_offense(
        "1. Distribution of heroin (Eastern District of Texas). 2. Wire fraud (District of Kansas)."
    )
    assert [c.court.code for c in offense.charges if c.court] == ["txed", "ksd"]
    pasted = parse_offense("Distribution of heroin; wire fraud; Northern District of Ohio")
    assert [c.court.code for c in pasted.charges if c.court] == ["ohnd", "ohnd"]


def test_a_remark_in_brackets_is_no_charge() -> None:
    charge = one("Distribution of heroin (incorrectly listed on the judgment as cocaine)")
    assert [line.drug for line in charge.drugs] == ["heroin"]
    assert charge.remarks == ("incorrectly listed on the judgment as cocaine",)
    half = parse_offense("Distribution of heroin (see the case of the man who sold cocaine)")
    assert [line.drug for c in half.charges for line in c.drugs] == ["heroin"]
    assert [piece.text for piece in half.unread] == ["(see the case of the man who sold cocaine)"]


def test_a_pardon_for_what_was_never_charged() -> None:
    text = "For any offenses against the United States which he may have committed or taken part in through this day."
    offense = parse_offense(text)
    assert offense.scope == text
    assert offense.charges == ()


def test_a_text_that_the_source_cuts_off() -> None:
    text = ("Distribution of heroin; " * 20)[:240].rstrip() + " possession wit"
    offense = parse_offense(text)
    assert len(text) in (254, 255)
    assert offense.cut_off == "possession wit"
    assert offense.unread == ()


def test_unknown_words_are_shown() -> None:
    offense = parse_offense("Distribution of heroin; juggling of lemons")
    assert [piece.text for piece in offense.unread] == ["juggling of lemons"]


# the tables


def test_drug_names_are_those_of_the_law() -> None:
    law = resources.files("clemency.law") / "data" / "drugs.csv"
    known = {row["drug"] for row in csv.DictReader(law.read_text(encoding="utf-8").splitlines())}
    chemicals = {"pseudoephedrine", "ephedrine", "phenylpropanolamine", ""}
    names = resources.files("clemency.ledger.text") / "data" / "drug_names.csv"
    rows = list(csv.DictReader(names.read_text(encoding="utf-8").splitlines()))
    assert {row["drug"] for row in rows} - chemicals <= known
    assert len({row["phrase"] for row in rows}) == len(rows)


@pytest.mark.parametrize("phrase", offense_phrases().values(), ids=lambda phrase: phrase.key)
def test_every_offense_is_read_by_its_own_name(phrase) -> None:
    offense = parse_offense(phrase.name)
    assert offense.unread == ()
    assert [key for charge in offense.charges for key in charge.offenses] == [phrase.key]
    assert all(p.reason for p in phrase.provisions)


def test_no_offense_is_made_of_little_words() -> None:
    """A pattern with everything optional would name an offense where the text has none."""
    cursor = Cursor(" ".join(sorted(w for w in (*GLUE, *ACT_OF) if w.isalpha())))
    words = WordLine(cursor)
    assert [cursor.tokens[i].word for i in range(len(cursor.tokens)) if phrase_table().match(words, i)] == []
    chemicals = ("ephedrine", "pseudoephedrine", "acid", "phosphorus", "iodine", "phenylacetone", "precursor", "listed")
    for act in ACT_OF:
        for drug in ("cocaine", "a controlled substance", "heroin", "drugs", "crack cocaine", "marijuana plants"):
            line = WordLine(Cursor(f"{act} of {drug}"))
            assert phrase_table().match(line, 0) is None, (act, drug)
    assert drug_table().vocabulary >= {word for word in chemicals if word != "acid"} - {"listed"}
