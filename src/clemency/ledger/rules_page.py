"""The page of counting rules, drawn from the rules themselves, so that no definition is worded twice."""

from __future__ import annotations

from clemency.ledger.counting import PEOPLE, RULES


def counting_rules_page() -> str:
    """docs/reference/counting-rules.md."""
    lines = [
        "# Counting rules",
        "",
        "Every figure names one of these rules. A rule is a function of one grant in `clemency.ledger.counting`;"
        " its definition below is its docstring.",
        "This page is drawn from them by `clemency ledger rules --format md`.",
        "",
        "| rule | definition |",
        "|---|---|",
        *(f"| `{rule.name}` | {rule.definition} |" for rule in RULES.values()),
        f"| `people` | {PEOPLE} |",
        "",
        "## What is counted, and when",
        "",
        "- A grant is one person and one kind of relief; a pardon and a commutation to one person are two grants.",
        "- A grant counts while it is in effect: one that was declined or superseded leaves on the day that became known.",
        "- `--as-of DAY` counts what was known at the end of that day, through that day.",
        "- A day is the day signed; `--announced` in `clemency brief`, and the article check where only that fits, use the"
        " day made public.",
        "- A class act (a proclamation that names nobody) makes no rows and is in no count; it is shown beside them.",
        "- Terms of office run from noon to noon; two terms of one president are two terms.",
        "- The fiscal year runs from 1 October to 30 September; to 1976 it ran from 1 July to 30 June.",
        "- Where the record cannot say for some rows, the figure is printed as `n +m` and lies between n and n + m.",
        "",
        "## Superlatives",
        "",
        "Largest day, most in a term and the like count individual acts only. Class proclamations and the Presidential"
        " Clemency Board of 1974-75 are outside them.",
        "Each holds only as of its day and only among the grants the record holds; it names its runner-up.",
        "Comparisons among presidents use the Pardon Attorney's statistics by fiscal year since 1900, which are that"
        " office's claim and not our rows.",
    ]
    return "\n".join(lines) + "\n"
