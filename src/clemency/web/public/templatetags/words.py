"""How figures, days and names are written on the pages."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from clemency.law.dates import format_day
from clemency.ledger.counting import Figure
from clemency.web.public.phrases import translated

register = template.Library()


@register.filter
def day(value: date | int | str | None) -> str:
    """A day in words: "December 19, 2016", "19 de diciembre de 2016"."""
    if value in (None, ""):
        return ""
    if isinstance(value, int):
        value = date.fromordinal(value)
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return date_format(value, r"j \d\e F \d\e Y" if get_language() == "es" else "F j, Y")


@register.filter
def iso(value: date | int) -> str:
    """A day for addresses and tables: 2016-12-19."""
    return format_day(value) if isinstance(value, int) else value.isoformat()


@register.filter
def count(value: int | float | None) -> str:
    """A whole number with commas; a dash where there is none."""
    return "–" if value is None else f"{value:,.0f}"


@register.filter
def months(value: float | int | str | None) -> str:
    """Months for people: "151", "life"; a dash where it cannot be said."""
    if value is None:
        return "–"
    if value in ("life", math.inf):
        return _("life")
    number = float(value)
    return str(int(number)) if number == int(number) else f"{number:g}"


@register.filter
def held(figure: Figure) -> SafeString | str:
    """A count, with how many more a source says there are that the record does not hold by name."""
    if not figure.gaps:
        return count(figure.value)
    known = [gap.missing for gap in figure.gaps]
    more = "?" if None in known else f"{sum(n or 0 for n in known):,}"
    return format_html('{} <span class="soft small">+{}</span>', count(figure.value), more)


@register.filter
def rule_name(rule: str) -> SafeString | str:
    """A counting rule as the heading of its figure."""
    return {
        "grants": _("grants"),
        "commutations": _("commutations"),
        "pardons": _("pardons"),
        "remissions": _("remissions"),
        "reprieves": _("reprieves and respites"),
        "life_sentences": _("life sentences commuted"),
        "drug_offenses": _("grants with a drug offense"),
    }.get(rule) or said(plain(rule))


@register.filter
def signed(value: float) -> str:
    """A difference with its sign; zero has none."""
    return "0" if not value else f"{value:+g}".replace("-", "−")


@register.filter
def plain(value: str) -> str:
    """A key in words: "cocaine_base" is "cocaine base"."""
    return str(value).replace("_", " ")


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """An entry of a mapping, or nothing."""
    return mapping.get(key, "") if mapping else ""


_KINDS = (
    gettext_noop("pardon"),
    gettext_noop("commutation"),
    gettext_noop("remission"),
    gettext_noop("reprieve"),
    gettext_noop("respite"),
)


@register.filter
def kind_name(kind: str) -> str:
    """The kind of relief in the page's language."""
    return _(kind) if kind in _KINDS else kind


@register.filter
def relief_name(key: str) -> str:
    """A kind of relief as the pages on its effects have it, in the page's language."""
    return _("class proclamation") if key in ("class-proclamation", "class_proclamation") else kind_name(key)


@register.filter
def field_name(name: str) -> str:
    """A printed field of a grant in the page's language."""
    return {
        "offense_text": _("Offense"),
        "district_text": _("District and date"),
        "sentence_text": _("Sentence"),
        "terms_text": _("Terms of the grant"),
    }.get(name, plain(name))


@register.filter
def status_name(status: str | None) -> str:
    """The status of a grant in the page's language."""
    return {
        "effective": _("in effect"),
        "declined": _("declined by the recipient"),
        "superseded": _("superseded"),
        "amended": _("amended"),
    }.get(status or "", status or _("not yet known"))


@register.filter
def years_months(value: int | None) -> str:
    """Months as years and months, for those who think in years."""
    if value is None:
        return ""
    years, rest = divmod(int(value), 12)
    parts = []
    if years:
        parts.append(ngettext("%d year", "%d years", years) % years)
    if rest or not years:
        parts.append(ngettext("%d month", "%d months", rest) % rest)
    return " ".join(parts)


@register.filter
def money(cents: int | None) -> str:
    """Dollars, from cents."""
    if cents is None:
        return ""
    return f"${cents / 100:,.2f}".removesuffix(".00")


@register.simple_tag
def english() -> SafeString | str:
    """Marks a block as English on a page in another language: the law and the record speak English."""
    return "" if get_language() == "en" else format_html(' lang="en"')


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any], code: str) -> str:
    """The address of this page in the other language."""
    request = context["request"]
    path = request.get_full_path() if request.method == "GET" else request.path
    bare = path.removeprefix("/es") if path.startswith("/es/") else path
    return bare if code == "en" else f"/es{bare}"


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], *prefixes: str) -> SafeString | str:
    """Marks the part of the site that the page belongs to."""
    path = context["request"].path
    bare = path.removeprefix("/es") if path.startswith("/es/") else path
    return format_html(' aria-current="true"') if any(bare.startswith(prefix) for prefix in prefixes) else ""


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file with a digest of its contents, so that browsers may keep it for a year."""
    return f"{settings.STATIC_URL}{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(Path(f"{settings.WEB}/static/{name}").read_bytes()).hexdigest()[:12]


@register.filter
def said(text: str) -> SafeString | str:
    """A sentence of the core in the reader's language; where it is not translated, in English and marked so."""
    language = get_language() or "en"
    if language == "en" or not text:
        return text
    found = translated(str(text), language)
    return found if found is not None else format_html('<span lang="en">{}</span>', text)


@register.filter
def said_each(texts: Iterable[str]) -> list[SafeString | str]:
    """The same for each of several."""
    return [said(text) for text in texts]


@register.inclusion_tag("public/_beside.html")
def released_beside() -> dict[str, int]:
    """What totals do not count: grants that the office running this site has released itself, if there are any."""
    from clemency.web.public.record import released_grants

    return {"many": len(released_grants())}
