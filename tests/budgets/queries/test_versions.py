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


def told(found):
    return [(d.what, d.row, d.column, d.old, d.new) for d in found]


def test_a_changed_cell_is_told_with_both_pages():
    found = versions.differences(*two_versions(later=(ROWS[0] | {"total": "8.00"}, ROWS[1])))

    table = ("expenditure", "2024年预算支出总表")
    assert found == [versions.Difference("cell", *table, "201 一般公共服务支出", "合计", "10.00", "8.00", 1, 1)]


def test_the_same_amount_printed_otherwise_is_no_change():
    assert versions.differences(*two_versions(later=(ROWS[0] | {"total": "10.0"}, ROWS[1]))) == []


def test_a_blank_that_became_zero_is_a_difference():
    found = versions.differences(*two_versions(later=(ROWS[0], ROWS[1] | {"basic": "0.00"})))

    assert told(found) == [("cell", "208 社会保障和就业支出", "基本支出", None, "0.00")]


def test_a_row_put_in_above_moves_no_other():
    found = versions.differences(*two_versions(later=({"code": "204", "name": "公共安全支出", "total": "1.00"}, *ROWS)))

    assert told(found) == [("row_added", "204 公共安全支出", None, None, "合计 1.00")]


def test_a_row_that_is_gone_is_told():
    found = versions.differences(*two_versions(later=ROWS[:1]))

    assert told(found) == [("row_removed", "208 社会保障和就业支出", None, "合计 2.00", None)]


def test_tables_that_come_and_go_are_told():
    old, new = two_versions(later=ROWS)
    make.table(old, "projects", title="项目表")
    make.table(new, "operating", title="机关运行经费表")

    assert [(d.what, d.slug) for d in versions.differences(old, new)] == [
        ("table_added", "operating"),
        ("table_removed", "projects"),
    ]


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
