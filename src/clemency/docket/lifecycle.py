"""The reference page of the life cycle, drawn from the transition table. `clemency office lifecycle` prints it."""

from __future__ import annotations

from clemency.docket.states import (
    MEANING,
    PUBLIC_STATUS,
    REASON_CODES,
    TRANSITIONS,
    Force,
    Mode,
    Need,
    State,
    Transition,
)

_ALL = frozenset(Mode)
_ANY_OPEN = 10  # rows with more sources than this are described in words


def markdown() -> str:
    """docs/reference/lifecycle.md, complete."""
    return "\n".join([*_head(), *_states(), *_transitions(), *_needs(), *_reasons(), *_diagram()]) + "\n"


def _head() -> list[str]:
    return [
        "# The life of a petition",
        "",
        "Drawn from `clemency.docket.states` by `clemency office lifecycle`; do not edit by hand.",
        "Marks: V read in the source, S in a secondary source, K from memory, D our decision.",
        "",
    ]


def _states() -> list[str]:
    rows = [f"| `{state}` | {MEANING[state]} | {PUBLIC_STATUS[state] or '(not shown)'} |" for state in State]
    return ["## States", "", "| State | Meaning | Shown to who asks |", "|---|---|---|", *rows, ""]


def _sources(row: Transition) -> str:
    if len(row.sources) > _ANY_OPEN:
        return "any open" + (", or none yet" if State.DRAFT in row.sources else "")
    return " or ".join(f"`{state}`" for state in State if state in row.sources)


def _target(row: Transition) -> str:
    if row.target:
        return f"`{row.target}`"
    return "where it was held from" if row.act == "resume" else "stays"


def _transitions() -> list[str]:
    lines = [
        "## Transitions",
        "",
        "| # | Act | From | To | Who | Needs | Letters | Basis |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in TRANSITIONS:
        needs = [need.key for need in row.needs]
        for mode, extra in row.mode_needs.items():
            needs += [f"{need.key} ({mode} office)" for need in extra]
        act = f"`{row.act}`" + ("" if row.modes == _ALL else f" ({', '.join(sorted(row.modes))} office)")
        cells = [
            row.number,
            f"{act}: {row.title}",
            _sources(row),
            _target(row),
            ", ".join(sorted(row.actors)),
            ", ".join(needs) or "-",
            ", ".join(row.notices) or "none",
            f"{row.basis} [{row.mark}]",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def all_needs() -> list[Need]:
    """Every need of the table once, in order of first use."""
    found: dict[str, Need] = {}
    for row in TRANSITIONS:
        for need in (*row.needs, *(need for extra in row.mode_needs.values() for need in extra)):
            found.setdefault(f"{need.key}: {need.text}", need)
    return list(found.values())


def _needs() -> list[str]:
    rows = [f"| {need.key} | {need.text} | {need.force} | {need.bypass} |" for need in all_needs()]
    advisory = sum(need.force is Force.ADVISORY for need in all_needs())
    return [
        "## Needs, and who may act without them",
        "",
        f"{advisory} are advice to staff: the decision-maker in person may act without them, and the history says so.",
        f"{len(rows) - advisory} make the act what it is and have no bypass.",
        "",
        "| Need | In words | Force | Bypass |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _reasons() -> list[str]:
    rows = [f"| `{code}` | {words} |" for code, words in REASON_CODES.items()]
    return ["## Reasons for closing without action", "", "| Code | In words |", "|---|---|", *rows, ""]


def _diagram() -> list[str]:
    lines = ["## Drawing", "", "Holds, closures and direct acts, possible from any open state, are left out.", ""]
    lines += ["```mermaid", "stateDiagram-v2"]
    for row in TRANSITIONS:
        if row.target and len(row.sources) <= _ANY_OPEN:
            lines += [f"    {state} --> {row.target}: {row.number}" for state in State if state in row.sources]
    return [*lines, "```"]
