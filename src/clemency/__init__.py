"""clemency: the law then and the law now, and the record of mercy.

    >>> import clemency
    >>> result = clemency.compare("case.toml")            # doctest: +SKIP
    >>> result.then, result.now, result.status            # doctest: +SKIP

The names below are the public face; each is documented where it is defined. Not legal advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from clemency.cases.case import Case, DrugLine
    from clemency.cases.comparison import Comparison, Interval, Missing, Move, compare
    from clemency.cases.remedy import Remedy
    from clemency.cases.screen import screen_batches
    from clemency.errors import CaseError, CoverageError, InputError
    from clemency.law.explain import Step
    from clemency.law.on import law_on

# Where each public name lives; loaded when first asked for, so that `import clemency` costs nothing.
_HOMES = {
    "Case": "clemency.cases.case",
    "DrugLine": "clemency.cases.case",
    "Comparison": "clemency.cases.comparison",
    "Interval": "clemency.cases.comparison",
    "Missing": "clemency.cases.comparison",
    "Move": "clemency.cases.comparison",
    "compare": "clemency.cases.comparison",
    "Remedy": "clemency.cases.remedy",
    "Step": "clemency.law.explain",
    "law_on": "clemency.law.on",
    "screen_batches": "clemency.cases.screen",
    "InputError": "clemency.errors",
    "CaseError": "clemency.errors",
    "CoverageError": "clemency.errors",
}

__all__ = [
    "Case",
    "CaseError",
    "Comparison",
    "CoverageError",
    "DrugLine",
    "InputError",
    "Interval",
    "Missing",
    "Move",
    "Remedy",
    "Step",
    "compare",
    "law_on",
    "screen_batches",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'clemency' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
