"""A grant as a row of a list. Made here rather than in a template: lists run to hundreds of rows."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from clemency.ledger.model import Grant
from clemency.web.public.templatetags.words import kind_name, status_name

register = template.Library()
_LONGEST = 220


@register.simple_tag
def grant_row(grant: Grant) -> SafeString:
    """Name, relief, day, offense and court, sentence and terms; a grant not in effect says so."""
    status = grant.status()
    note = "" if status == "effective" else format_html(' <span class="tag tag-warn">{}</span>', status_name(status))
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a>{}</th><td>{}</td><td class="nowrap"><a href="{}">{}</a></td>'
        '<td>{}<br><span class="soft small">{}</span></td><td>{}<br><span class="soft small">{}</span></td></tr>',
        _address("grant", get_language() or "en").replace("KEY", quote(grant.id)),
        grant.name,
        note,
        kind_name(grant.kind),
        _address("day", get_language() or "en").replace("KEY", grant.signed_on.isoformat()),
        grant.signed_on.isoformat(),
        _cut(grant.offense_text),
        _cut(grant.district_text),
        _cut(grant.sentence_text),
        _cut(grant.terms_text),
    )


@cache
def _address(page: str, language: str) -> str:
    """The address of a page of that kind in a language, found once and not for each row."""
    return reverse(page, args=["KEY"])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
