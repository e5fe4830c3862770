"""One case then and now: the form, the comparison, the file to keep. Asked by POST; nothing is stored or logged."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clemency.cases.case import TEMPLATE, Case
from clemency.cases.comparison import Comparison, Interval, compare
from clemency.cases.output import span_text
from clemency.errors import InputError
from clemency.law import tables
from clemency.law.compare import LIFE_IN_MONTHS, in_months
from clemency.law.dates import TABLES_AS_OF
from clemency.law.explain import CATEGORIES, range_text, term
from clemency.web.public import caseform
from clemency.web.public.asked import day_from
from clemency.web.public.svg import Series, step_chart
from clemency.web.public.views.law import _drugs

STATUTES = (
    "21 USC 841(a)(1)",
    "21 USC 846",
    "21 USC 844",
    "21 USC 859",
    "21 USC 860",
    "21 USC 861",
    "21 USC 952",
    "21 USC 960",
    "21 USC 963",
    "18 USC 924(c)",
    "18 USC 922(g)(1)",
)
EXAMPLE = {
    "name": "Example",
    "days": {"offense_ended": "1991-03-01", "sentenced": "1992-06-15"},
    "sentence": {"imposed": "151 months"},
    "count": {
        "statute": ["21 USC 841(a)(1)"],
        "priors_851": 0,
        "drugs": [{"drug": "cocaine base", "weight": "62 g", "charged": "50 g or more"}],
    },
    "guideline": {"acceptance": 3},
    "history": {"category": "II"},
}


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest) -> HttpResponse:
    """The form; by POST, the comparison, or the form again with what stands against it."""
    if request.method != "POST":
        example = request.GET.get("example") == "1"
        values = caseform.form_from_case(EXAMPLE) if example else {}
        return _form(request, values)
    try:
        data = _data(request)
    except InputError as error:
        return _form(request, request.POST.dict(), str(error), 400)  # type: ignore[arg-type]
    values = caseform.form_from_case(data)
    if on := str(request.POST.get("on", "")):
        values["on"] = on
    if request.POST.get("do") == "change":
        return _form(request, values)
    try:
        result = _compared(data, on)
    except InputError as error:
        return _form(request, values, str(error), 400)
    context = {"c": shown(result), "toml": caseform.to_toml(data), "on": on, "name": data.get("name", "")}
    return _private(render(request, "public/case/result.html", context))


@require_POST
def case_file(request: HttpRequest) -> HttpResponse:
    """The case as a file to keep: the only way to share it."""
    data = caseform.parse(str(request.POST.get("toml", "")), "the case")
    response = HttpResponse(caseform.to_toml(data), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="case.toml"'
    return _private(response)


@require_POST
def case_pdf(request: HttpRequest) -> HttpResponse:
    """The comparison sheet as a PDF of text that can be searched and read aloud."""
    from clemency.web.public.pdf import sheet_pdf

    data = caseform.parse(str(request.POST.get("toml", "")), "the case")
    result = _compared(data, str(request.POST.get("on", "")))
    response = HttpResponse(sheet_pdf(result), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="comparison.pdf"'
    return _private(response)


def case_template(request: HttpRequest) -> HttpResponse:
    """An empty case file with every field explained."""
    response = HttpResponse(TEMPLATE, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="case-template.toml"'
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _form(request: HttpRequest, values: dict[str, str], problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "groups": [(g, [(f, values.get(f.name, "")) for f in g.fields]) for g in caseform.GROUPS],
        "drugs": [
            (n, {key: values.get(f"drug_{n}_{key}", "") for key in caseform.DRUG_KEYS})
            for n in range(1, caseform.DRUG_LINES + 1)
        ],
        "guns": [(n, values.get(f"gun_{n}", "")) for n in range(1, caseform.GUN_LINES + 1)],
        "gun_kinds": caseform._GUNS,
        "firearms_prior": (caseform.FIREARMS, values.get(caseform.FIREARMS.name, "")),
        "values": values,
        "problem": problem,
        "statutes": STATUTES,
        "drug_names": [label for _key, label in _drugs()],
        "as_of": date.fromordinal(TABLES_AS_OF),
    }
    response = render(request, "public/case/form.html", context, status=status)
    return _private(response) if problem or request.method == "POST" else response


def _data(request: HttpRequest) -> dict[str, Any]:
    """The case from an uploaded file, from the file text carried by a page, or from the fields."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile) and upload.size:
        if upload.size > caseform.MOST_BYTES:
            raise InputError(f"The file is larger than {caseform.MOST_BYTES:,} bytes, which no case file is.")
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError("The file is not UTF-8 text. Choose a case file saved from this page.") from None
        return caseform.parse(text, "the file")
    if "toml" in request.POST:
        return caseform.parse(str(request.POST["toml"]), "the case")
    return caseform.case_from_form(request.POST.dict())  # type: ignore[arg-type]


def _compared(data: dict[str, Any], on: str) -> Comparison:
    day = day_from(on, _("The law of")) if on else None
    return compare(Case.from_dict(data, str(data.get("name") or "The case")[:80]), day)


# --- A comparison made ready for a page -------------------------------------------------------------------------------


def interval_text(value: Interval, unit: str = "") -> str:
    """An interval in a few words."""
    if value.least is None and value.most is None:
        return _("not known")

    def one(end: float) -> str:
        return f"{end:.3g}".replace("-", "−") if unit == "x" else _months(end)

    low = _("any") if value.least is None else one(value.least)
    high = _("no limit") if value.most is None else one(value.most)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def _months(value: float) -> str:
    return _("life") if value == math.inf else term(value).replace("-", "−")


def _span(least: Any, most: Any) -> str:
    return span_text(least, most).replace("-", "–")


def shown(result: Comparison) -> dict[str, Any]:
    """A comparison for the templates: every figure as text, the chart drawn, the steps of both ends."""
    then, now = result.then, result.now
    return {
        "result": result,
        "as_of": result.as_of,
        "status": result.status,
        "asks": next((m.question for m in result.missing if result.status.endswith(m.name)), ""),
        "then": _span(*then),
        "now": _span(*now),
        "rows": _summary(result),
        "difference": interval_text(result.difference),
        "imposed": None if result.case.imposed is None else _months(result.case.imposed),
        "ratio": interval_text(result.ratio, "x") if result.case.imposed is not None else "",
        "life_months": LIFE_IN_MONTHS if result.uses_life_convention else None,
        "again": _span(*result.resentenced) if _span(*result.resentenced) != _span(*now) else "",
        "steps": [
            (which, severe, result.steps(which, severe)) for which in ("then", "now") for severe in (True, False)
        ],
        "certain": _span(then[0], then[0]) == _span(then[1], then[1])
        and _span(now[0], now[0]) == _span(now[1], now[1]),
        "moves": [_move(move) for move in result.moves],
        "moved_in_all": _both(sum(m.low for m in result.moves), sum(m.severe_low for m in result.moves)),
        "timeline": _timeline(result),
        "chart": timeline_chart(result),
        "remedy": result.remedy,
        "missing": result.missing,
        "assumptions": result.assumptions,
        "disagreements": result.disagreements,
        "notes": result.case.notes,
    }


def _summary(result: Comparison) -> list[tuple[str, str, str]]:
    then, now = result.then, result.now
    rows = [(_("Guideline sentence, months"), _span(*then), _span(*now))]
    if any(f.base or f.career_level or f.armed_career_level for f in (*then, *now)):
        rows.append((_("Offense level"), _ends(then[0].total, then[1].total), _ends(now[0].total, now[1].total)))
        rows.append((_("Criminal history category"), _categories(then), _categories(now)))
    rows.append(
        (
            _("Mandatory minimum, months"),
            interval_text(result.minimum("then")),
            interval_text(result.minimum("now")),
        )
    )
    words = {"yes": _("yes"), "no": _("no"), "open": _("open")}
    valves = result.safety_valve("then"), result.safety_valve("now")
    if valves != ("no", "no"):
        rows.append((_("Safety valve lets the court go below it"), words[valves[0]], words[valves[1]]))
    if then[0].statutory_max >= 0:
        rows.append((_("Statutory maximum, months"), _most(then), _most(now)))
    return rows


def _most(pair: tuple[Any, Any]) -> str:
    low, high = sorted(f.statutory_max for f in pair)
    return _months(low) if low == high else _("%(low)s to %(high)s") % {"low": _months(low), "high": _months(high)}


def _categories(pair: tuple[Any, Any]) -> str:
    low, high = sorted(f.category for f in pair)
    return CATEGORIES[low] if low == high else f"{CATEGORIES[low]}–{CATEGORIES[high]}"


def _ends(a: int, b: int) -> str:
    low, high = sorted((a, b))
    return str(low) if low == high else f"{low}–{high}"


def _both(low: float, severe: float) -> str:
    ends = sorted({round(low, 4), round(severe, 4)})
    return " … ".join("0" if not end else f"{end:+g}".replace("-", "−") for end in ends)


def _move(move: Any) -> dict[str, Any]:
    authority = tables.authority(move.authority) if move.authority else None
    return {
        "day": date.fromordinal(move.day),
        "title": move.title,
        "moved": move.moved,
        "citation": authority.citation if authority else "",
        "low": _both(move.low, move.severe_low),
        "high": _both(move.high, move.severe_high),
    }


def _timeline(result: Comparison) -> list[dict[str, Any]]:
    rows = []
    for number, point in enumerate(result.timeline):
        if number and not point.changed:
            continue
        low, high = range_text(*point.lenient).replace("-", "–"), range_text(*point.severe).replace("-", "–")
        acts = [tables.authority(key).title for key in point.acts]
        rows.append(
            {"day": date.fromordinal(point.day), "lenient": low, "severe": high, "same": low == high, "acts": acts}
        )
    return rows


def timeline_chart(result: Comparison) -> Any:
    """The range through time: the band from bottom to top, for the most lenient and the most severe reading."""
    points = result.timeline
    certain = all(point.lenient == point.severe for point in points)
    ends = [("severe", _("most severe reading")), ("lenient", _("most lenient reading"))]
    if certain:
        ends = [("severe", _("guideline range"))]
    series = [
        Series(
            label,
            tuple((p.day, in_months(getattr(p, which)[0])) for p in points),
            tuple(in_months(getattr(p, which)[1]) for p in points),
        )
        for which, label in ends
    ]
    imposed = result.case.imposed
    life = result.uses_life_convention or any(math.inf in (*point.lenient, *point.severe) for point in points)
    return step_chart(
        series,
        end=result.on,
        title=_("The guideline range under the law of each day, from sentencing on; the table beside it says the same"),
        unit=_("months"),
        rule=None if imposed is None else (in_months(imposed), _("imposed: %s") % _months(imposed)),
        cap=(in_months(math.inf), _("life")) if life else None,
    )
