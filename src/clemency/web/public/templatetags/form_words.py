"""One field of the calculator's form as HTML: label, hint, control."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clemency.web.public.caseform import Field

register = template.Library()


@register.simple_tag
def case_field(field: Field, value: str) -> SafeString:
    """The field with its label tied to it, and its hint read out with it."""
    if field.input == "flag":
        return format_html(
            '<div class="check"><input type="checkbox" id="{0}" name="{0}" value="yes"{1}><label for="{0}">{2}</label></div>',
            field.name,
            SafeString(" checked") if value else "",
            field.label,
        )
    hint = format_html('<span class="hint" id="{}-hint">{}</span>', field.name, field.hint) if field.hint else ""
    described = format_html(' aria-describedby="{}-hint"', field.name) if field.hint else ""
    head = format_html('<div><label for="{}">{}</label>{}', field.name, field.label, hint)
    if field.input in ("choice", "unknown"):
        choices = field.choices or (("", _("not known")), ("yes", _("yes")), ("no", _("no")))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if key == value else "", label) for key, label in choices),
        )
        control = format_html('<select id="{0}" name="{0}"{1}>{2}</select>', field.name, described, options)
    else:
        control = format_html(
            '<input id="{0}" name="{0}" value="{1}" maxlength="{2}"{3}{4}{5} autocomplete="off">',
            field.name,
            value,
            field.most,
            described,
            SafeString(' inputmode="numeric"') if field.input == "number" else "",
            format_html(' list="{}"', field.suggestions) if field.suggestions else "",
        )
    return format_html("{}{}</div>", head, control)
