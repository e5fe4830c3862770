"""The guide "which form is mine?": questions and results as data, walked one answer at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clemency.errors import InputError

_FILE = Path(__file__).parent / "which_form.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its answers, or, when the walk is over, a result. Texts are in the language asked for."""

    key: str
    text: str
    answers: tuple[str, ...] = ()
    form: str | None = None  # the petition kind; "" where another body decides; None while questions remain
    basis: str = ""
    mark: str = ""


@cache
def guide() -> dict[str, Any]:
    """The parsed guide."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def walk(choices: Sequence[int], language: str = "en") -> Step:
    """The step reached by these answers (numbers, from 0). Raises InputError for a number that was not offered."""
    data = guide()
    key = data["start"]
    for place, choice in enumerate(choices, start=1):
        answers = data["questions"][key]["answers"]
        if not 0 <= choice < len(answers):
            raise InputError(f"answer {place}: {choice} was not offered; choose a number from 0 to {len(answers) - 1}.")
        answer = answers[choice]
        if "result" in answer:
            if place < len(choices):
                raise InputError(
                    f"answer {place} already led to a result; {len(choices) - place} answers are left over."
                )
            result = data["results"][answer["result"]]
            return Step(
                answer["result"], result[language], (), result["form"], result["basis"], result["mark"]
            )  # fmt: skip
        key = answer["to"]
    question = data["questions"][key]
    return Step(key, question[language], tuple(answer[language] for answer in question["answers"]))
