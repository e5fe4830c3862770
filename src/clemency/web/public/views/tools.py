"""What relief does and does not do; an article's figures beside the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clemency.briefs.article import check_article
from clemency.briefs.article.check import summary
from clemency.errors import InputError
from clemency.law.effects import RELIEF_KINDS, effects_sheet
from clemency.web.public.asked import Asked, day_from
from clemency.web.public.record import served

LONGEST_ARTICLE = 60_000
SAMPLE = """WASHINGTON, Dec. 19, 2016. President Obama on Monday pardoned 78 people and commuted the sentences of 153 others, \
the largest number of individual clemencies in a single day by any president. He has now commuted the sentences of 1,176 \
people, including 395 serving life sentences, and more than doubled his pardons, to 148."""


def effects(request: HttpRequest, kind: str = "pardon") -> HttpResponse:
    """What one kind of relief does, subject by subject, with its authority and how that was checked."""
    asked = Asked(request.GET)
    place = asked.text("jurisdiction", 20) or "federal"
    noncitizen = asked.choice("noncitizen", ("1",)) == "1"
    sheet = effects_sheet(kind, place, noncitizen=noncitizen)
    context = {
        "sheet": sheet,
        "kinds": [k.replace("_", "-") for k in RELIEF_KINDS],
        "kind": sheet.relief_kind.replace("_", "-"),
        "noncitizen": noncitizen,
    }
    return render(request, "public/effects.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Paste a text, see each figure beside the record. By POST: the text is read, answered and forgotten."""
    context: dict[str, object] = {"text": SAMPLE if request.GET.get("example") == "1" else "", "most": LONGEST_ARTICLE}
    status = 200
    if request.method == "POST":
        text, on = str(request.POST.get("text", "")), str(request.POST.get("date", "")).strip()
        context |= {"text": text[:LONGEST_ARTICLE], "date": on[:10]}
        try:
            if len(text) > LONGEST_ARTICLE:
                raise InputError(f"The text has {len(text):,} characters; at most {LONGEST_ARTICLE:,} are read.")
            checked = check_article(served().record, text, day_from(on, "date") if on else None)
            context |= {"checked": checked, "summary": summary(checked.findings), "findings": _marked(checked.findings)}
        except InputError as error:
            context["problem"] = str(error)
            status = 400
    response = render(request, "public/check.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def _marked(findings):
    """Each finding with its sentence in three parts, so that the figure can be marked."""
    out = []
    for finding in findings:
        sentence = finding.stated.sentence
        start = finding.stated.span.start - sentence.span.start
        end = finding.stated.span.end - sentence.span.start
        out.append((finding, sentence.text[:start], sentence.text[start:end], sentence.text[end:]))
    return out
