"""Whatever a cell holds, the functions that read it neither fail nor make up figures."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parser.codes import Codes
from ingest.parser.wording import amount, folded, is_figure, squeezed, undoubled

ANYTHING = st.text(max_size=40)
NUMBERS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
NAMES = st.text(alphabet="一般公共预算支出（）“”、", min_size=1, max_size=20)
CODES = st.from_regex(r"2[0-9]{2}([0-9]{2}([0-9]{2})?)?", fullmatch=True)


@given(NUMBERS)
def test_an_amount_is_the_number_printed_with_or_without_separators(number):
    for printed in (f"{number:f}", f"{number:,f}", f"{number:,f}".translate(WIDE), f" {number:,f}\n"):
        assert Decimal(amount(printed)) == number
        assert is_figure(printed)


@given(NUMBERS, st.integers(1, 8))
def test_an_amount_wrapped_in_a_narrow_cell_is_the_same(number, at):
    printed = f"{number:,f}"
    assert amount(printed[:at] + "\n" + printed[at:]) == f"{number:f}"


@given(ANYTHING)
def test_what_is_no_number_gives_no_amount(text):
    found = amount(text)
    assert found is None or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", found)
    if not re.search(r"[0-9０-９]", text):
        assert found is None


@given(ANYTHING)
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert squeezed(squeezed(text)) == squeezed(text)


@given(st.text(min_size=1, max_size=20))
def test_what_is_printed_twice_is_given_once(text):
    assert undoubled(text * 2) == text


@pytest.mark.parametrize("joint", ["", "-", "－", "—"])
@given(code=CODES, name=NAMES)
def test_a_code_joined_with_its_name_is_parted(joint, code, name):
    assert Codes().read([code + joint + name]) == (code, name)


@given(code=st.from_regex(r"2[0-9]{6}", fullmatch=True))
def test_a_code_over_three_columns_is_one(code):
    assert Codes().read([code[:3], code[3:5], code[5:]]) == (code, "")


@given(st.lists(st.lists(st.text(alphabet="0123456789 -类款\n", max_size=8), min_size=1, max_size=3), max_size=8))
def test_code_columns_never_fail_and_give_digits(rows):
    codes = Codes()
    for row in rows:
        code, _ = codes.read(row)
        assert code is None or code.isdigit()
