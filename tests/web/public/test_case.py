"""The calculator: form to file and back, the figures of the engine, and nothing kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.public.conftest import Site

import clemency
from clemency.cases.case import TEMPLATE, Case
from clemency.web.public.caseform import case_from_form, form_from_case, parse, to_toml
from clemency.web.public.views.case import EXAMPLE, _span


def test_the_page_shows_the_engines_figures(site: Site) -> None:
    result = clemency.compare(EXAMPLE)
    answer = site.post("/case/", form_from_case(EXAMPLE))
    text = " ".join(answer.text.split())
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    for words in (_span(*result.then), _span(*result.now), "Fair Sentencing Act of 2010", result.remedy.summary):
        assert words in text
    for fact in result.missing:
        assert fact.question.split("?")[0].replace("'", "&#x27;") in text
    assert text.count('role="img"') == 1


def test_a_page_has_no_address_and_leaves_no_trace(site: Site) -> None:
    marker = "Zebedee Unforgettable"
    before = {
        path: path.stat().st_size
        for path in site.home.rglob("*")
        if path.is_file() and "public.sqlite3" not in path.name
    }
    site.post("/case/", form_from_case(EXAMPLE) | {"name": marker})
    site.post("/check/", {"text": f"{marker} said that 12 pardons were granted on December 19, 2016."})
    after = {
        path: path.stat().st_size
        for path in site.home.rglob("*")
        if path.is_file() and "public.sqlite3" not in path.name
    }
    assert after == before
    for path in site.home.rglob("*"):
        if path.is_file():
            assert marker.encode() not in path.read_bytes(), path


def test_the_saved_file_can_be_loaded_again(site: Site) -> None:
    page = site.post("/case/", form_from_case(EXAMPLE)).text
    toml = re.search(r'name="toml" value="([^"]*)"', page)
    assert toml
    import html

    saved = site.post("/case/file/", {"toml": html.unescape(toml[1])})
    assert saved.headers["content-disposition"] == 'attachment; filename="case.toml"'
    assert Case.from_toml(saved.text) == Case.from_dict(EXAMPLE)
    boundary = "b" * 20
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="case.toml"\r\n'
        f"Content-Type: application/toml\r\n\r\n{saved.text}\r\n--{boundary}--\r\n"
    ).encode()
    again = site.ask("POST", "/case/", body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    assert again.status == 200
    assert (
        re.search(r'<dl class="figures">.*?</dl>', again.text, re.S)[0]
        == re.search(r'<dl class="figures">.*?</dl>', page, re.S)[0]
    )  # type: ignore[index]


def test_the_sheet_as_pdf(site: Site) -> None:
    answer = site.post("/case/pdf/", {"toml": to_toml(EXAMPLE)})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body.startswith(b"%PDF-")


def test_the_template_and_the_example_are_cases() -> None:
    assert Case.from_toml(TEMPLATE)
    assert Case.from_dict(EXAMPLE)


@pytest.mark.parametrize("data", [EXAMPLE, parse(TEMPLATE, "template")], ids=["example", "template"])
def test_the_form_loses_no_fact(data: dict) -> None:
    assert Case.from_dict(case_from_form(form_from_case(data)), "x") == Case.from_dict(data, "x")


def test_facts_without_a_field_are_kept() -> None:
    data = EXAMPLE | {
        "guideline": {
            "fentanyl_marketing": "knowing",
            "adjustments": [{"provision": "3B1.3", "levels": 2, "reason": "trust"}],
        },
        "notes": ["a note"],
    }
    form = form_from_case(data)
    assert "fentanyl_marketing" in form["more"]
    assert case_from_form(form) == data


_NAMES = st.sampled_from(["a", "b_c", "d e", "", '"', "é"])
_VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_NAMES, inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_NAMES, _VALUES, max_size=4))
def test_a_case_file_reads_back_as_it_was_written(data: dict) -> None:
    assert parse(to_toml(data), "x") == data


def test_what_is_wrong_is_said_beside_the_form(site: Site) -> None:
    answer = site.post("/case/", {"drug_1_drug": "crack", "drug_1_weight": "50"})
    assert answer.status == 400
    assert "50" in answer.text
    assert 'name="drug_1_weight" maxlength="60" value="50"' in answer.text
    assert "nothing to compute from" in site.post("/case/", {"name": "x"}).text
