"""Random rows of a file of cases, each with the case file that says the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from clemency.law import assemble
from clemency.law.dates import TABLES_AS_OF

STATUTES = (
    "21 USC 841(a)(1)",
    "21 USC 846",
    "21 USC 841(b)(1)(A)",
    "21 USC 960(a)",
    "21 USC 860(a)",
    "21 USC 859",
    "21 USC 844",
    "18 USC 922(g)",
    "18 USC 1028A",
    "21 USC 841(a)(1);18 USC 924(c)",
    "21 USC 846;18 USC 1028A",
)
ROMAN = ("I", "II", "III", "IV", "V", "VI")
POINTS = ((0, 1), (2, 3), (4, 6), (7, 9), (10, 12), (13, 16))
FLAGS = {  # column: where the case file has it
    "death_or_serious_injury": ("count", "death_or_serious_injury"),
    "similar_prior": ("count", "similar_prior"),
    "weapon": ("guideline", "weapon"),
    "violence": ("guideline", "violence"),
    "premises": ("guideline", "premises"),
    "meth_import": ("guideline", "meth_import"),
    "safety_valve_conditions": ("guideline", "safety_valve_conditions"),
    "under_sentence": ("history", "under_sentence"),
    "recent_release": ("history", "recent_release"),
    "prior_3_point": ("history", "prior_3_point"),
    "prior_2_point_violent": ("history", "prior_2_point_violent"),
    "zero_point_excluded": ("history", "zero_point_excluded"),
}
GRAMS = (0.5, 5, 22.4, 28, 49.999999, 50, 62, 149.9, 280, 500, 1200.5, 8400, 90_000)


def _day(rng: random.Random, low: date, high: date) -> date:
    if rng.random() < 0.4:
        days = [act.day for act in assemble.acts() if low.toordinal() <= act.day <= high.toordinal()]
        if days:
            return date.fromordinal(min(rng.choice(days) + rng.choice((-1, 0)), high.toordinal()))
    return low + timedelta(days=rng.randrange((high - low).days + 1))


def _as_text(rng: random.Random, day: date) -> str:
    form = rng.choices((10, 7, 4), (0.9, 0.07, 0.03))[0]
    return day.isoformat()[:form]


def random_row(rng: random.Random, left_out: float = 0.15) -> tuple[dict[str, Any], dict[str, Any]]:
    """A row and the case file that says the same."""
    row: dict[str, Any] = {}
    case: dict[str, Any] = {k: {} for k in ("days", "count", "guideline", "history", "firearms", "sentence")}

    def put(column: str, table: str, key: str, value: Any, share: float = left_out) -> None:
        if rng.random() >= share:
            row[column] = value
            case[table][key] = value

    offense = _day(rng, date(1988, 6, 1), date(2022, 1, 1))
    convicted = offense + timedelta(days=rng.randrange(400))
    sentenced = min(_day(rng, convicted, convicted + timedelta(days=900)), date.fromordinal(TABLES_AS_OF))
    put("offense_date", "days", "offense_ended", _as_text(rng, offense))
    put("conviction_date", "days", "convicted", convicted.isoformat(), 0.4)
    put("sentencing_date", "days", "sentenced", _as_text(rng, sentenced), 0.05)
    if rng.random() < 0.95:
        row["statute"] = rng.choice(STATUTES)
        case["count"]["statute"] = row["statute"].split(";")
    if rng.random() < 0.2 and "841" in row.get("statute", ""):
        put("subdivision", "count", "subdivision", rng.choice(("841(b)(1)(A)", "841(b)(1)(B)", "841(b)(1)(C)")), 0.0)
    priors = rng.randrange(3)
    put("priors_851", "count", "priors_851", priors)
    put("serious_priors", "count", "serious_priors", rng.randint(0, priors), 0.4)
    drugs = rng.choices((0, 1, 2, 3), (0.08, 0.7, 0.15, 0.07))[0]
    lines = []
    for n in range(1, drugs + 1):
        drug = rng.choice(assemble.drugs()[:12] if rng.random() < 0.8 else assemble.drugs()).name
        line: dict[str, Any] = {"drug": drug}
        row[f"drug_{n}"] = drug
        grams = rng.choice(GRAMS)
        if rng.random() >= left_out:
            row[f"weight_g_{n}"] = grams
            line["weight"] = f"{grams} g"
            if rng.random() < 0.3:
                row[f"pure_g_{n}"] = grams / 2
                line["pure"] = f"{grams / 2} g"
        if drug == "marijuana_plants":
            if rng.random() < 0.2:
                row[f"charged_plants_{n}"] = 50
                line["charged"] = "50 plants or more"
        elif rng.random() < 0.2:
            row[f"charged_g_{n}"] = min(grams, 50)
            line["charged"] = f"{min(grams, 50)} g or more"
        if drug in ("marijuana_plants", "lsd") and rng.random() < 0.8:
            row[f"units_{n}"] = rng.choice((49, 50, 99, 100, 2000))
            line["units"] = row[f"units_{n}"]
        lines.append(line)
    if lines:
        case["count"]["drugs"] = lines
    if not lines or rng.random() < 0.05:
        put("base_offense_level", "guideline", "base_offense_level", rng.randint(6, 40), 0.2)
    if not lines and "base_offense_level" not in row:
        put("total_offense_level", "guideline", "total_offense_level", rng.randint(4, 43), 0.3)
    for column, (table, key) in FLAGS.items():
        if rng.random() < 0.5:
            put(column, table, key, rng.random() < 0.3, 0.0)
    put("acceptance", "guideline", "acceptance", rng.randrange(4))
    levels = rng.choice((0, 0, 0, 2, 3, 4))
    if levels:
        row["mitigating_role"], side = levels, "3B1.2"
        if rng.random() < 0.5:
            row["aggravating_role"], side = row.pop("mitigating_role"), "3B1.1"
        case["guideline"]["adjustments"] = [{"provision": side, "levels": levels}]
    category = rng.randrange(6)
    put("category", "history", "category", ROMAN[category])
    put("points", "history", "points", rng.randint(*POINTS[category]), 0.4)
    if "category" not in row or category == 5:
        put("career_offender", "history", "career_offender", rng.random() < 0.4, 0.3)
    put("one_point_points", "history", "one_point_points", rng.randrange(3), 0.5)
    if rng.random() < 0.15:
        kinds = rng.choices(("possessed", "brandished", "discharged", "machinegun"), k=rng.randint(1, 3))
        row["firearms"] = ";".join(kinds)
        case["firearms"]["counts"] = kinds
    if rng.random() < 0.8:
        row["imposed_months"] = rng.choice(("life", "60", "121", "151", "240", "360"))
        case["sentence"]["imposed"] = (
            row["imposed_months"] if row["imposed_months"] == "life" else int(row["imposed_months"])
        )
    return row, case
