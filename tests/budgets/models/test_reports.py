"""The database itself keeps one published report per department, unit, year and stage."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from budgets.models import BudgetUnit, Department, Reading, Region, Report, SourceFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    region = Region.objects.create(code="999900", name="示例市", level="city", is_fictional=True)
    return Department.objects.create(region=region, name="示例市教育局")


def report(whose, number, **fields):
    source = SourceFile.objects.create(
        sha256=f"{number:064}", size=1, media_type="application/pdf", original_name="a.pdf"
    )
    reading = Reading.objects.create(source=source, reader_version="1")
    values = {"department": whose, "year": 2024, "scope": "department", "status": "published", "version": number}
    values |= {"published_at": timezone.now()} | fields
    return Report.objects.create(source=source, reading=reading, **values)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_second_published_department_report_of_the_year_is_refused(department):
    report(department, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        report(department, 2)
    assert Report.published.count() == 1


def test_a_second_published_report_of_the_same_unit_is_refused(department):
    unit = BudgetUnit.objects.create(department=department, name="示例市第一中学")
    report(department, 1, unit=unit, scope="unit")
    with pytest.raises(IntegrityError), transaction.atomic():
        report(department, 2, unit=unit, scope="unit")


def test_department_and_unit_reports_of_one_year_stand_side_by_side(department):
    units = [BudgetUnit.objects.create(department=department, name=name) for name in ("本级", "示例市第一中学")]
    report(department, 1)
    for number, unit in enumerate(units, start=2):
        report(department, number, unit=unit, scope="unit")
    assert Report.published.count() == 3


def test_superseded_versions_stay_beside_the_published_one(department):
    report(department, 1, status="superseded")
    report(department, 2)
    assert [r.version for r in Report.objects.order_by("version")] == [1, 2]


def test_a_version_number_is_given_once(department):
    report(department, 1, status="superseded")
    with pytest.raises(IntegrityError), transaction.atomic():
        again = SourceFile.objects.create(sha256="f" * 64, size=1, media_type="application/pdf", original_name="b.pdf")
        Report.objects.create(
            source=again,
            reading=Reading.objects.create(source=again, reader_version="1"),
            department=department,
            year=2024,
            scope="department",
            status="withdrawn",
            version=1,
            published_at=timezone.now(),
        )


@pytest.mark.parametrize("unknown", ["department", "year", "scope", "version", "published_at"])
def test_what_is_public_says_whose_it_is_and_of_which_year(department, unknown):
    with refused("public_report_says_whose_and_when"), transaction.atomic():
        report(department, 1, **{unknown: None})


def test_a_draft_may_lack_them_all():
    draft = report(None, 1, year=None, scope=None, version=None, published_at=None, status="draft")
    assert str(draft) == "未说明部门 未说明年度"


def test_a_department_report_has_no_unit(department):
    unit = BudgetUnit.objects.create(department=department, name="本级")
    with refused("unit_exactly_for_a_unit_report"), transaction.atomic():
        report(department, 1, unit=unit)


def test_a_unit_report_has_one(department):
    with refused("unit_exactly_for_a_unit_report"), transaction.atomic():
        report(department, 1, scope="unit")


def test_the_same_file_is_stored_once(department):
    report(department, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceFile.objects.create(sha256=f"{1:064}", size=1, media_type="application/pdf", original_name="c.pdf")
