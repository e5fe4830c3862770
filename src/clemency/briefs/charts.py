"""Pictures of a day's brief: running totals, where the people were sentenced, when the sentences end.

Each is one Vega-Lite specification; SVG and PNG are drawn from it on this machine, nothing is fetched. A picture shows no
figure that the text does not carry, and each has a sentence for those who do not see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clemency.briefs.day import DayBrief
from clemency.ledger.counting import Where, select
from clemency.ledger.model import Record
from clemency.ledger.questions import district_name

# Two colours that stay apart in grey and for colour-blind eyes.
_COMMUTATION, _PARDON, _BAR = "#005ea2", "#e5a000", "#2e6276"
_FONT = "DejaVu Sans"
_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its file name without ending, what it shows in a sentence, and its specification."""

    name: str
    caption: str
    spec: dict[str, Any]

    def svg(self) -> str:
        """The picture as SVG with its caption as description."""
        import vl_convert

        drawn = vl_convert.vegalite_to_svg(self.spec)
        label = self.caption.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG."""
        import vl_convert

        return vl_convert.vegalite_to_png(self.spec, scale=scale)


def day_charts(record: Record, brief: DayBrief) -> list[Chart]:
    """The pictures of a brief; one without anything to show is left out."""
    return [chart for chart in (_running_totals(record, brief), _places(brief), _endings(brief)) if chart is not None]


def _running_totals(record: Record, brief: DayBrief) -> Chart | None:
    """Steps of the running totals by kind over the presidency, as known at the end of the day."""
    granted = select(
        record, Where(president=brief.president, until=brief.day, known_on=brief.day, day=brief.day_meaning)
    )
    points: list[dict[str, Any]] = []
    for kind in ("commutation", "pardon"):
        total = 0
        days = sorted(
            g.signed_on if brief.day_meaning == "signed" else g.announced_on for g in granted if g.kind == kind
        )
        for number, day in enumerate(days, start=1):
            total = number
            if number == len(days) or days[number] != day:
                points.append({"day": day.isoformat(), "kind": f"{kind}s", "total": total})
        if days:
            points.append({"day": brief.day.isoformat(), "kind": f"{kind}s", "total": total})
    if not points:
        return None
    import altair as alt

    chart = (
        alt.Chart(alt.Data(values=points))
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
            y=alt.Y("total:Q", title="granted in all"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=["commutations", "pardons"], range=[_COMMUTATION, _PARDON]),
                legend=alt.Legend(orient="top-left"),
            ),
        )
        .properties(width=_WIDTH, height=260, title=f"Running totals, {brief.president_name}, to {brief.day}")
    )
    totals = brief.totals
    caption = (
        f"Running totals to {brief.day}: {totals['commutations'].after.value:,} commutations and "
        f"{totals['pardons'].after.value:,} pardons."
    )
    return Chart("running-totals", caption, _plain(chart))


def _places(brief: DayBrief) -> Chart | None:
    if not brief.districts:
        return None
    import altair as alt

    shown = [{"court": district_name(code), "people": n} for code, n in brief.districts[:20]]
    chart = (
        alt.Chart(alt.Data(values=shown))
        .mark_bar(color=_BAR)
        .encode(
            x=alt.X("people:Q", title="grants", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("court:N", sort="-x", title=None, axis=alt.Axis(labelLimit=260)),
        )
        .properties(width=_WIDTH - 200, height=alt.Step(18), title=f"Where they were sentenced, {brief.day}")
    )
    first = shown[0]
    more = len(brief.districts) - len(shown)
    caption = f"Grants of {brief.day} by sentencing court; most in {first['court']}, {first['people']}."
    return Chart("courts", caption + (f" {more} more courts are not drawn." if more > 0 else ""), _plain(chart))


def _endings(brief: DayBrief) -> Chart | None:
    terms = brief.terms
    bars = [{"when": "at once", "people": terms.at_once, "order": 0}] if terms.at_once else []
    bars += [{"when": day.isoformat(), "people": n, "order": i} for i, (day, n) in enumerate(terms.on_dates, start=1)]
    reduced = sum(n for _, n in terms.to_terms)
    bars += [{"when": "reduced to a term", "people": reduced, "order": len(bars) + 1}] if reduced else []
    if not bars:
        return None
    import altair as alt

    chart = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(color=_COMMUTATION)
        .encode(
            x=alt.X("people:Q", title="commutations", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("when:N", sort=alt.EncodingSortField("order"), title=None),
        )
        .properties(width=_WIDTH - 120, height=alt.Step(20), title=f"When the commuted sentences end, {brief.day}")
    )
    dated = sum(n for _, n in terms.on_dates)
    caption = f"Of that day's commutations {terms.at_once} end at once, {dated} on later dates, {reduced} become shorter terms."
    return Chart("endings", caption, _plain(chart))


def _plain(chart: Any) -> dict[str, Any]:
    return chart.configure(font=_FONT).configure_title(anchor="start").configure_view(stroke=None).to_dict()
