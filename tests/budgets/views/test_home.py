"""The front page: the big picture never adds what overlaps, nor fiction to fact."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.queries import home
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def test_an_empty_portal_says_that_nothing_is_published_yet(client):
    assert "还没有公布任何报告。" in client.get("/").content.decode()


def test_a_unit_s_money_is_not_added_to_its_department_s():
    department = make.department()
    make.report(department, total="100.00")
    make.report(department, of_unit=make.unit(department), total="40.00")

    assert home.big_picture().total == 1_000_000


def test_two_units_without_their_department_s_report_are_added():
    department = make.department()
    make.report(department, of_unit=make.unit(department, "局机关"), total="40.00")
    make.report(department, of_unit=make.unit(department, "服务中心"), total="2.00")

    picture = home.big_picture()

    assert picture.total == 420_000
    assert picture.departments == 1


def test_fiction_is_never_added_to_fact():
    make.report(total="100.00")
    make.report(make.department("示例市教育局", make.fictional_city()), total="5.00")

    picture = home.big_picture()

    assert (picture.is_fictional, picture.total) == (False, 1_000_000)


def test_where_there_is_nothing_but_fiction_the_page_says_so(client):
    make.report(make.department("示例市教育局", make.fictional_city()), total="5.00")

    assert "下面是虚构的示例市，数字是编的" in client.get("/").content.decode()


def test_drafts_and_withdrawn_reports_count_for_nothing():
    make.report(status="draft")
    make.report(make.department("吕梁市教育局"), status="withdrawn")

    assert home.big_picture() is None


def test_only_the_newest_year_is_summed_up():
    department = make.department()
    make.report(department, year=2023, total="1.00")
    make.report(department, year=2024, total="2.00")

    picture = home.big_picture()

    assert (picture.year, picture.total) == (2024, 20_000)


def test_more_reports_need_no_more_queries(client):
    make.report_with_tables()
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/")
    for n in range(6):
        make.report_with_tables(make.department(f"吕梁市第{n}局"))
    with CaptureQueriesContext(connection) as many:
        client.get("/")

    assert len(many) == len(few)


def test_the_chart_ranks_departments_by_their_share_of_projects_whatever_their_size(client):
    for name, project, year in (("甲局", "900.00", 2023), ("乙局", "400.00", 2024), ("丙局", "600.00", 2024)):
        make.report(make.department(name), year=year, total="1000.00", project=project, basic="100.00")

    chart = json.loads(re.search(r'id="chart-shares"[^>]*>(.*?)</script>', client.get("/").content.decode()).group(1))

    assert chart["data"]["labels"] == ["甲局 2023", "丙局 2024", "乙局 2024"]


def test_reports_are_ranked_by_their_share_of_projects(client):
    for name, project in (("甲局", "100.00"), ("乙局", "400.00")):
        make.report(make.department(name), total="1000.00", project=project)

    text = client.get("/reports/?sort=project_share").content.decode()

    assert text.index("乙局") < text.index("甲局")
