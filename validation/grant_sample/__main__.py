"""`python -m validation.grant_sample [--json]`: the text parsers against grants read by hand.

`sample.jsonl`, `sample_2.jsonl` and `sample_3.jsonl` each hold a seeded draw of commutation grants with their official
texts and three readings of each: two made apart from one another, and the settled one with the reason where the two
differed. Each was read before the grammar saw it, so that its first run measures new texts; the grammar was mended on
what that run found, so that later runs only guard. How they were read, and what each first run found: README.md.

A figure is one provision, one drug with its amount, one statement of priors, one prison term. "missed" is in the
reading and not in the parse; "invented" is in the parse and not in the reading. Exit status 0 when in each sample at
least 98 in 100 of all figures agree and nothing is invented, 1 otherwise, 2 when a sample cannot be read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from clemency.ledger.text import Offense, PrisonTotal, Sentence, parse_offense, parse_sentence
from clemency.ledger.text.quantity import Quantity
from validation.report import Check, as_json, as_text

SAMPLE = Path(__file__).with_name("sample.jsonl")
SAMPLES = {
    SAMPLE: "first run 660 of 674 figures; mended on since",
    SAMPLE.with_name(
        "sample_2.jsonl"
    ): "first run, not yet used to mend the grammar, 643 of 653 figures; mended on since",
    SAMPLE.with_name(
        "sample_3.jsonl"
    ): "first run, not yet used to mend the grammar, 664 of 672 figures; mended on since",
}
WANTED = 0.98
_MICROGRAMS = {"g": 10**6, "kg": 10**9}
_SIGNS = {"at least": ">=", "more than": ">", "at most": "<=", "less than": "<", "exactly": "=", "about": "~"}


def sample(path: Path = SAMPLE) -> list[dict[str, Any]]:
    """The grants of the sample, in the order of the draw."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# what the parsers read, in the words of the hand reading


def provisions(offense: Offense) -> list[str]:
    """Provisions printed, or whose own words the text uses; not those that are only one of several possible."""
    return list(offense.provisions)


def drugs(offense: Offense) -> list[str]:
    """Drugs named in the convictions, charge by charge, each with its amount. A drug not named is no figure."""
    return [
        f"{line.drug} {amount(line.quantity)}".strip()
        for charge in offense.convictions
        for line in charge.drugs
        if line.drug and line.form not in ("to be made", "listed chemical")
    ]


def amount(quantity: Quantity | None) -> str:
    """ ">= 50000000 ug", "= 1506 units", "detectable", or nothing."""
    if quantity is None or quantity.bound == "not stated":
        return ""
    if quantity.amount is None:
        return quantity.bound
    return f"{_SIGNS[quantity.bound]} {quantity.amount} {quantity.unit}"


def priors(offense: Offense) -> list[str]:
    """Prior convictions and notices that the text states."""
    stated = [
        f"{prior.number or 'some'}{'+' if prior.or_more else ''} {'drug' if prior.drug else 'any'}"
        for charge in offense.convictions
        for prior in charge.priors
    ]
    return stated + sorted({e for charge in offense.convictions for e in charge.enhancements if e == "§ 851"})


def prison(total: PrisonTotal | None) -> str:
    """ "life", months, a span of months where the text leaves it open, or "unknown"."""
    if total is None:
        return "unknown"
    low, high = (("life" if end.life else str(end.months)) for end in (total.low, total.high))
    return low if low == high else f"{low}-{high}"


def amended(sentence: Sentence) -> bool:
    """True if the text says that the prison term was changed after it was imposed."""
    return any(
        len([s for s in judgment.stages if any(p.kind == "imprisonment" for p in s.parts)]) > 1
        or any(part.amended for part in judgment.stages[0].parts if part.kind == "imprisonment")
        for judgment in sentence.judgments
    )


def _in_micrograms(said: str) -> str:
    """A hand-read amount in the parser's unit: "cocaine > 5 kg" is "cocaine > 5000000000 ug"."""
    found = re.fullmatch(r"(\S+) (>=|>|<=|<|=|~) ([\d.]+) (g|kg)", said)
    if not found:
        return said
    drug, sign, figure, unit = found.groups()
    return f"{drug} {sign} {Fraction(figure) * _MICROGRAMS[unit]} ug"


# comparison


def run(grants: Iterable[dict[str, Any]] | None = None) -> list[Check]:
    """One check for each kind of figure, and one for what was missed or invented."""
    checks = {
        "provisions": Check("provisions", "provisions printed, or whose words the text uses"),
        "drugs": Check("drugs", "drugs of the convictions with their amounts and bounds"),
        "priors": Check("priors", "prior convictions and § 851 notices as stated"),
        "prison imposed": Check("prison imposed", "prison months as first imposed, or life"),
        "prison in force": Check("prison in force", "prison months in force at the grant, or life"),
        "amended": Check("amended", "whether the prison term was changed after it was imposed"),
        "read whole": Check("read whole", "offense and sentence understood to the last word"),
        "nothing invented": Check(
            "nothing invented", "no provision, drug, amount or prior that the text does not have"
        ),
    }
    lists: dict[str, Callable[[Offense], list[str]]] = {"provisions": provisions, "drugs": drugs, "priors": priors}
    for grant in sample() if grants is None else grants:
        name, read = f"grant {grant['n']}", grant["settled"]
        offense, sentence = parse_offense(grant["offense"]), parse_sentence(grant["sentence"])
        invented: list[str] = []
        for kind, figures in lists.items():
            expected = [_in_micrograms(said) for said in read[kind]]
            invented += _hold_list(checks[kind], name, expected, figures(offense))
        checks["nothing invented"].hold(name, [], invented, "in the parse, not in the text")
        checks["prison imposed"].hold(name, read["prison_imposed"], prison(sentence.prison_imposed), grant["sentence"])
        checks["prison in force"].hold(
            name, read["prison_in_force"], prison(sentence.prison_in_force), grant["sentence"]
        )
        checks["amended"].hold(name, read["amended"], amended(sentence), grant["sentence"])
        unread = [piece.text for piece in (*offense.unread, *sentence.unread)]
        checks["read whole"].hold(name, [], unread, "not understood")
    return list(checks.values())


def _hold_list(check: Check, name: str, expected: list[str], got: list[str]) -> list[str]:
    """Count every figure that is in both, in one, or in the other; give back those only in the parse."""
    both = Counter(expected) & Counter(got)
    for figure in both.elements():
        check.hold(name, figure, figure, "")
    missed, extra = Counter(expected) - both, Counter(got) - both
    for figure in missed.elements():
        check.hold(name, figure, "", "missed")
    for figure in extra.elements():
        check.hold(name, "", figure, "invented")
    return list(extra.elements())


def overall(checks: list[Check]) -> tuple[int, int]:
    """Figures that agree, and figures decided, over provisions, drugs, priors and prison terms."""
    counted = [check for check in checks if check.name not in ("read whole", "nothing invented")]
    return sum(check.agree for check in counted), sum(check.decided for check in counted)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.grant_sample", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object with every check and difference")
    given = parser.parse_args(arguments)
    met = True
    found: dict[str, Any] = {}
    for path, use in SAMPLES.items():
        try:
            grants = sample(path)
        except (OSError, ValueError) as error:
            print(f"validation.grant_sample: {path.name} cannot be read: {error}", file=sys.stderr)
            return 2
        checks = run(grants)
        met = met and goal_met(checks)
        if given.json:
            found[path.name] = {"use": use, **json.loads(as_json(checks))}
        else:
            _show(path, use, grants, checks)
    if given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if met else 1


def goal_met(checks: list[Check]) -> bool:
    """At least 98 in 100 of all figures agree, and nothing is invented."""
    agree, decided = overall(checks)
    invented = next(check for check in checks if check.name == "nothing invented")
    return agree >= WANTED * decided and not invented.differ


def _show(path: Path, use: str, grants: list[dict[str, Any]], checks: list[Check]) -> None:
    agree, decided = overall(checks)
    apart = sum(grant["first"] != grant["second"] for grant in grants)
    print(f"{path.name} ({use})\n")
    print(as_text(checks))
    print(f"\n{agree} of {decided} figures agree ({agree / decided:.2%}) over {len(grants)} grants.")
    print(
        f"The two hand readings differed on {apart} of {len(grants)} grants; {path.name} says how each was settled.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
