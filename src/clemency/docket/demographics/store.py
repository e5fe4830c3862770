"""Writing and counting statistical answers."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable

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
