"""English and Spanish: every word of the pages has its Spanish, with the same places to fill, compiled as written."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from tests.web.public.conftest import Site

import clemency.web.public

PUBLIC = Path(clemency.web.public.__file__).parent
CATALOGUE = PUBLIC / "locale" / "es" / "LC_MESSAGES" / "django.po"
AGAIN = (
    "Write the catalogue again, in src/clemency/web/public with the settings of the public site: "
    "python -m django makemessages -l es -e html,py --no-obsolete --no-location --no-wrap; fill in what is empty; "
    "msgfmt --check -o locale/es/LC_MESSAGES/django.mo locale/es/LC_MESSAGES/django.po"
)


def _entries() -> list[tuple[str, list[str]]]:
    found = []
    for block in CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]:
        parts = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:"[^\n]*"\n?)+)', block + "\n", re.MULTILINE)
        texts = {name: "".join(ast.literal_eval(line) for line in text.strip().split("\n")) for name, text in parts}
        if "msgid" in texts:
            found.append((texts["msgid"], [text for name, text in texts.items() if name.startswith("msgstr")]))
    return found


def _asked() -> set[str]:
    """What the templates and the code ask to be translated."""
    found: set[str] = set()
    for path in PUBLIC.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {a or b for a, b in re.findall(r"""\{% translate (?:"([^"]*)"|'([^']*)') ?%\}""", text)}
        found |= set(re.findall(r'=_\("([^"]*)"\)', text))
    for path in PUBLIC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_nothing_is_left_in_english() -> None:
    known = {source for source, _ in _entries()}
    assert _asked() - known == set(), AGAIN
    assert [source for source, texts in _entries() if not all(texts)] == [], AGAIN
    assert len(known) > 400


def test_places_to_fill_are_the_same() -> None:
    for source, texts in _entries():
        places = set(re.findall(r"%\(\w+\)s|%[sd]", source))
        for text in texts[-1:]:
            assert set(re.findall(r"%\(\w+\)s|%[sd]", text)) >= places, source


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for source, texts in _entries():
        if len(texts) == 1:
            assert compiled.gettext(source) == texts[0], AGAIN


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/es/", "El registro público"),
        ("/es/case/", "Las fechas"),
        ("/es/search/", "Buscar en el registro"),
        ("/es/days/2016-12-19/", "19 de diciembre de 2016"),
        ("/es/effects/pardon/", "Qué hace y qué no hace"),
        ("/es/nothing/", "No se encontró"),
    ],
)
def test_spanish_pages_speak_spanish(site: Site, path: str, words: str) -> None:
    text = site.get(path).text
    assert words in text
    assert '<html lang="es">' in text
    assert f'href="{path.removeprefix("/es")}" lang="en" hreflang="en"' in text


def test_the_language_is_in_the_address_alone(site: Site) -> None:
    assert site.get("/", Accept_Language="es").text == site.get("/", Accept_Language="en").text


def test_a_case_is_compared_in_spanish(site: Site) -> None:
    from clemency.web.public.caseform import form_from_case
    from clemency.web.public.views.case import EXAMPLE

    text = site.post("/es/case/", form_from_case(EXAMPLE)).text
    assert "Qué lo cambió" in text
    assert "La ley de hoy da una pena menor." in text
