"""A petition as the petitioner (or the clerk with the paper in hand) writes it: one part a page, saved as you go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clemency.briefs.letters import template as letter_template
from clemency.docket.access import visible_cases, visible_documents
from clemency.docket.accounts.permissions import PETITIONERS
from clemency.docket.errors import DocketError
from clemency.docket.intake import actions, queries
from clemency.docket.intake.actions import Given
from clemency.docket.intake.form_data import PetitionForm, Words, form_of, kinds, petition_form
from clemency.docket.intake.models import CHANNELS, Case
from clemency.docket.needs import missing_required, office_of
from clemency.docket.states import CLOSED, State
from clemency.errors import CaseError, InputError
from clemency.law.petitions.jurisdictions import jurisdiction
from clemency.law.petitions.reapplication import reapplication
from clemency.web.office.access import page
from clemency.web.office.open_pages import language_of


class StartForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField()
    given_names = forms.CharField(max_length=120)
    surname = forms.CharField(max_length=120)
    channel = forms.ChoiceField(choices=[c for c in CHANNELS if c[0] not in {"web", "direct_act"}])

    def __init__(self, *args: Any, language: str, clerk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spanish = language == "es"
        self.fields["kind"].label = "Qué pide" if spanish else "What is asked for"
        self.fields["given_names"].label = "Nombres" if spanish else "First and middle names"
        self.fields["surname"].label = "Apellidos" if spanish else "Last name"
        offered = [kind for kind in kinds() if kind in jurisdiction(settings.JURISDICTION).kinds]
        self.fields["kind"].choices = [
            (kind, petition_form(kind, settings.JURISDICTION).title.in_(language)) for kind in offered
        ]
        self.fields["channel"].label = "How it came"
        if not clerk:
            del self.fields["channel"]


def _case(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(visible_cases(request.actor).select_related("petitioner", "earlier"), pk=pk)


@page("see_own_petitions")
def petitions(request: HttpRequest) -> HttpResponse:
    return render(request, "office/petitions.html", {"cases": queries.petitions_of(request.user)})


@page("start_petition")
def start(request: HttpRequest) -> HttpResponse:
    clerk = request.actor.role not in PETITIONERS
    language = language_of(request)
    initial = {"kind": request.GET.get("kind", "")}
    form = StartForm(request.POST or None, language=language, clerk=clerk, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        case = actions.start_petition(
            by=request.actor, kind=data["kind"], given_names=data["given_names"], surname=data["surname"],
            channel=data.get("channel") or ("mail" if clerk else "web"), language=language,
        )  # fmt: skip
        actions.save_answers(
            by=request.actor, case=case,
            answers={"given_names": Given(data["given_names"]), "surname": Given(data["surname"])},
        )  # fmt: skip
        return redirect("office:petition", case.pk)
    return render(request, "office/start.html", {"form": form, "clerk": clerk})


# Parts that no form lists among its papers.
_PARTS = {
    "petition_form": Words("the form", "el formulario"),
    "certification": Words("your signature", "su firma"),
    "oath": Words("the oath", "el juramento"),
    "release": Words("the release of records", "la autorización de registros"),
}


def _part_words(form: PetitionForm, part: str, language: str) -> str:
    """A part of the file as the reader's language has it; a code nobody has put into words is shown as it is."""
    known = {paper.id: paper.words for paper in form.papers} | {one.id: one.title for one in form.parts}
    words = _PARTS.get(part) or known.get(part)
    return words.in_(language) if words else part.replace("_", " ")


@page("see_petition")
def petition(request: HttpRequest, pk: int) -> HttpResponse:
    """The petition as a whole: its parts with what is answered, its papers, its letters, and how to file it."""
    case = _case(request, pk)
    form = form_of(case)
    language = language_of(request)
    answers = queries.current_answers(case)
    parts = []
    for part in form.parts:
        names = [name for row in part.rows() for name, _ in row]
        required = [name for row in part.rows() for name, one in row if one.required]
        done = sum(1 for name in names if name in answers and (answers[name].value or answers[name].not_applicable))
        short = [name for name in required if not (name in answers and answers[name].value)]
        parts.append({"part": part, "answered": done, "of": len(names), "missing": len(short)})
    rule = None
    if case.state == State.CLOSED_DENIED.value and case.closed_on:
        finding = reapplication(office=office_of(case), kind=case.kind, denied_on=case.closed_on)
        rule = finding.in_words(language_of(request))
    letters = case.letters.filter(for_victim=False, sendings__isnull=False).exclude(
        template__in=["referral", "custodian_transmittal"]
    )
    context = {
        "case": case,
        "form": form,
        "parts": parts,
        "papers": [(row, _part_words(form, row.part, language)) for row in visible_documents(request.actor, case)],
        "letters": [(row, letter_template(row.template).subject[row.language]) for row in letters.distinct()],
        "editable": State(case.state) not in CLOSED,
        "missing": [_part_words(form, part, language) for part in missing_required(case)],
        "asked": case.missing_parts.filter(supplied_on__isnull=True),
        "wait": actions.wait_words(case, language_of(request)) if case.waits.exists() else "",
        "language": language_of(request),
        "rule": rule,
        "can_file": case.state == State.DRAFT.value,
        "can_supply": case.state == State.INCOMPLETE.value,
        "can_reapply": State(case.state) in {State.CLOSED_DENIED, State.CLOSED_WITHOUT_ACTION},
        "status": queries.status_words(case, language_of(request)),
    }
    return render(request, "office/petition.html", context)


@page("save_answers")
def part(request: HttpRequest, pk: int, part_id: str) -> HttpResponse:
    """One part of the form. It saves half-done answers, and says of a date it cannot read how to write it."""
    case = _case(request, pk)
    form = form_of(case)
    try:
        this = form.part(part_id)
    except DocketError as error:
        raise Http404("no such part") from error
    language = language_of(request)
    error_text = ""
    values = queries.current_answers(case)
    given: dict[str, Given] = {}
    if request.method == "POST":
        if State(case.state) in CLOSED:
            raise Http404("closed")
        for row in this.rows():
            for name, _ in row:
                given[name] = Given(
                    request.POST.get(name, "")[:20_000],
                    request.POST.get(f"{name}__pages", "")[:60],
                    request.POST.get(f"{name}__na") == "on",
                )
        if this.id == "statistics":  # an empty answer must not wipe what was given: the page never shows it again
            given = {name: one for name, one in given.items() if one.value.strip()}
        try:
            actions.save_answers(by=request.actor, case=case, answers=given)
        except InputError as error:
            error_text = str(error)
            if language == "es" and isinstance(error, CaseError):
                error_text = (
                    "No se puede leer una fecha. Escriba 2019-03-14, 2019-03 o 2019, o c. 2019 si es aproximada."
                )
        else:
            messages.success(request, "Guardado." if language == "es" else "Saved.")
            ids = [one.id for one in form.parts]
            place = ids.index(part_id)
            if "next" in request.POST and place + 1 < len(ids):
                return redirect("office:petition_part", case.pk, ids[place + 1])
            return redirect("office:petition", case.pk)
    rows = [
        [
            {
                "name": name,
                "field": one,
                "label": one.words.in_(language),
                "help": one.help.in_(language),
                "options": [(key, words.in_(language)) for key, words in one.options],
                "value": given[name].value if name in given else (values[name].value if name in values else ""),
                "pages": given[name].attached_pages if name in given else (values[name].attached_pages if name in values else ""),
                "na": given[name].not_applicable if name in given else (name in values and values[name].not_applicable),
            }
            for name, one in row
        ]
        for row in this.rows()
    ]  # fmt: skip
    context = {
        "case": case, "part": this, "rows": rows, "language": language, "error": error_text,
        "title": this.title.in_(language), "note": this.note.in_(language),
    }  # fmt: skip
    return render(request, "office/part.html", context, status=422 if error_text else 200)


class PaperForm(forms.Form):
    use_required_attribute = False
    part = forms.ChoiceField()
    file = forms.FileField()

    def __init__(self, *args: Any, case: Case, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spanish = language == "es"
        self.fields["part"].label = "Qué es" if spanish else "What it is"
        self.fields["file"].label = "Archivo" if spanish else "File"
        self.fields["file"].help_text = (
            "PDF, JPEG, PNG o TIFF, hasta 10 MB." if spanish else "PDF, JPEG, PNG or TIFF, up to 10 MB."
        )
        papers = form_of(case).papers
        listed = {paper.id for paper in papers}
        extra = [
            part
            for part in missing_required(case)
            if part not in listed and part not in {"petition_form", "oath", "certification"}
        ]
        form = form_of(case)
        self.fields["part"].choices = [(paper.id, paper.words.in_(language)) for paper in papers] + [
            (part, _part_words(form, part, language)) for part in extra
        ]


@page("add_document")
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    language = language_of(request)
    form = PaperForm(request.POST or None, request.FILES or None, case=case, language=language)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.add_document(
                by=request.actor, case=case, title=file.name[:200], part=form.cleaned_data["part"], data=file.read(),
                content_type=file.content_type or "",
            )  # fmt: skip
        except DocketError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "Añadido." if language == "es" else "Added.")
            return redirect("office:petition", case.pk)
    return render(request, "office/papers.html", {"case": case, "form": form})


@page("certify")
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    """The oath and the signature; filing follows at once."""
    case = _case(request, pk)
    language = language_of(request)
    error_text = ""
    if request.method == "POST":
        try:
            if request.POST.get("agree") != "on":
                raise DocketError("Marque la casilla." if language == "es" else "Tick the box to certify.")
            actions.certify(by=request.actor, case=case, signed_as=request.POST.get("signed_as", "")[:200])
            actions.file(by=request.actor, case=case, expected_version=int(request.POST.get("version", "0")))
        except (DocketError, ValueError) as error:
            error_text = str(error)
        else:
            messages.success(
                request, "Su petición fue recibida." if language == "es" else "Your petition was received."
            )
            return redirect("office:petition", case.pk)
    context = {
        "case": case,
        "oath": form_of(case).oath.in_(language),
        "error": error_text,
        "language": language,
    }
    return render(request, "office/certify.html", context, status=422 if error_text else 200)


@page("supply_missing")
def supply(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    if request.method == "POST":
        try:
            actions.supply_missing(
                by=request.actor, case=case, expected_version=int(request.POST.get("version", "0") or 0)
            )
        except DocketError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Sent." if language_of(request) == "en" else "Enviado.")
    return redirect("office:petition", case.pk)


@page("reapply")
def reapply(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    if request.method != "POST":
        return redirect("office:petition", case.pk)
    try:
        new = actions.reapply(by=request.actor, case=case)
    except DocketError as error:
        messages.error(request, str(error))
        return redirect("office:petition", case.pk)
    return redirect("office:petition", new.pk)


@page("see_petition")
def letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """A letter that was sent to the petitioner, as text or PDF."""
    case = _case(request, pk)
    rows = case.letters.filter(for_victim=False, sendings__isnull=False).exclude(
        template__in=["referral", "custodian_transmittal"]
    )
    return letter_response(request, get_object_or_404(rows.distinct(), pk=letter_pk))


def letter_response(request: HttpRequest, row: Any) -> HttpResponse:
    from clemency.docket.decisions.letters import pdf

    if request.GET.get("as") == "pdf":
        response = HttpResponse(pdf(row, large_print="large" in request.GET), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="letter-{row.pk}.pdf"'
        return response
    subject = letter_template(row.template).subject[row.language]
    return render(request, "office/letter.html", {"letter": row, "case": row.case, "subject": subject})
