import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Line, Project
from ingest import actions
from ingest.identity import Stated
from tests.ingest.conftest import expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db


def identities():
    lines = Line.objects.filter(row_kind="project").order_by("pk")
    return [(line.name, line.project_identity and line.project_identity.name) for line in lines]


def test_rows_of_one_project_share_it_under_the_name_printed_first(regions):
    save(parsed(tables=(projects("设备购置（一期）"), projects("校舍维修"), projects("设备购置(一期)"))))
    assert identities() == [
        ("设备购置（一期）", "设备购置（一期）"),
        ("校舍维修", "校舍维修"),
        ("设备购置(一期)", "设备购置（一期）"),
    ]
    assert [project.unit_name for project in Project.objects.all()] == ["示例市教育局", "示例市教育局"]


def test_a_report_that_still_lacks_its_department_has_no_projects_when_its_year_is_stated(regions):
    report = save(parsed(department=None, year=None))
    actions.complete_draft(report=report, stated=Stated(year=2024))
    assert identities() == [("教学设备购置（2024年）", None)]
    actions.complete_draft(report=report, stated=Stated(department="示例市教育局"))
    assert identities() == [("教学设备购置（2024年）", "教学设备购置（2024年）")]


def test_storing_asks_the_database_no_more_for_more_tables_and_projects(regions):
    save(parsed(year=2023, tables=(projects("已有的项目"),)), data=b"%PDF-1.4 first")
    few = asked_for(parsed(tables=(expenditure(), projects("一"))), b"%PDF-1.4 few")
    many = asked_for(parsed(tables=(expenditure(), *(projects(f"第{n}个") for n in range(9)))), b"%PDF-1.4 many")
    assert Project.objects.count() == 11
    assert many == few


def asked_for(report, data):
    with CaptureQueriesContext(connection) as queries:
        save(report, data=data)
    return [query["sql"].partition(" FROM ")[2].split()[0] for query in queries if query["sql"].startswith("SELECT")]
