"""Saved Justice Department pages: each layout, and what must not become a person."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.reading import page, read_text, rejected

from clemency.errors import SourceError
from clemency.sources.build import read_files
from clemency.sources.catalog import choose

HEAD = "<h1>Pardons Granted by President William J. Clinton (1993-2001)</h1><h2>July 7, 2000</h2>"
COLUMNS = "<tr><th>NAME</th><th>DISTRICT</th><th>SENTENCED</th><th>OFFENSE</th></tr>"


def test_one_page_with_every_layout():
    contents, totals = read_text(page("pardons.html"), "justice_pages")
    assert totals.rejected == 0
    assert [(draft.name, draft.signed_on) for draft in contents.drafts] == [
        ("James Robert Adelman", date(2017, 1, 17)),
        ("Mitchell Ray Campbell", date(2017, 1, 17)),
        ("James Edward Cartwright", date(2017, 1, 17)),  # pardoned before sentence: no sentence line
        ("Khosrow Afghahi", date(2016, 1, 16)),  # a name in a cell that spans both columns
        ("Nima Golestaneh", date(2016, 1, 16)),  # a whole record in one cell
        ("Robert Andrew Schindler", date(2013, 12, 19)),  # two rows under one name
        ("Derek James Laliberte", date(2013, 12, 19)),
        ("Antonio Barucco", date(2013, 12, 19)),
    ]
    assert {(draft.president, draft.kind) for draft in contents.drafts} == {("obama", "pardon")}
    by_name = {draft.name: draft for draft in contents.drafts}
    assert by_name["Mitchell Ray Campbell"].aliases == ("Mitch Campbell",)
    assert by_name["Mitchell Ray Campbell"].fields["sentence_text"].split("\n")[1].startswith("Four years'")
    assert "sentence_text" not in by_name["James Edward Cartwright"].fields
    assert by_name["Khosrow Afghahi"].fields["terms_text"].startswith("Pardon recipient")
    schindler = by_name["Robert Andrew Schindler"].fields
    assert schindler["district_text"] == "D. Utah"  # a cell that spans both rows is read once
    assert schindler["sentenced_text"] == "1. 1996\n2. 1996"
    assert schindler["offense_text"].startswith("1. Conspiracy to commit wire fraud, 18 U.S.C. §§ 371 and 1343\n2. ")
    assert by_name["Antonio Barucco"].fields["offense_text"] == "Desertion in violation of the 58th Article of War"
    assert by_name["Derek James Laliberte"].fields["sentenced_text"] == "1992 (as amended in 1993)"


def test_a_repeated_label_is_reported_since_a_name_may_be_missing():
    contents, _ = read_text(page("pardons.html"), "justice_pages")
    assert ["Mitchell Ray Campbell" in finding.what for finding in contents.findings] == [True]


def test_five_columns_with_whole_sentences_and_links():
    contents, _ = read_text(
        "<h1>Pardons Granted by President Donald Trump</h1><h2>December 23, 2020</h2><table>"
        "<tr><th>NAME</th><th>DISTRICT</th><th>SENTENCED</th><th>OFFENSE</th><th>PUBLIC DISCLOSURE</th></tr>"
        "<tr><td>Paul J. Manafort</td><td><p>Eastern District of Virginia</p><p>&nbsp;</p><p>District of Columbia</p></td>"
        "<td><p>47 months' imprisonment (March 7, 2019)</p><p>73 months' imprisonment (March 13, 2019)</p></td>"
        "<td>Bank fraud</td><td><a href='https://example.gov/w'>Download PDF Clemency Records</a></td></tr></table>",
        "justice_pages",
    )
    (draft,) = contents.drafts
    assert draft.fields["district_text"] == "Eastern District of Virginia\nDistrict of Columbia"
    assert draft.fields["sentence_text"].count("\n") == 1
    assert draft.fields["document_url"] == "https://example.gov/w"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("<td>2. N. D. Ga.</td><td>D. Utah</td><td>1990</td><td>Fraud</td>", "stands where a name should"),
        ("<td>1987</td><td>Ann Example</td><td>D. Utah</td><td>Fraud</td>", "stands where a name should"),
        ("<td>Ann Example</td><td>D. Utah</td><td>1990</td>", "3 cells under 4 headings"),
        ("<td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td><td>more</td>", "5 cells under 4 headings"),
    ],
)
def test_rows_that_do_not_fit_are_rejected_with_the_reason(row, reason):
    contents, totals = read_text(f"{HEAD}<table>{COLUMNS}<tr>{row}</tr></table>", "justice_pages")
    assert not contents.drafts
    assert totals.rejected == row.count("<td>")
    assert all(reason in why for _, why in rejected(contents))


def test_a_heading_row_repeated_inside_a_table_is_no_person():
    row = "<td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td>"
    contents, totals = read_text(f"{HEAD}<table>{COLUMNS}<tr>{row}</tr>{COLUMNS}</table>", "justice_pages")
    assert [draft.name for draft in contents.drafts] == ["Ann Example"]
    assert totals.rejected == 0


def test_an_unknown_column_and_an_unknown_layout_are_reported():
    columns = COLUMNS.replace("</tr>", "<th>SHOE SIZE</th></tr>")
    row = "<tr><td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td><td>7</td></tr>"
    contents, _ = read_text(f"{HEAD}<table>{columns}{row}</table>", "justice_pages")
    assert [text for text, _ in rejected(contents)] == ["SHOE SIZE", "7"]
    contents, _ = read_text(f"{HEAD}<table><tr><td>a</td><td>b</td><td>c</td></tr></table>", "justice_pages")
    assert "unknown layout" in rejected(contents)[0][1]


def test_an_unknown_label_is_reported_and_not_skipped():
    contents, _ = read_text(
        f"{HEAD}<table><tr><td></td><td>Ann Example</td></tr><tr><td>Offense:</td><td>Fraud</td></tr>"
        "<tr><td>Mood:</td><td>Sour</td></tr></table>",
        "justice_pages",
    )
    assert rejected(contents) == [("Mood: Sour", "unknown label 'Mood:'")]


def test_text_between_tables_that_says_nothing_known_is_rejected():
    table = f"<table>{COLUMNS}<tr><td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td></tr></table>"
    contents, _ = read_text(f"{HEAD}{table}<p>Ben Example was also pardoned.</p>{table}", "justice_pages")
    assert rejected(contents) == [("Ben Example was also pardoned.", "text between the tables, not understood")]


def test_headings_that_join_both_kinds_leave_the_kind_open():
    contents, _ = read_text(
        "<h1>Clemency Grants by President Donald J. Trump</h1><h2>May 28, 2025 - 16 Pardons and 6 Commutations</h2>"
        f"<table>{COLUMNS}<tr><td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td></tr></table>",
        "justice_pages",
    )
    assert not contents.drafts
    assert "joins pardons and commutations" in rejected(contents)[0][1]


def test_a_count_in_the_heading_is_compared():
    contents, _ = read_text(
        "<h1>Clemency Grants by President Donald J. Trump</h1><h2>May 28, 2025 - 2 Pardons</h2>"
        f"<table>{COLUMNS}<tr><td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td></tr></table>",
        "justice_pages",
    )
    assert contents.drafts[0].kind == "pardon"
    assert "states 2 pardons" in contents.findings[0].what


def test_pages_that_cannot_be_read_say_why():
    with pytest.raises(SourceError, match="Name the president with --president"):
        read_text(f"<h2>July 7, 2000</h2><table>{COLUMNS}</table>", "justice_pages")
    with pytest.raises(SourceError, match="neither a table nor a labelled line"):
        read_text("<h1>Pardons Granted by President Barack Obama</h1><p>Nothing here.</p>", "justice_pages")


def test_a_day_on_which_the_president_was_not_in_office_is_rejected(tmp_path):
    path = tmp_path / "page.html"
    row = "<td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td>"
    path.write_text(f"{HEAD.replace('2000', '2107')}<table>{COLUMNS}<tr>{row}</tr></table>", encoding="utf-8")
    record, report = read_files([(choose(path), path)])
    assert record.grants == ()
    reasons = {value.reason for value in report.files[0].not_kept if value.fate == "rejected"}
    assert reasons == {"William J. Clinton was not in office on 2107-07-07"}


def test_a_title_row_above_the_headings_and_other_forms_of_the_title():
    row = "<tr><td>Ann Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td></tr>"
    contents, totals = read_text(
        "<title>Pardons Granted by President Joseph Biden (2021-Present) | PARDON</title><h3>April 26, 2022:</h3>"
        f"<table><tr><td colspan=4>Three people</td></tr>{COLUMNS}{row}</table>",
        "justice_pages",
    )
    assert [(draft.name, draft.president, draft.signed_on) for draft in contents.drafts] == [
        ("Ann Example", "biden", date(2022, 4, 26))
    ]
    assert totals.rejected == 0


def test_headings_that_name_the_kind_on_a_page_of_both():
    row = "<tr><td>{} Example</td><td>D. Utah</td><td>1990</td><td>Fraud</td></tr>"
    table = f"<table>{COLUMNS}{row}</table>"
    contents, _ = read_text(
        "<h1>Clemency Recipients of President Biden</h1><h1>Clemency Granted by President Biden</h1>"
        f"<h2>April 24, 2024</h2><h3>Pardons</h3>{table.format('Ann')}<h3>Commutations</h3>{table.format('Ben')}"
        f"<h2>Commutations granted on December 12, 2024</h2>{table.format('Cy')}",
        "justice_pages",
    )
    assert [(draft.name, draft.kind) for draft in contents.drafts] == [
        ("Ann Example", "pardon"),
        ("Ben Example", "commutation"),
        ("Cy Example", "commutation"),
    ]
