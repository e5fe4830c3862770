"""Letters of a case: facts gathered from what is recorded, the wording from clemency.briefs.letters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clemency.briefs import letters as briefs
from clemency.briefs.letters import in_words
from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.models import Letter, Sending
from clemency.docket.errors import Refused
from clemency.docket.intake.models import Case
from clemency.docket.needs import office_of

KIND_WORDS = {
    "en": {
        "pardon": "pardon",
        "commutation": "commutation of sentence",
        "remission": "remission of a fine or restitution",
        "reprieve": "reprieve",
        "certificate": "a certificate of pardon",
    },
    "es": {
        "pardon": "indulto",
        "commutation": "conmutación de la pena",
        "remission": "remisión de multa o restitución",
        "reprieve": "suspensión",
        "certificate": "certificado de indulto",
    },
}
# Letters to somebody else than the petitioner, in the office's language.
_TO_OTHERS = {"referral", "custodian_transmittal", "victim_filed", "victim_outcome"}


def _known(case: Case, language: str) -> dict[str, Any]:
    """Every fact that a letter may draw on by name; a template takes only the ones it lists."""
    office = office_of(case)
    conviction = case.convictions.filter(relief_sought=True).order_by("pk").first()
    none = "not recorded" if language == "en" else "no consta"
    return {
        "name": str(case.petitioner),
        "petitioner_name": str(case.petitioner),
        "kind": KIND_WORDS[language][case.kind],
        "case_number": case.case_number or f"(file {case.pk})",
        "received_on": case.received_on or clock.today(),
        "register_number": case.petitioner.register_number or none,
        "court": (conviction and conviction.court) or none,
        "docket_number": (conviction and conviction.docket_number) or none,
        "offense": (conviction and conviction.offense) or none,
        "sentence": (conviction and conviction.sentence) or none,
        "office": office.office,
        "decision_maker": office.decision_maker_es if language == "es" else office.decision_maker,
        "on": clock.today(),
    }


def _plain(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, default=lambda v: v.isoformat() if isinstance(v, date) else str(v), ensure_ascii=False)


def make(
    *,
    case: Case,
    by: Actor,
    template: str,
    facts: Mapping[str, Any] | None = None,
    addressee: str = "",
    address: str = "",
    for_victim: bool = False,
    embargoed: bool = False,
) -> Letter:
    """Make a letter within the act that calls for it, and write the history's entry. It is sent by `send`."""
    language = "en" if template in _TO_OTHERS else case.language
    wanted = briefs.template(template).facts
    known = {**_known(case, language), **(facts or {})}
    merged = {name: known[name] for name in wanted}
    rendered = briefs.render(template, language, merged)
    letter = Letter.objects.create(
        case=case,
        template=template,
        template_version=rendered.version,
        language=language,
        addressee=addressee or str(case.petitioner),
        address=address if template in _TO_OTHERS else case.petitioner.address,
        text=rendered.text,
        facts=_plain(merged),
        sha256=hashlib.sha256(rendered.text.encode()).hexdigest(),
        made_at=clock.now(),
        for_victim=for_victim,
        embargoed=embargoed,
    )
    record(act="make_letter", subject=f"case:{case.pk}", by=by, letter=letter.pk, template=template)
    return letter


@act("send_letter")
def send(*, by: Actor, case: Case, letter: Letter, how: str) -> Sending:
    """Record that a letter went out. A letter under embargo waits for the delivery to the person."""
    if letter.sendings.exists():
        raise Refused("This letter was sent already.")
    if letter.embargoed and not case.deliveries.exists():
        raise Refused("The person has not been told yet: deliver the original first, then this letter can go out.")
    sending = Sending.objects.create(letter=letter, sent_on=clock.today(), how=how, by=by.user)
    record(act="send_letter", subject=f"case:{case.pk}", by=by, letter=letter.pk)
    return sending


def pdf(letter: Letter, *, large_print: bool = False) -> bytes:
    """The letter as an accessible PDF, made again from the text that is kept."""
    subject, *paragraphs = [paragraph for paragraph in letter.text.strip().split("\n\n") if paragraph]
    joined = tuple(
        "\n".join(_items(paragraph)) if paragraph.startswith("- ") else paragraph.replace("\n", " ")
        for paragraph in paragraphs
    )
    return briefs.letter_pdf(
        sender=office_of(letter.case).office,
        addressee=letter.addressee,
        address=letter.address,
        day=in_words(letter.made_at.date(), letter.language),
        subject=subject,
        paragraphs=joined,
        language=letter.language,
        large_print=large_print,
    )


def _items(paragraph: str) -> list[str]:
    items: list[str] = []
    for line in paragraph.split("\n"):
        if line.startswith("- ") or not items:
            items.append(line)
        else:
            items[-1] += f" {line.strip()}"
    return items
