"""The law then and now for a case under review: the project's own engine, on facts the reviewer writes down."""

from __future__ import annotations

from dataclasses import dataclass

from clemency.briefs.sheet import sheet
from clemency.cases.case import Case as SentenceCase
from clemency.cases.comparison import compare
from clemency.docket import clock
from clemency.docket.intake.models import Case


@dataclass(frozen=True, slots=True)
class Computed:
    """The comparison in words, with unknowns asked for, and the law it rests on."""

    text: str
    law_version: str


def compare_facts(facts: str) -> Computed:
    """Compare from facts as TOML, on today's law. Raises CaseError naming the line or fact that cannot be read."""
    result = compare(SentenceCase.from_toml(facts, "the facts"), clock.today())
    return Computed(sheet(result), f"law as of {clock.today()}")


def starting_facts(case: Case) -> str:
    """The facts the file already holds, as the beginning of the form. What is not known is left out, never guessed."""
    conviction = case.convictions.filter(relief_sought=True).order_by("pk").first()
    lines = [f"# {case}: write the facts of the sentence; leave out what is not known.", "[days]"]
    if conviction is not None:
        days = (("offense_ended", "offense_on"), ("convicted", "convicted_on"), ("sentenced", "sentenced_on"))
        lines += [f'{name} = "{getattr(conviction, ours)}"' for name, ours in days if getattr(conviction, ours)]
    return "\n".join([*lines, "", "[count]", 'statute = ["21 USC 841(a)(1)"]']) + "\n"
