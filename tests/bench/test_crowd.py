"""The crowd: what it asks, and what locust says of it."""

import json

import pytest

from bench.apart import program
from bench.crowd import ADDRESSES, Stood, mixed, stood_by
from bench.pages import PAGES, Place

AT = Place(
    budgets=[(number, 2024) for number in range(1, 9)],
    tables=[(1, 2024, "expenditure")],
    regions=["980100"],
    years=[2024, 2025],
)


def test_every_kind_of_page_is_asked_equally_often_and_alike_in_every_run():
    assert len(mixed(AT)) == len(PAGES) * ADDRESSES
    assert mixed(AT) == mixed(AT)
    assert mixed(AT).count("/departments/1/2024/expenditure/") == ADDRESSES


def test_locust_s_statistics_give_requests_and_errors():
    printed = json.dumps(
        [
            {"name": "page", "num_requests": 1200, "num_failures": 2},
            {"name": "other", "num_requests": 3, "num_failures": 0},
        ]
    )

    assert stood_by(printed) == Stood(requests=1203, errors=2)


def test_a_program_that_is_not_installed_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-program is not installed"):
        program("no-such-program")
