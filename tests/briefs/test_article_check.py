"""The article check on whole texts: right figures agree, planted ones are caught, other numbers are left alone."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.bundled import bundled

from clemency.briefs.article import check_article
from clemency.briefs.article.check import Checked
from clemency.briefs.article.report import marked_sentence, report_text
from clemency.errors import InputError

ARTICLES = Path(__file__).parent / "articles"
EXPECTED = tomllib.loads((ARTICLES / "expected.toml").read_text(encoding="utf-8"))["article"]


def _text(name: str) -> str:
    return (ARTICLES / name).read_text(encoding="utf-8")


@cache
def _checked(name: str) -> Checked:
    return check_article(bundled(), _text(name))


@pytest.mark.parametrize("article", EXPECTED, ids=lambda a: a["file"])
def test_each_figure_of_the_article(article: dict) -> None:
    findings = _checked(article["file"]).findings
    assert [f.stated.words for f in findings] == [words for words, _, _ in article["figures"]]
    for finding, (words, verdict, value) in zip(findings, article["figures"], strict=True):
        assert finding.verdict == verdict, f"{words}: {finding.why}"
        if value:
            assert finding.value == value, f"{words}: {finding.why}"


def test_every_verdict_has_its_reason_and_every_count_its_rule_and_rows() -> None:
    for finding in _checked("day-2016-12-19.txt").findings:
        assert finding.why
        if finding.verdict == "agrees":
            assert finding.rule
        if finding.verdict == "agrees" and finding.stated.sort == "count":
            assert len(finding.rows) == finding.value


@pytest.mark.parametrize("name", ["day-2016-12-19.txt", "day-2016-08-30.txt", "press-2016-12-20.txt"])
def test_every_right_count_is_caught_once_it_is_made_wrong(name: str) -> None:
    text = _text(name).replace("four or more times", "far more than")  # the slow comparison is not needed here
    right = [f for f in check_article(bundled(), text).findings if f.verdict == "agrees" and f.stated.sort == "count"]
    assert len(right) > 5
    for finding in right:
        span, value = finding.stated.span, finding.stated.value
        assert value is not None
        spoiled = f"{text[: span.start]}{int(value) + 7:,}{text[span.end :]}"
        again = [f for f in check_article(bundled(), spoiled).findings if f.stated.span.start == span.start]
        assert [f.verdict == "agrees" for f in again] == [False], finding.stated.words
        if not finding.why.startswith("Read as"):
            assert again[0].verdict == "differs", finding.stated.words


def test_a_wrong_figure_names_the_day_on_which_it_would_be_right() -> None:
    findings = {f.stated.words: f for f in _checked("wrong-2016-12-19.txt").findings}
    assert findings["504"].alternatives == ("as the running total to 2017-01-17",)
    assert findings["504"].difference == 109
    assert "as the running total to 2017-01-17" in findings["212"].alternatives


def test_the_date_given_wins_over_the_date_found() -> None:
    text = "President Obama has now granted 673 commutations. The report is of January 3, 2020."
    assert check_article(bundled(), text, date(2016, 8, 30)).findings[0].verdict == "agrees"
    assert check_article(bundled(), text, date(2016, 10, 6)).findings[0].verdict == "differs"


def test_without_any_date_nothing_is_bound() -> None:
    checked = check_article(bundled(), "President Obama has granted 673 commutations.")
    assert checked.day is None
    assert [f.verdict for f in checked.findings] == ["cannot be checked"]
    assert "--date" in checked.findings[0].why


# One sentence, one figure. (sentence, verdict) on 19 December 2016.
SENTENCES = [
    ("Obama pardons 78, commutes 153 sentences", ["agrees", "agrees"]),
    ("On Monday 231 people received clemency from the president.", ["agrees"]),
    ("Two hundred and thirty-one people were granted clemency on Monday.", ["agrees"]),
    ("He has pardoned only 70 people, the White House said of the pardons.", ["differs"]),
    ("He has now commuted 1,176 sentences, 395 of them life, and pardoned 148 people.", ["agrees", "agrees", "agrees"]),
    ("Obama has now commuted the sentences of 1,176 people and pardoned 148.", ["agrees", "agrees"]),
    ("Obama has granted clemency to 1,324 people and pardoned 148.", ["agrees", "agrees"]),
    ("Before Monday he had granted 70 pardons.", ["agrees"]),
    ("On Monday he commuted the sentences of more than 150 people.", ["agrees"]),
    ("On Monday he commuted the sentences of more than 153 people.", ["differs"]),
    ("Nearly 1,200 sentences have been commuted by Obama since he took office.", ["agrees"]),
    ("In August he commuted 325 sentences.", ["agrees"]),
    ("Since taking office he has granted clemency to 1,324 people.", ["agrees"]),
    ("On Oct. 27, the president granted 98 commutations.", ["agrees"]),
    ("On October 27, 2016, the president granted 97 commutations.", ["differs"]),
    ("On Monday he doubled the number of pardons he has granted.", ["agrees"]),
    ("On Monday he nearly tripled the number of pardons he has granted.", ["differs"]),
    ("The president should pardon 500 people on Monday, advocates of clemency said.", ["cannot be checked"]),
    ("In his first years Obama denied 3,793 petitions for commutation.", ["cannot be checked"]),
    ("Of those commutations on Monday, 53 were of people serving life sentences.", ["agrees"]),
    ("Most of the commutations on Monday were for drug offenses.", ["agrees"]),
    (
        "More than 80 percent of the people who received clemency on Monday had been convicted of drug crimes.",
        ["agrees"],
    ),
    ("A third of the people granted clemency on Monday were drug offenders.", ["differs"]),
    ("He wrote a 231-page report on clemency in 153 days, at a cost of $78 for each of 2,000 copies.", []),
    ("Clemency came after 20 years and 395 months in 12 prisons.", []),
]


@pytest.mark.parametrize(("sentence", "verdicts"), SENTENCES, ids=lambda v: v if isinstance(v, str) else "")
def test_one_sentence(sentence: str, verdicts: list[str]) -> None:
    findings = check_article(bundled(), sentence, date(2016, 12, 19)).findings
    assert [f.verdict for f in findings] == verdicts, [(f.stated.words, f.why) for f in findings]


def test_marks_stand_around_the_figure() -> None:
    finding = _checked("day-2016-12-19.txt").findings[0]
    assert marked_sentence(finding) == "Obama grants clemency to [231] people in a single day"
    assert finding.stated.span.of(_text("day-2016-12-19.txt")) == "231"


def test_the_report_shows_every_figure_and_each_rule_once() -> None:
    checked = _checked("wrong-2016-12-19.txt")
    report = report_text(checked)
    assert report.count("DIFFERS") == checked.count("differs")
    assert report.count("Pardons in effect") == 1
    assert "12 figures about clemency: 4 agree, 8 differ, 0 cannot be checked." in report


def test_plain_values() -> None:
    plain = _checked("day-2016-12-19.txt").as_json()
    assert plain["article_date"] == "2016-12-19"
    assert plain["figures"] == len(plain["findings"])
    assert {"words", "start", "end", "sentence", "verdict", "stated", "value", "rule", "why"} <= set(
        plain["findings"][0]
    )


def test_an_empty_article_is_an_error() -> None:
    with pytest.raises(InputError, match="empty"):
        check_article(bundled(), " \n ")


@pytest.mark.parametrize(
    "noise",
    [
        "231 people and " * 2000,
        "12 " * 5000,
        "one hundred " * 3000,
        "of people with life and drug " * 3000,
        "a" * 100_000,
    ],
    ids=lambda noise: noise[:12],
)
def test_long_noise_is_read_in_little_time(noise: str) -> None:
    start = time.process_time()
    check_article(bundled(), f"clemency {noise}", date(2016, 12, 19))
    assert time.process_time() - start < 3


_PIECES = st.sampled_from(
    ["Obama", "pardoned", "commuted the sentences of", "231", "1,324", "clemency", "on Monday", ",", ".", "\n\n", "life",
     "one", "hundred and", "in all", "has", "doubled", "the most", "in a single day", "than the last", "presidents", "-",
     "’s", "Dec. 19, 2016", "percent of", "drug offenses", "\u00a0", "from", "("]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(pieces: list[str]) -> None:
    text = " ".join(["clemency", *pieces])
    for finding in check_article(bundled(), text, date(2016, 12, 19)).findings:
        stated = finding.stated
        assert re.sub(r"\s", " ", text[stated.span.start : stated.span.end]) == stated.words
        assert finding.why


RELEASES = Path(__file__).parents[3] / "shared" / "data" / "grants" / "wh-briefings"


@pytest.mark.skipif(not RELEASES.is_dir(), reason="the raw releases are not beside the project")
def test_the_white_house_s_own_figures_are_not_called_wrong() -> None:
    checked = 0
    for path in sorted([*RELEASES.glob("*statement*.md"), *RELEASES.glob("*fact-sheet*.md")]):
        text = path.read_text(encoding="utf-8").split("---", 2)[2].split("<table")[0]
        text = re.sub(r"\]\([^)]*\)", "", text).replace("[", "")
        findings = check_article(bundled(), text, date.fromisoformat(path.name[:10])).findings
        checked += len(findings)
        wrong = [(f.stated.words, f.stated.sentence.text, f.why) for f in findings if f.verdict == "differs"]
        assert not wrong, path.name
    assert checked > 20
