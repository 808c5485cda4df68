from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.vocabulary import UNITS
from ingest.amounts import number, yuan


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("2023.53", "万元", "20235300.00"),
        ("0.000001", "万元", "0.01"),
        ("0", "万元", "0.00"),
        ("0.00", "元", "0.00"),
        ("-1.50", "亿元", "-150000000.00"),
        ("1,234", "千元", "1234000.00"),
    ],
)
def test_an_amount_is_exact_yuan(text, unit, expected):
    assert str(yuan(text, unit)) == expected


@pytest.mark.parametrize("text", [None, "", "—", "见附件", "NaN", "Infinity"])
def test_a_cell_without_a_number_is_no_zero(text):
    assert yuan(text, "万元") is None


@pytest.mark.parametrize("unit", [None, "美元", "万美元"])
def test_an_unknown_unit_never_defaults(unit):
    assert yuan("1.00", unit) is None


def test_an_amount_finer_than_a_fen_is_not_rounded_away():
    with pytest.raises(ValueError, match="finer than a fen"):
        yuan("0.0000001", "万元")


@pytest.mark.parametrize("text", ["999999999999999999", "20240101000000123456", "9" * 40, "-1e60", "1e999999"])
def test_an_amount_of_more_digits_than_are_stored_is_refused(text):
    with pytest.raises(ValueError, match="too large"):
        yuan(text, "万元")


@given(st.integers(-(10**13), 10**13), st.sampled_from(sorted(UNITS)))
def test_any_number_of_fen_survives_the_way_to_yuan(fen, unit):
    printed = str(Decimal(fen) / 100 / UNITS[unit])
    assert yuan(format(Decimal(printed), "f"), unit) == Decimal(fen) / 100


def test_a_number_keeps_its_printed_step():
    assert str(number("1.50")) == "1.50"
