from decimal import Decimal

import pytest

from budgets.models import Correction
from budgets.queries import versions
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
ROWS = (
    {"code": "201", "name": "一般公共服务支出", "total": "10.00", "basic": "10.00"},
    {"code": "208", "name": "社会保障和就业支出", "total": "2.00", "basic": None},
)


def two_versions(*, later):
    department = make.department()
    old = make.report(department, status="superseded")
    new = make.report(department, version=2, version_reason="corrected")
    make.table(old, "expenditure", ROWS)
    make.table(new, "expenditure", later)
    return old, new


def test_an_amount_that_differs_is_shown_old_and_new():
    old, new = two_versions(later=(ROWS[0] | {"total": "8.00"}, ROWS[1]))

    found = versions.differences(old, new)

    assert [(str(d.line), d.heading, d.before, d.after) for d in found] == [
        ("201 一般公共服务支出", "合计", Decimal(100_000), Decimal(80_000))
    ]


def test_a_blank_that_became_zero_is_a_difference():
    old, new = two_versions(later=(ROWS[0], ROWS[1] | {"basic": "0.00"}))

    assert [(d.before, d.after) for d in versions.differences(old, new)] == [(None, 0)]


def test_a_row_put_in_above_moves_no_other():
    new_row = {"code": "204", "name": "公共安全支出", "total": "1.00"}
    old, new = two_versions(later=(new_row, *ROWS))

    assert [(str(d.line), d.is_new_row) for d in versions.differences(old, new)] == [("204 公共安全支出", True)]


def test_a_row_that_is_gone_is_told():
    old, new = two_versions(later=ROWS[:1])

    assert [(str(d.line), d.is_gone) for d in versions.differences(old, new)] == [("208 社会保障和就业支出", True)]


def test_the_page_tells_a_correction_of_ours_from_a_change_of_the_department_s(client):
    _, new = two_versions(later=(ROWS[0] | {"total": "8.00"}, ROWS[1]))

    text = client.get(f"/departments/{new.department_id}/2024/changes/").content.decode()

    assert "平台勘误" in text
    assert "<del>" in text


def test_a_first_version_changed_nothing(client):
    report = make.report()

    assert client.get(f"/departments/{report.department_id}/2024/changes/").status_code == 404


def test_what_we_had_misread_is_listed_with_its_reason(client):
    _, new = two_versions(later=(ROWS[0] | {"total": "8.00"}, ROWS[1]))
    given = {"table": "expenditure", "row": "一般公共服务支出", "field": "total", "why": "扫描件看错一位"}
    Correction.objects.create(report=new, read="10.00", corrected="8.00", page=1, **given)
    Correction.objects.create(report=new, read="1", corrected="2", is_carried=True, **given)

    text = client.get(f"/departments/{new.department_id}/2024/changes/").content.decode()

    assert "本站改正的读错之处" in text
    assert text.count("扫描件看错一位") == 1
