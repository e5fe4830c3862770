"""Refusals of the docket: each says what cannot be done, why, and what to do."""

from __future__ import annotations

from clemency.errors import InputError


class DocketError(InputError):
    """An act that cannot be done as asked."""


class Refused(DocketError):
    """The life cycle does not allow the act now. `reasons` are sentences, one for each thing in the way."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class StaleCase(DocketError):
    """Somebody else acted on the case since it was opened."""


class NotPermitted(DocketError):
    """The person, in this role, may not do this, or may not see this case."""
