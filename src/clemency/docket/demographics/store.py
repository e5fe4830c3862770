"""Writing and counting statistical answers."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping

from django.conf import settings

from clemency.docket.demographics.models import StatisticalAnswer

FIELDS = ("hispanic", "race", "gender")
SMALLEST_CELL = 10


def token_of(case_id: int) -> str:
    """The token under which a case's answers are kept."""
    return hmac.new(settings.DEMOGRAPHICS_KEY.encode(), f"case:{case_id}".encode(), hashlib.sha256).hexdigest()


def keep(*, case_id: int, answers: dict[str, str]) -> None:
    """Keep what was answered; a later answer replaces an earlier one, and an empty one removes it."""
    given = {name: answers[name].strip() for name in FIELDS if name in answers}
    if given:
        StatisticalAnswer.objects.update_or_create(token=token_of(case_id), defaults=given)


def counts(case_ids: Iterable[int], by: str) -> dict[str, int | None]:
    """How many of these cases gave each answer; None stands for a cell too small to show.

    Cells under 10 are suppressed. If exactly one is, the smallest other is suppressed with it, since otherwise the
    total would give it away.
    """
    if by not in FIELDS:
        raise ValueError(f"{by!r} is not one of {FIELDS}")
    tokens = [token_of(case_id) for case_id in case_ids]
    found = dict(StatisticalAnswer.objects.filter(token__in=tokens).values_list("token", by))
    cells = Counter(found.get(token) or "not answered" for token in tokens)
    hidden = {name for name, count in cells.items() if count < SMALLEST_CELL}
    if len(hidden) == 1 and len(cells) > 1:
        hidden.add(min((name for name in cells if name not in hidden), key=lambda name: (cells[name], name)))
    return {name: None if name in hidden else count for name, count in sorted(cells.items())}


def by_stage(stages: Mapping[str, Iterable[int]], by: str) -> dict[str, dict[str, int | None]]:
    """Answer -> stage -> how many cases with that answer reached it, so that a difference can be located.

    stages: the cases that reached each, all of one cohort, the first the cohort itself. A cell is shown if it holds at
    least 10, and so do its differences from the other cells shown in its row; if that leaves one hidden cell in a
    column, its smallest neighbour is hidden with it. None stands for a hidden cell.
    """
    if by not in FIELDS:
        raise ValueError(f"{by!r} is not one of {FIELDS}")
    tokens = {stage: [token_of(case_id) for case_id in ids] for stage, ids in stages.items()}
    everybody = {token for some in tokens.values() for token in some}
    found = dict(StatisticalAnswer.objects.filter(token__in=everybody).values_list("token", by))
    columns = {stage: Counter(found.get(token) or "not answered" for token in some) for stage, some in tokens.items()}
    answers = sorted({answer for column in columns.values() for answer in column})
    shown: dict[str, dict[str, int | None]] = {}
    for answer in answers:
        row: dict[str, int | None] = {}
        for stage, column in columns.items():
            count = column[answer]
            near = any(0 < abs(other - count) < SMALLEST_CELL for other in row.values() if other is not None)
            row[stage] = None if count < SMALLEST_CELL or near else count
        shown[answer] = row
    for stage in columns:
        hidden = [answer for answer in answers if shown[answer][stage] is None]
        if len(hidden) == 1 and len(answers) > 1:
            rest = [answer for answer in answers if answer not in hidden]
            shown[min(rest, key=lambda answer: (columns[stage][answer], answer))][stage] = None
    return shown
