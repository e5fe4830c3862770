"""The API: described as committed, true to its description, paged, cached, limited, open to read."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from tests.web.public.conftest import GRANT, Site, start

from clemency.ledger.store import load_record

DESCRIPTION = Path(__file__).parents[3] / "docs" / "reference" / "api" / "openapi.json"


def test_the_committed_description_is_the_one_served(site: Site) -> None:
    served = site.get("/api/openapi.json").json()
    assert json.loads(DESCRIPTION.read_text(encoding="utf-8")) == served, (
        "The API changed. Write its description again: clemency serve public, then "
        "curl -s http://127.0.0.1:8000/api/openapi.json > docs/reference/api/openapi.json"
    )


def test_every_operation_says_what_it_does(site: Site) -> None:
    for path, operations in site.get("/api/openapi.json").json()["paths"].items():
        for operation in operations.values():
            assert operation["description"], path


def test_it_is_true_to_its_description(site: Site) -> None:
    """schemathesis asks every operation with values its schema allows and forbids."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    schema = schemathesis.openapi.from_dict(site.get("/api/openapi.json").json())
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                response = case.call(base_url=site.address)
                case.validate_response(response, checks=checks)

            # An operation without parameters cannot be asked wrongly.
            with contextlib.suppress(Unsatisfiable):
                ask()
                tried += 1
    assert tried > 20


def test_pages_are_linked_and_hold_every_grant_once(site: Site) -> None:
    seen: list[str] = []
    path: str | None = "/api/grants?president=clinton&per_page=150"
    while path:
        answer = site.get(path)
        seen += [row["grant_id"] for row in answer.json()["results"]]
        links = dict(
            reversed(part.strip("<> ").split('>; rel="'))
            for part in answer.headers["link"].replace('"', '"').split(", ")
        )
        path = next((target for rel, target in links.items() if rel.strip('"') == "next"), None)
    expected = [g.id for g in load_record().grants if g.president == "clinton"]
    assert sorted(seen) == sorted(expected)
    assert answer.headers["x-total-count"] == str(len(expected))


def test_an_answer_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.get(f"/api/grants/{GRANT}")
    assert first.json()["sentence"] == "Life imprisonment; 10 years' supervised release"
    assert site.get(f"/api/grants/{GRANT}", If_None_Match=first.headers["etag"]).status == 304


def test_any_site_may_read(site: Site) -> None:
    assert site.get("/api/version", Origin="https://example.org").headers["access-control-allow-origin"] == "*"
    preflight = site.ask(
        "OPTIONS", "/api/compare", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in preflight.headers
    assert "access-control-allow-origin" not in site.get("/case/").headers


def test_a_client_in_a_hurry_is_asked_to_wait(tmp_path: Path) -> None:
    process, site = start(tmp_path, CLEMENCY_API_RATE="60")
    try:
        answers = [site.get("/api/version") for _ in range(40)]
        refused = [a for a in answers if a.status == 429]
        assert refused
        assert answers[0].status == 200
        assert int(refused[0].headers["retry-after"]) >= 1
        assert site.get("/").status == 200
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_day_and_the_totals_agree_with_the_record(site: Site) -> None:
    day = site.get("/api/days/2016-12-19").json()
    assert day["counts"]["value"] == 231
    assert day["totals"]["commutations"]["value"] == 1176
    totals = site.get("/api/totals?by=president&known_on=2017-01-19&until=2017-01-19").json()
    obama = next(line for line in totals["lines"] if line["key"] == "obama")
    assert obama["figures"]["commutations"]["value"] == 1715
    assert totals["definitions"]["commutations"]


def test_a_case_is_compared(site: Site) -> None:
    from clemency import compare
    from clemency.web.public.views.case import EXAMPLE

    answer = site.post_json("/api/compare", EXAMPLE)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    expected = compare(EXAMPLE).to_dict()
    assert answer.json() == json.loads(json.dumps(expected))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/grants/nobody", 404),
        ("/api/grants?page=0", 422),
        ("/api/grants?page=10000", 404),
        ("/api/grants?president=x", 400),
        ("/api/grants?since=2016-02-30", 422),
        ("/api/days/1990-01-01", 400),
        ("/api/law/show?what=zzz", 404),
        ("/api/law/table/nothing", 404),
        ("/api/nothing", 404),
    ],
)
def test_refusals_are_one_field_of_words(site: Site, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status == status
    assert list(answer.json()) == ["detail"]
    assert isinstance(answer.json()["detail"], str)
