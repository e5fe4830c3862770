"""Small words for templates."""

from __future__ import annotations

from django import template

from clemency.docket.decisions.letters import KIND_WORDS
from clemency.docket.intake.form_data import Words

register = template.Library()


@register.filter
def words(text: Words, language: str) -> str:
    """A text of a form in a language."""
    return text.in_(language)


@register.filter
def kind_words(kind: str, language: str) -> str:
    """A kind of petition as the reader's language has it."""
    return KIND_WORDS[language][kind]


@register.filter
def spaced(code: object) -> str:
    """A code name as words: staff_review -> staff review."""
    return str(code).replace("_", " ")
