"""Year over year: published before derived, and derived only where the unit is certain."""

from decimal import Decimal

import pytest

from budgets.models import Statement
from budgets.queries import reports
from budgets.queries.changes import of_report
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def stated(amount="108.18", direction="increase", percent="5.65", **given):
    return {"expenditure_change": {"amount": amount, "direction": direction, "percent": percent, **given}}


def change_of(report):
    """As the report's own page shows it."""
    return of_report(report, "expenditure_change", reports.beside(report).holders, reports.statements(report))


def test_last_year_s_published_report_of_the_same_scope_decides():
    department = make.department()
    make.report(department, year=2023, total="2000.00")
    report = make.report(department, year=2024, narrative=stated())

    change = change_of(report)

    assert (change.prior, change.is_derived, change.direction) == (20_000_000, False, "more")
    assert change.percent == Decimal("1.18")


def test_a_unit_s_report_is_not_held_against_its_department_s():
    department = make.department()
    make.report(department, year=2023, total="9000.00")
    report = make.report(department, of_unit=make.unit(department), narrative=stated())

    assert change_of(report).prior == 19_153_500


def test_the_stated_percentage_proves_the_unit():
    change = change_of(make.report(narrative=stated()))

    assert (change.prior, change.is_derived) == (19_153_500, True)


def test_without_a_percentage_or_a_sentence_the_unit_is_unknown_and_nothing_is_derived():
    assert change_of(make.report(narrative=stated(percent=None))) is None


def test_the_sentence_that_states_it_gives_unit_and_page():
    report = make.report(narrative=stated(percent=None))
    Statement.objects.create(
        report=report, position=1, topic="x", amount="108.18", unit="万元", quote="比上年增加108.18万元", page=22
    )

    change = change_of(report)

    assert (change.prior, change.page) == (19_153_500, 22)


@pytest.mark.parametrize("percent", ["99.00", "0.01"])
def test_a_percentage_that_fits_no_unit_derives_nothing(percent):
    assert change_of(make.report(narrative=stated(percent=percent))) is None


def test_a_decrease_makes_last_year_larger():
    change = change_of(make.report(total="880.87", narrative=stated("149.90", "decrease", "14.54")))

    assert (change.prior, change.direction, change.percent) == (10_307_700, "less", Decimal("-14.54"))


def test_unchanged_needs_no_amount():
    change = change_of(make.report(narrative=stated(None, "unchanged", None)))

    assert (change.amount, change.direction) == (0, "same")


def test_a_report_that_states_nothing_has_no_change():
    assert change_of(make.report(narrative={"expenditure_change": None})) is None
