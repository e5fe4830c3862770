"""The picture of a page for those who share its link."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clemency.briefs.day import DayBrief
from clemency.ledger.model import Grant, President
from clemency.web.public.pictures import HEIGHT, WIDTH, Picture
from clemency.web.public.record import served
from clemency.web.public.views import share

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context: dict[str, Any]) -> SafeString:
    """The meta elements of the picture: of the day, grant or president the page is about, or of the site."""
    kind, key, drawn = _picture(context)
    request = context["request"]
    return format_html(
        '<meta property="og:url" content="{}">\n<meta property="og:image" content="{}">\n'
        '<meta property="og:image:type" content="image/png">\n<meta property="og:image:width" content="{}">\n'
        '<meta property="og:image:height" content="{}">\n<meta property="og:image:alt" content="{}">\n'
        '<meta name="twitter:card" content="summary_large_image">',
        request.build_absolute_uri(request.path),
        request.build_absolute_uri(reverse("share-picture", args=[kind, key])),
        WIDTH,
        HEIGHT,
        drawn.alt,
    )


def _picture(context: dict[str, Any]) -> tuple[str, str, Picture]:
    about: Any = context.get("share")
    state = served()
    if isinstance(about, DayBrief):
        return "day", share.day_key(about), share.of_day(state, about)
    if isinstance(about, Grant):
        return "grant", about.id, share.of_grant(state, about)
    if isinstance(about, President):
        return "president", about.key, share.of_president(state, about)
    site = share.of_site(state)
    assert site is not None
    return "site", "home", site
