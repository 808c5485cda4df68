from decimal import Decimal

import pytest

from budgets.amounts import exact, grouped, percent, share


@pytest.mark.parametrize(
    ("yuan", "unit", "text"),
    [
        ("20235300.00", "万元", "2023.53"),
        ("93500.00", "万元", "9.35"),
        ("0.00", "万元", "0.00"),
        ("1.00", "万元", "0.0001"),
        ("123456789.12", "万元", "12345.678912"),
        ("-149900.00", "万元", "-14.99"),
        ("20235300.00", "元", "20235300.00"),
        ("20235300.00", "亿元", "0.202353"),
        ("100000000.00", "亿元", "1.0000"),
    ],
)
def test_an_amount_is_exact_in_every_unit(yuan, unit, text):
    assert exact(Decimal(yuan), unit) == text


def test_pages_set_thousands_apart_and_use_a_real_minus():
    assert grouped(Decimal("-1234567800.00")) == "−123,456.78"


def test_a_share_of_nothing_says_nothing():
    assert share(Decimal(5), Decimal(0)) is None
    assert share(None, Decimal(10)) is None
    assert percent(share(Decimal("11006500"), Decimal("20235300"))) == "54.39%"
