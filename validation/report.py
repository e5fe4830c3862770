"""What a validation run found, as text for people and as JSON: agreements, differences with their reason, and the rest."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

SHOWN = 12
"""Differences and reasons listed for one check in the text; the JSON holds them all."""


@dataclass(frozen=True)
class Difference:
    """One figure that ours does not match. `expected` is what the outside record says, `got` is ours."""

    id: str
    expected: Any
    got: Any
    why: str


@dataclass
class Check:
    """The outcome of one check over many records. `noted` counts agreements that rest on a rule worth naming."""

    name: str
    meaning: str
    agree: int = 0
    differ: list[Difference] = field(default_factory=list)
    not_decidable: dict[str, str] = field(default_factory=dict)
    noted: Counter[str] = field(default_factory=Counter)

    def hold(self, id: str, expected: Any, got: Any, why: str, note: str = "") -> None:
        """Count one comparison. `why` explains a difference and is kept only if there is one."""
        if expected == got:
            self.agree += 1
            if note:
                self.noted[note] += 1
        else:
            self.differ.append(Difference(id, expected, got, why))

    def leave(self, id: str, why: str) -> None:
        """The record does not say enough to decide this check."""
        self.not_decidable[id] = why

    @property
    def decided(self) -> int:
        return self.agree + len(self.differ)

    @property
    def share(self) -> float:
        return self.agree / self.decided if self.decided else math.nan


def plain(value: Any) -> Any:
    """A value for JSON and for the eye: life as a word, whole months without a decimal point."""
    if isinstance(value, float):
        if math.isinf(value):
            return "life"
        return int(value) if value == int(value) else round(value, 2)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value


def as_json(checks: list[Check]) -> str:
    """The machine-readable report."""
    return json.dumps(
        {
            "checks": {
                check.name: {
                    "agree": check.agree,
                    "differ": [
                        {"id": d.id, "expected": plain(d.expected), "got": plain(d.got), "why": d.why}
                        for d in check.differ
                    ],
                    "not_decidable": list(check.not_decidable),
                }
                for check in checks
            }
        },
        indent=1,
        ensure_ascii=False,
    )


def in_words(value: Any) -> str:
    shown = plain(value)
    if isinstance(shown, list):
        return "-".join("?" if part is None else str(part) for part in shown)
    return "none" if shown is None else str(shown)


def as_text(checks: list[Check]) -> str:
    """The report for people: one line a check, then every difference with its reason."""
    width = max((len(check.name) for check in checks), default=5)
    lines = [f"{'check':{width}}  {'agree':>8}  {'differ':>6}  {'share':>7}  {'not decidable':>13}  what is compared"]
    for check in checks:
        share = f"{check.share:7.2%}" if check.decided else "      -"
        lines.append(
            f"{check.name:{width}}  {check.agree:8,}  {len(check.differ):6,}  {share}  "
            f"{len(check.not_decidable):13,}  {check.meaning}"
        )
    for check in checks:
        lines += _details(check)
    return "\n".join(lines)


def _details(check: Check) -> list[str]:
    if not (check.differ or check.not_decidable or check.noted):
        return []
    lines = ["", check.name]
    for note, count in check.noted.most_common():
        lines.append(f"  {count:,} of the agreements: {note}")
    by_reason = Counter(difference.why for difference in check.differ)
    if len(check.differ) > SHOWN:
        lines += [f"  differs {count:,} times: {why}" for why, count in by_reason.most_common()]
    for difference in check.differ[:SHOWN]:
        expected, got = in_words(difference.expected), in_words(difference.got)
        lines.append(f"  {difference.id}: {expected} on record, {got} by the rules. {difference.why}")
    if len(check.differ) > SHOWN:
        lines.append(f"  and {len(check.differ) - SHOWN:,} more; --json lists them all")
    for why, count in Counter(check.not_decidable.values()).most_common(SHOWN):
        named = [id for id, reason in check.not_decidable.items() if reason == why]
        few = f" ({', '.join(named)})" if count <= 6 else ""
        lines.append(f"  not decidable, {count:,}: {why}{few}")
    return lines
