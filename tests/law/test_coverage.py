"""The register of what is modelled names what there is, and nothing that is not."""

from __future__ import annotations

from pathlib import Path

import clemency.law
from clemency.law.coverage import coverage
from clemency.law.dates import TABLES_AS_OF
from clemency.law.reference import markdown
from clemency.law.tables import load, names

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"
LAW = Path(clemency.law.__file__).parent


def test_every_rule_module_is_in_the_register() -> None:
    modules = {
        f"{folder}/{path.stem}"
        for folder in ("guidelines", "statutes", "custody")
        for path in (LAW / folder).glob("*.py")
        if path.stem != "__init__"
    }
    named = {item["module"] for item in coverage()["modelled"] if "module" in item}
    assert modules - named == set(), "add these to coverage.toml"
    assert {name for name in named if "/" in name} - modules == set(), "coverage.toml names modules that are not there"


def test_every_table_is_in_the_register() -> None:
    named = {table for item in coverage()["modelled"] for table in item.get("tables", ())}
    assert named == set(names())


def test_each_entry_says_what_and_why() -> None:
    found = coverage()
    for item in found["modelled"]:
        assert item["what"], item
        assert item["provision"], item
        assert item["checked"], item
        assert item["since"].toordinal() <= TABLES_AS_OF
    for item in (*found["left_out"], *found["doubts"]):
        assert item["what"], item
        assert item["why"], item
    assert found["as_of"].toordinal() == TABLES_AS_OF


def test_counts_of_the_tables_add_up() -> None:
    for item in coverage()["tables"]:
        assert sum(item["marks"].values()) == item["rows"] == len(load(item["name"]))


def test_the_reference_page_is_drawn_from_the_tables() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == markdown(), "run: clemency law reference > docs/reference/tables.md"
