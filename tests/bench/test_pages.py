"""Pages whose speed is measured."""

import random

import pytest

from bench.pages import PAGES, Place, measured
from budgets.codes import load_functional_codes
from tests.budgets import factories as make


@pytest.mark.django_db
def test_every_page_that_is_measured_is_there(client):
    load_functional_codes()
    reports = [make.report(make.department(f"吕梁市第{number}局")) for number in range(6)]
    for report in reports:
        make.table(report, "expenditure")
    budgets = [(report.department_id, report.year) for report in reports]
    at = Place(budgets, [(*budget, "expenditure") for budget in budgets], ["141100"], [2024])
    chance = random.Random(1)

    for address in PAGES.values():
        path, *_ = address(at, chance).split("?page=")  # six reports fill no second page
        assert client.get(path).status_code == 200, path


def test_times_are_told_as_multiples_of_healthz():
    found = measured([10.0, 20.0, 30.0, 40.0, 50.0], healthz=2.0)

    assert (found.median_ratio, found.p95_ratio) == (15.0, 24.0)
