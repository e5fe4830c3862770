"""Giving part of a file to somebody outside, and the file to its subject."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

from clemency.docket import clock
from clemency.docket.access import visible_documents
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.actions import disclose
from clemency.docket.decisions.models import Disclosure
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.models import Case, Document, DocumentContent
from clemency.docket.intake.pages import page_numbers, some_pages


@act("disclose")
def share_part(
    *, by: Actor, case: Case, document: Document, to_whom: str, what: str, legal_basis: str, pages: str = ""
) -> Disclosure:
    """Make a new paper of some pages of one, to be given to somebody outside, and account for it (28 CFR 1.5).

    The new paper has the class of its origin and names it; the origin is not touched. Without `pages` it is whole.
    """
    if not visible_documents(by, case).filter(pk=document.pk).exists():
        raise Refused("That paper is not among those of this case that you may open.")
    content = DocumentContent.objects.filter(document=document).first()
    if content is None:
        raise Refused("The contents of that paper were disposed of.")
    data = bytes(content.data)
    if pages.strip():
        if document.content_type != "application/pdf":
            raise DocketError("Pages can be taken out of a PDF only; share the paper whole.")
        numbers = page_numbers(pages)
        data = some_pages(data, numbers)
        pages = ", ".join(str(number) for number in numbers)
        if len(pages) > 60:
            pages = f"{numbers[0]} to {numbers[-1]}, {len(numbers)} pages"
    made = Document.objects.create(
        case=case, title=document.title, part="share", sensitivity=document.sensitivity,
        content_type=document.content_type, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        from_whom=f"shared with {to_whom}"[:160], received_at=clock.now(), added_by=by.user, shared_from=document,
        pages=pages,
    )  # fmt: skip
    DocumentContent.objects.create(document=made, data=data)
    row = disclose(by=by, case=case, to_whom=to_whom, what=what, legal_basis=legal_basis, document=made)
    record(
        act="share_part", subject=f"case:{case.pk}", by=by, basis=legal_basis, document=document.pk, share=made.pk,
        sha256=made.sha256,
    )  # fmt: skip
    return row


def _facts(case: Case, papers: list[Document]) -> dict[str, Any]:
    letters = case.letters.filter(for_victim=False, sendings__isnull=False).exclude(
        template__in=["referral", "custodian_transmittal"]
    )
    return {
        "case_number": case.case_number,
        "kind": case.kind,
        "state": case.state,
        "received_on": str(case.received_on or ""),
        "answers": [
            {"field": row.field, "value": row.value, "precision": row.precision, "not_applicable": row.not_applicable,
             "entered_at": row.entered_at.isoformat()}
            for row in case.answers.all()
        ],
        "papers": [
            {"file": _name(row), "title": row.title, "part": row.part, "sha256": row.sha256,
             "received_at": row.received_at.isoformat()}
            for row in papers
        ],
        "letters": [{"template": row.template, "text": row.text} for row in letters.distinct()],
        "not_in_this_file": "Deliberative records, presentence and background reports, victims' data (28 CFR 16.79).",
    }  # fmt: skip


_SUFFIX = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


def _name(row: Document) -> str:
    return f"papers/{row.pk}.{_SUFFIX[row.content_type]}"


@act("export_file")
def subject_file(*, by: Actor, case: Case) -> bytes:
    """One file for its subject, as a ZIP: what the petitioner gave, the papers themselves, and the letters sent.

    Papers are only those open to the petitioner in their own portal. The export is a disclosure and is accounted for.
    """
    papers = list(
        case.documents.filter(
            sensitivity__in=["public", "confidential"], shared_from__isnull=True, content__isnull=False
        )
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("file.json", json.dumps(_facts(case, papers), ensure_ascii=False, indent=2))
        for row in papers:
            archive.writestr(_name(row), bytes(row.content.data))
    made = out.getvalue()
    Disclosure.objects.create(
        case=case, to_whom=str(case.petitioner), what="the file, for its subject", on=clock.today(), by=by.user,
        legal_basis="access by the subject (5 USC 552a(d), so far as 28 CFR 16.79 leaves it)",
    )  # fmt: skip
    record(
        act="export_file", subject=f"case:{case.pk}", by=by, papers=len(papers), sha256=hashlib.sha256(made).hexdigest()
    )
    return made
