"""No cell of a download is computed by a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillsbank.web.exports import as_csv, neutral


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", "\ufeff", " ", "\u00a0", "\u200b", "\u202e", "\ufeff "])
def test_a_formula_gets_a_quote(before: str, sign: str) -> None:
    assert str(neutral(f"{before}{sign}cmd|' /C calc'!A0")).startswith("'")


@given(st.text(alphabet=st.characters(categories=("L", "N", "M", "Zs", "P", "S")), max_size=60))
def test_plain_words_pass_or_get_one_quote(text: str) -> None:
    assert str(neutral(text)).removeprefix("'").replace("'", "") == text.replace("\ufeff", "").replace("'", "")


def test_numbers_pass_as_numbers() -> None:
    assert neutral(-3.5) == -3.5


def test_joiners_that_spelling_needs_stay() -> None:
    assert neutral("می\u200cخواهم") == "می\u200cخواهم"


def test_a_spreadsheet_knows_the_letters() -> None:
    answer = as_csv("list", ["Name"], [["Zoë, the “first”"], ["=1+1"]])
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.csv"'
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [["Name"], ["Zoë, the “first”"], ["'=1+1"]]
