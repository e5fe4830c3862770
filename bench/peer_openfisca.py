"""The same computation in OpenFisca, written twice.

Natural: dated parameters and a scale for each drug, asked at the date of every change of law, and selected for each person
by the state of the law that governs. An OpenFisca formula has one period, and its parameters one date, while every person
here has dates of their own.
Tuned: the tables as arrays, indexed by the state of the law of each person (the pieces of `vectors.py`); OpenFisca keeps the
variables, their dependencies and their cache.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import numpy as np
from bench import vectors as V
from bench.common import FIGURES, load, measure, save
from openfisca_core import periods
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = Entity("person", "persons", "A person sentenced", "")
PERIOD = "2025-11"
INPUTS = (
    "offense", "sentencing", "which", "weight", "priors", "serious", "points", "acceptance", "weapon", "other", "career",
)  # fmt: skip
TUNED = sys.argv[1] == "tuned"
ROWS = 2_000_000 if TUNED else 20_000
cases, law = load(ROWS)
ROWS = len(cases["weight"])
DAYS = [date.fromordinal(int(day)).isoformat() for day in law["act_days"]]
NOW = int(V.states(law, law["now"])[0])


def last_of_day() -> list[int]:
    """States that some day has: several acts of one day leave one state."""
    return [k for k, day in enumerate(DAYS) if k + 1 == len(DAYS) or DAYS[k + 1] != day]


STATES = last_of_day()
END_OF_DAY = np.array([next(s for s in STATES if s >= k) for k in range(len(DAYS))])


def variable(name: str, formula: Any = None, kind: type = float) -> type[Variable]:
    body: dict[str, Any] = {
        "value_type": kind,
        "entity": Person,
        "definition_period": periods.DateUnit.MONTH,
        "label": name,
    }
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def bound(function: Any, **values: Any) -> Any:
    """A formula with values fixed: OpenFisca counts the arguments of a formula to see what it asks for."""
    return lambda person, period: function(person, period, **values)


def dated(values: list[float]) -> dict[str, Any]:
    return {"values": {DAYS[k]: {"value": float(values[k])} for k in STATES}}


def parameters() -> ParameterNode:
    """Dated parameters, a scale for each drug: as a legislation folder would hold them."""
    data: dict[str, Any] = {}
    for drug in range(law["ladder"].shape[1]):
        brackets = []
        steps = law["bounds"].shape[1]
        for step in range(steps):
            ladders = law["ladder"][:, drug]
            place = [
                (law["bounds"][ladder] >= 0).sum() - 1 - min(step, (law["bounds"][ladder] >= 0).sum() - 1)
                for ladder in ladders
            ]
            bound = [law["bounds"][ladder, at] for ladder, at in zip(ladders, place, strict=True)]
            level = [law["levels"][ladder, at] for ladder, at in zip(ladders, place, strict=True)]
            # A ladder with fewer steps repeats its last one at a quantity nobody reaches.
            count = [(law["bounds"][ladder] >= 0).sum() for ladder in ladders]
            bound = [b if step < n else 10**17 + step for b, n in zip(bound, count, strict=True)]
            brackets.append({"threshold": dated(bound)["values"], "amount": dated(level)["values"]})
        data[f"ladder_{drug}"] = {"metadata": {"type": "single_amount"}, "brackets": brackets}
    for name in ("weapon", "acceptance", "extra", "extra_from", "career_acceptance", "career_extra", "career_enhanced"):
        data[name] = dated(law[name].tolist())
    for k in range(5):
        data[f"category_{k}"] = dated(law["categories"][:, k].tolist())
    for k in range(8):
        data[f"career_{k}"] = dated(law["career"][:, k].tolist())
    return ParameterNode("", data=data)


def selected(person_parameters: Any, state: np.ndarray, read: Any) -> np.ndarray:
    """What `read` gives under each state of the law, for the persons of that state."""
    found = np.zeros(len(state))
    for k in np.unique(state):
        found = np.where(state == k, read(person_parameters(DAYS[k])), found)
    return found


def natural_edition(edition: str, limits: str) -> list[type[Variable]]:
    """One edition of the Manual as OpenFisca variables."""

    def base(person: Any, period: Any, at: Any) -> np.ndarray:
        state, which, weight = person(f"state_{edition}", period), person("which", period), person("weight", period)

        def read(p: Any) -> np.ndarray:
            return np.select(
                [which == d for d in range(law["ladder"].shape[1])],
                [getattr(p, f"ladder_{d}").calc(weight, right=True) for d in range(law["ladder"].shape[1])],
            )

        return selected(at, state, read)

    def adjusted(person: Any, period: Any, at: Any) -> np.ndarray:
        state = person(f"state_{edition}", period)
        levels = person("weapon", period) * selected(at, state, lambda p: p.weapon)
        return np.maximum(person(f"base_{edition}", period) + levels + person("other", period), 0)

    def career(person: Any, period: Any, at: Any) -> np.ndarray:
        state = person(f"state_{edition}", period)
        maximum, plain = person(f"maximum_{limits}", period), person(f"plain_{limits}", period)

        def read(p: Any) -> np.ndarray:
            counted = maximum if p.career_enhanced > 0 else plain
            steps = [np.isinf(counted), *(counted >= least for least in V.CAREER_FROM), counted > 12]
            return np.select(steps, [getattr(p, f"career_{k}") for k in range(7)], p.career_7)

        return person("career", period) * selected(at, state, read)

    def history(person: Any, period: Any, at: Any) -> np.ndarray:
        state, points = person(f"state_{edition}", period), person("points", period)
        own = 1 + selected(at, state, lambda p: sum(points >= getattr(p, f"category_{k}") for k in range(5)))
        return np.where(person(f"career_{edition}", period) > 0, 6, own)

    def total(person: Any, period: Any, at: Any) -> np.ndarray:
        state, accepted = person(f"state_{edition}", period), person("acceptance", period)
        levels, careers = person(f"adjusted_{edition}", period), person(f"career_{edition}", period)

        def own(p: Any) -> np.ndarray:
            extra = (accepted == 2) & (levels >= p.extra_from)
            return (accepted > 0) * (p.acceptance + extra * p.extra)

        def other(p: Any) -> np.ndarray:
            extra = (accepted == 2) & (careers >= p.extra_from)
            return (accepted > 0) * (p.career_acceptance + extra * p.career_extra)

        plain, career_total = levels - selected(at, state, own), careers - selected(at, state, other)
        return np.clip(np.where((careers > 0) & (career_total > plain), career_total, plain), 1, 43)

    found = [("base", base), ("adjusted", adjusted), ("career", career), ("history", history), ("total", total)]
    return [variable(f"{name}_{edition}", formula) for name, formula in found]


def tuned_edition(edition: str, limits: str) -> list[type[Variable]]:
    def state_of(person: Any, period: Any) -> np.ndarray:
        return person(f"state_{edition}", period)

    def base(person: Any, period: Any) -> np.ndarray:
        return V.base_level(law, person("which", period), person("weight", period), state_of(person, period))

    def adjusted(person: Any, period: Any) -> np.ndarray:
        levels = person("weapon", period) * law["weapon"][state_of(person, period)]
        return np.maximum(person(f"base_{edition}", period) + levels + person("other", period), 0)

    def career(person: Any, period: Any) -> np.ndarray:
        levels = V.career_level(
            law, person(f"maximum_{limits}", period), person(f"plain_{limits}", period), state_of(person, period)
        )
        return np.where(person("career", period) > 0, levels, 0)

    def history(person: Any, period: Any) -> np.ndarray:
        own = V.category(law, person("points", period), state_of(person, period))
        return np.where(person(f"career_{edition}", period) > 0, 6, own)

    def total(person: Any, period: Any) -> np.ndarray:
        levels, careers = person(f"adjusted_{edition}", period), person(f"career_{edition}", period)
        return V.total_level(law, person("acceptance", period), levels, careers, state_of(person, period))

    found = [("base", base), ("adjusted", adjusted), ("career", career), ("history", history), ("total", total)]
    return [variable(f"{name}_{edition}", formula, int) for name, formula in found]


def shared() -> list[type[Variable]]:
    """States of the law, limits of the statute and §5G1.1, in both models alike."""
    found = [variable(name, None, float if name == "weight" else int) for name in INPUTS]

    def state(column: str) -> Any:
        return lambda person, period: END_OF_DAY[V.states(law, person(column, period))]

    found += [
        variable("state_sentence", state("sentencing"), int),
        variable("state_offense", state("offense"), int),
        variable("state_now", lambda person, period: np.full(person.count, NOW), int),
    ]
    for limits, offense, sentence in (("then", "state_offense", "state_sentence"), ("now", "state_now", "state_now")):

        def tier(person: Any, period: Any, offense: str, sentence: str) -> np.ndarray:
            return V.tier(
                law,
                person("which", period),
                person("weight", period),
                person(offense, period),
                person(sentence, period),
            )

        found.append(variable(f"tier_{limits}", bound(tier, offense=offense, sentence=sentence), int))
        for k, figure in enumerate(("minimum", "maximum", "plain")):

            def limit(person: Any, period: Any, k: int, limits: str, offense: str, sentence: str) -> np.ndarray:
                states = person(offense, period), person(sentence, period)
                priors = person("priors", period), person("serious", period)
                return V.penalty(law, person(f"tier_{limits}", period), *priors, *states)[k]

            fixed = {"k": k, "limits": limits, "offense": offense, "sentence": sentence}
            found.append(variable(f"{figure}_{limits}", bound(limit, **fixed)))
    for edition, limits in EDITIONS:
        for k, end in enumerate(("low", "high")):

            def ends(person: Any, period: Any, k: int, edition: str, limits: str) -> np.ndarray:
                level = person(f"total_{edition}", period).astype(int) - 1
                column = person(f"history_{edition}", period).astype(int) - 1
                cell = law["table"][law["edition"][person(f"state_{edition}", period)], level, column]
                return V.within(
                    cell[:, 0], cell[:, 1], person(f"minimum_{limits}", period), person(f"maximum_{limits}", period)
                )[k]

            found.append(variable(f"{end}_{edition}", bound(ends, k=k, edition=edition, limits=limits)))

    def milder(person: Any, period: Any) -> np.ndarray:
        low, early = person("low_sentence", period), person("low_offense", period)
        return (early < low) | ((early == low) & (person("high_offense", period) < person("high_sentence", period)))

    found.append(variable("milder", milder, bool))
    for end in ("low", "high"):

        def governs(person: Any, period: Any, end: str) -> np.ndarray:
            return np.where(
                person("milder", period), person(f"{end}_offense", period), person(f"{end}_sentence", period)
            )

        found.append(variable(f"then_{end}", bound(governs, end=end)))
        found.append(variable(f"now_{end}", bound(lambda p, t, end: p(f"{end}_now", t), end=end)))
    for limits in ("then", "now"):
        found.append(
            variable(f"{limits}_minimum", bound(lambda p, t, limits: p(f"minimum_{limits}", t), limits=limits))
        )
    return found


EDITIONS = (("sentence", "then"), ("offense", "then"), ("now", "now"))
system = TaxBenefitSystem([Person])
if not TUNED:
    system.parameters = parameters()
for each in shared():
    system.add_variable(each)
for edition, limits in EDITIONS:
    for each in (tuned_edition if TUNED else natural_edition)(edition, limits):
        system.add_variable(each)
kept: dict[str, np.ndarray] = {}


def run() -> None:
    simulation = SimulationBuilder().build_default_simulation(system, count=ROWS)
    for name in INPUTS:
        simulation.set_input(name, PERIOD, cases[name])
    period = periods.period(PERIOD)
    kept.update({name: simulation.calculate(name, period) for name in FIGURES})


measured = measure(run, ROWS, 3)
save("openfisca_tuned" if TUNED else "openfisca_natural", kept, measured)
