from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import SourceError
from clemency.sources.mending import LARGEST_PAGE, decode, first_day, mend, one_line, read_day, serial_day


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("240 monthsÃ_ imprisonment; one yearÃ_s release", "240 months’ imprisonment; one year’s release"),
        ("21 U.S.C. ÃŸÃŸ 846, 841(a)(1)", "21 U.S.C. §§ 846, 841(a)(1)"),
        ("21 U.S.C. ÃŸÃŸâ€\xa0 841(a)(1)", "21 U.S.C. §§ 841(a)(1)"),  # two kinds of damage side by side
        ("as Ã¬crackÃ®, a", "as “crack”, a"),
        ("31 C.F.R. ÃŸÃŸ 560.203Ã±4", "31 C.F.R. §§ 560.203–4"),
        ("JosÃ© PeÃ±a", "José Peña"),  # letters stay letters
        ("Northern Districtâ€\xa0 of Texas", "Northern District of Texas"),
        ("Northern Districtâ€ of Texas", "Northern District of Texas"),  # the last byte lost
        ("â€œcrackâ€ cocaine", "“crack” cocaine"),
        ("fiveÂ years", "five years"),
        ("let’s – “keep” § what is whole", "let’s – “keep” § what is whole"),
        ("a\u200bb \t c\r\n\n d ", "ab c\nd"),
    ],
)
def test_mend(damaged, mended):
    assert mend(damaged) == mended


def test_one_line():
    assert one_line("Barbara Cecil Livenia\n\t\t\tChapman Portwood") == "Barbara Cecil Livenia Chapman Portwood"


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_mending_twice_changes_nothing_more_in_plain_text(text):
    plain = text.translate(dict.fromkeys(map(ord, "ÃâÂ"), " "))
    assert mend(mend(plain)) == mend(plain)


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_mend_never_fails_and_keeps_ascii_words(text):
    kept = [word for word in mend(text).split() if word.isascii() and word.isalnum()]
    assert all(any(word in part for part in text.replace("\xa0", " ").split()) or word for word in kept)
    assert "\xa0" not in mend(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("DECEMBER 19, 2016", date(2016, 12, 19)),
        ("December 19 2016", date(2016, 12, 19)),
        ("Sept. 5, 2006.", date(2006, 9, 5)),
        ("2016-12-19", date(2016, 12, 19)),
        ("December 32, 2016", None),
        ("February 29, 2015", None),
        ("Decembre 19, 2016", None),
        ("on December 19, 2016", None),  # a day and nothing else
        ("", None),
    ],
)
def test_read_day(text, day):
    assert read_day(text) == day


def test_days_inside_text_and_serial_numbers():
    assert first_day("signed on March 3, 2005, and July 1, 2006") == date(2005, 3, 3)
    assert serial_day("42696") == date(2016, 11, 22)
    assert serial_day("40868") == date(2011, 11, 21)
    assert serial_day("99999") is None
    assert serial_day("2016") is None


def test_decode_says_what_it_did():
    assert decode("§ 846".encode(), "list.csv") == ("§ 846", "")
    text, remark = decode("§ 846".encode("cp1252"), "list.csv")
    assert text == "§ 846"
    assert "Windows-1252" in remark
    assert decode("§ 846".encode("utf-16"), "list.csv")[0] == "§ 846"
    assert decode(b"\xef\xbb\xbfkey", "list.csv")[0] == "key"


def test_a_file_too_large_is_refused_with_its_size():
    with pytest.raises(SourceError, match=r"list.csv has 8,388,609 bytes, and was not read"):
        decode(bytes(LARGEST_PAGE + 1), "list.csv")
