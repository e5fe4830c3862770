"""A reform over a population as one picture: average terms before and after, for all and for each group."""

from __future__ import annotations

from typing import Any

from clemency.briefs.charts import Chart

_BEFORE, _AFTER = "#8a8a8a", "#005ea2"
_FONT = "DejaVu Sans"
SHOWN = 8
"""Groups of one kind that are drawn, those with most persons affected."""


def simulation_chart(answer: dict[str, Any]) -> Chart:
    """The picture of the answer of `cases.simulate.Simulation.as_dict`; the severe reading, which the caption says."""
    import altair as alt

    bars: list[dict[str, Any]] = []
    for kind, name, tally in _drawn(answer):
        one = tally["severe"]
        for when, key in (("before", "average_before"), ("after", "average_after")):
            bars.append({"kind": kind, "group": name, "when": when, "months": one[key]})
    kinds, order = (list(dict.fromkeys(bar[key] for bar in bars)) for key in ("kind", "group"))
    chart = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar()
        .encode(
            x=alt.X("months:Q", title="average term, months"),
            y=alt.Y("group:N", sort=order, title=None, axis=alt.Axis(labelLimit=260)),
            row=alt.Row("kind:N", sort=kinds, title=None, header=alt.Header(labelAngle=0, labelAlign="left")),
            yOffset=alt.YOffset("when:N", sort=["before", "after"]),
            color=alt.Color(
                "when:N",
                title=None,
                scale=alt.Scale(domain=["before", "after"], range=[_BEFORE, _AFTER]),
                legend=alt.Legend(orient="top"),
            ),
        )
        .properties(width=440, height=alt.Step(14), title=answer["title"] or "The reform, before and after")
        .resolve_scale(y="independent")
        .configure(font=_FONT)
        .configure_title(anchor="start")
        .configure_view(stroke=None)
    )
    whole = answer["all"]["severe"]
    caption = (
        f"{whole['affected']:,} of {answer['all']['persons']:,} persons affected; average term "
        f"{whole['average_before']} months before, {whole['average_after']} after ({answer['projection']} projection"
    )
    caption += ", severe reading of missing facts)." if answer["all"]["lenient"] != whole else ")."
    return Chart("simulation", caption, chart.to_dict())


def _drawn(answer: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    found = [("", "all", answer["all"])]
    for kind, values in answer["by"].items():
        moved = [(name, tally) for name, tally in values.items() if tally["severe"]["with_term"]]
        most = sorted(moved, key=lambda pair: -pair[1]["severe"]["affected"])[:SHOWN]
        found += [
            (kind.replace("_", " "), name, tally)
            for name, tally in (sorted(most, key=lambda pair: pair[0]) if kind == "year" else most)
        ]
    return found
