"""Lists over many reports: what they hold, and that more rows need no more queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import totals
from budgets.models import Acknowledgement, EconomicCode, FunctionalCode, Line, Project, Target
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db

LISTS = (
    "/regions/",
    "/regions/141100/",
    "/regions/141100.csv",
    "/reports/",
    "/reports.csv",
    "/projects/",
    "/projects.csv",
    "/projects/?q=经费",
    "/functions/201/",
    "/functions/201.csv",
    "/economics/301/",
    "/three-public/",
    "/three-public.csv",
    "/checks/",
    "/checks.csv",
    "/disclosure/",
    "/disclosure.csv",
    "/glossary/",
    "/data/",
    "/about/",
    "/?q=财政",
)


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode("utf-8-sig")


@pytest.fixture(autouse=True)
def _code(db):
    FunctionalCode.objects.create(code="201", name="一般公共服务支出", level="class", years=[2024])
    EconomicCode.objects.create(
        classification="department", code="301", name="工资福利支出", level="class", years=[2024]
    )


@pytest.mark.parametrize("address", LISTS)
def test_more_rows_need_no_more_queries(client, address):
    make.report_with_tables()
    read(client, address)
    with CaptureQueriesContext(connection) as few:
        read(client, address)
    for n in range(5):
        make.report_with_tables(make.department(f"吕梁市财政第{n}局"))
    with CaptureQueriesContext(connection) as many:
        read(client, address)

    assert len(many) == len(few), [q["sql"][:120] for q in many.captured_queries]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_without_any_report_is_a_page_all_the_same(client, address):
    make.city()
    read(client, address)


def test_a_region_lists_its_own_departments_largest_first(client):
    make.report(make.department("吕梁市教育局"), total="1.00")
    make.report(make.department("吕梁市财政局"), total="9.00")
    make.report(make.department("文水县财政局", make.city("141121", "文水县")), total="5.00")

    lines = read(client, "/regions/141100.csv").splitlines()

    assert [line.split(",")[4] for line in lines[1:]] == ["吕梁市财政局", "吕梁市教育局"]


def test_the_list_of_reports_says_scope_and_fiction_of_each(client):
    department = make.department("示例市教育局", make.fictional_city())
    report = make.report(department, total="5.00", basic="3.00", project="2.00", carryover="0.00")

    assert read(client, "/reports.csv?bom=0") == (
        "收录日期,地区代码,地区,虚构示例,部门,单位,年度,口径,阶段,版本,预算合计（万元）,其中上年结转（万元）,基本支出（万元）,"
        "项目支出（万元）,三公经费（万元）,上年预算（万元）,上年数是否推算,比上年增减（万元）,比上年增减（%）,核对通过,"
        "没对上（错误）,没对上（提醒）,没法核,报告编号,部门编号,来源 SHA-256,文件,批复日期,公开日期,官方网址\r\n"
        "2024-06-03,999900,示例市,是,示例市教育局,,2024,部门预算,预算,1,5.00,0.00,3.00,2.00,,,,,,,,,,"
        f"{report.public_id},{department.pk},{report.source.sha256},原件,,,\r\n"
    )


def test_a_year_without_reports_stays_chosen_and_says_so(client):
    make.report()

    text = read(client, "/reports/?year=1999")

    assert "1999（未收录）" in text
    assert "这个范围里没有收录报告。" in text


def test_a_project_stands_once_though_the_unit_prints_it_too(client):
    department = make.department()
    make.projects(make.report(department), {"业务经费": "380.00"})
    make.projects(make.report(department, of_unit=make.unit(department, "局机关")), {"业务经费": "380.00"})

    assert read(client, "/projects.csv").count("业务经费") == 1


def test_a_project_that_next_year_s_report_lacks_has_ended(client):
    department = make.department()
    make.projects(make.report(department, year=2023), {"考务费": "40.00"})
    make.projects(make.report(department, year=2024), {"购置费": "30.00"})
    project = make.project(department, "考务费")

    assert "2024 年没再列：" in read(client, f"/projects/{project.pk}/")


def test_a_year_whose_report_passes_a_project_over_is_not_called_missing(client):
    department = make.department()
    for year, name in ((2022, "考务费"), (2023, "购置费"), (2025, "考务费")):
        make.projects(make.report(department, year=year), {name: "40.00"})
    project = make.project(department, "考务费")

    text = read(client, f"/projects/{project.pk}/")

    assert "2022 年 40.00，2023 年 没列，2024 年 未收录，2025 年 40.00" in text


def test_a_later_report_that_lists_no_projects_ends_none(client):
    department = make.department()
    make.projects(make.report(department, year=2023), {"考务费": "40.00"})
    make.report(department, year=2024)
    project = make.project(department, "考务费")

    assert "没再列" not in read(client, f"/projects/{project.pk}/")


def names(client, query):
    text = b"".join(client.get(f"/projects.csv?bom=0&{query}").streaming_content).decode()
    return [line.split(",")[0] for line in text.splitlines()[1:]]


@pytest.fixture
def two_years():
    """购置费 goes on, 考务费 ends, 培训费 is new; last year's carry-over of 购置费 is no second project."""
    department = make.department()
    before = make.report(department, year=2023)
    make.projects(before, {"考务费": "40.00", "购置费": "30.00"})
    make.projects(before, {"考务费": "5.00"}, kind="carryover_projects")
    make.projects(make.report(department, year=2024), {"购置费": "20.00", "培训费": "10.00"})
    return department


def test_projects_that_ended_in_a_year_are_found(client, two_years):
    assert names(client, "year=2024&turnover=ended") == ["考务费"]
    assert names(client, "year=2023&turnover=ended") == []


def test_projects_are_found_by_what_their_form_says_of_them_in_that_report(client, two_years):
    goes_on = Project.objects.get(department=two_years, name="购置费")
    for report in two_years.reports.all():
        attribute = "延续性项目" if report.year == 2023 else "一次性项目"
        Target.objects.create(report=report, project=goes_on, position=1, name="购置费", attribute=attribute)
        totals.refresh_for(report)

    assert names(client, "attribute=延续性项目") == ["购置费"]
    assert names(client, "attribute=一次性项目&year=2024") == ["购置费"]
    assert names(client, "attribute=一次性项目&year=2023") == names(client, "attribute=别的") == []


def test_projects_new_in_a_year_are_found(client, two_years):
    assert names(client, "year=2024&turnover=new") == ["培训费"]
    assert names(client, "year=2023&turnover=new") == []  # nothing is known of 2022


def test_projects_are_filtered_by_amount_in_wan_and_by_department(client, two_years):
    assert names(client, "year=2024&min=１５") == ["购置费"]
    assert names(client, "year=2024&max=15.5") == ["培训费"]
    assert names(client, f"department={two_years.pk + 1}") == []
    assert "没看懂的一栏没有用来筛选" in read(client, "/projects/?min=many")


def test_the_year_s_page_tells_new_ended_and_changed_projects(client, two_years):
    text = read(client, f"/departments/{two_years.pk}/2024/")

    assert "2024 年新列" in text
    assert "2024 年没再列" in text
    assert "金额变了的" in text


def test_a_project_of_a_draft_is_not_public(client):
    department = make.department()
    make.projects(make.report(department, status="draft"), {"保密": "1.00"})

    assert client.get(f"/projects/{make.project(department, '保密').pk}/").status_code == 404


def test_checks_for_staff_alone_are_not_public(client):
    report = make.report_with_tables()
    make.failed_check(report, rule="text-form")

    assert "text-form" not in read(client, "/checks.csv")
    assert "text-form" not in read(client, f"/departments/{report.department_id}/2024/checks.csv")


def test_a_failed_check_shows_both_sides_and_the_gap(client):
    report = make.report_with_tables()

    text = read(client, f"/departments/{report.department_id}/2024/checks/")

    for words in ("合计等于各类之和", "2023.53 万元", "2023.43 万元", "0.10 万元", "没对上，不等于钱有问题"):
        assert words in text


def test_three_public_keeps_printed_blank_empty_and_missing_apart(client):
    make.report_with_tables()
    empty = make.report(make.department("吕梁市教育局"))
    make.table(empty, "three_public")
    make.report(make.department("吕梁市体育局"))

    states = [line.split(",")[10] for line in read(client, "/three-public.csv?year=2024").splitlines()[1:]]

    assert states == ["有数", "表空（本表无数据）", "报告里没找到这张表"]


def test_a_code_s_total_leaves_fiction_out(client):
    make.report_with_tables()
    make.report_with_tables(make.department("示例市教育局", make.fictional_city()))

    text = read(client, "/functions/201/")

    assert 'value="17054700.00"' in text
    assert 'value="34109400.00"' not in text


def test_a_failed_check_that_staff_confirmed_says_why(client):
    report = make.report_with_tables()
    finding = report.findings.get()
    Acknowledgement.objects.create(
        report=report, place=finding.evidence["place"], gap="0.10", reason="文件上就是这样印的"
    )
    make.failed_check(report, row="208")

    for address in ("/checks/", f"/departments/{report.department_id}/2024/checks/"):
        assert read(client, address).count("文件上就是这样印的") == 1


def test_a_region_shows_fifty_departments_at_a_time_and_adds_up_them_all(client):
    for n in range(51):
        make.report(make.department(f"吕梁市财政第{n}局"), total=f"{n + 1}.00")

    first, second = read(client, "/regions/141100/"), read(client, "/regions/141100/?page=2")

    assert [text.count('<tr><th scope="row"><a href="/departments/') for text in (first, second)] == [50, 1]
    assert "第 1 / 2 页，共 51 个部门" in first
    assert "吕梁市财政第0局" in second
    for text in (first, second):
        assert "已收录的 51 个吕梁市本级部门打算花" in text
        assert 'value="13260000.00"' in text  # 1 + 2 + … + 51


def test_who_spends_on_a_code_is_shown_fifty_at_a_time_largest_first(client):
    for n in range(51):
        row = {"code": "201", "name": "一般公共服务支出", "total": f"{n + 1}.00"}
        make.table(make.report(make.department(f"吕梁市财政第{n}局")), "expenditure", [row])

    first, second = read(client, "/functions/201/"), read(client, "/functions/201/?page=2")

    assert [text.count('<tr role="row"><th role="rowheader"') for text in (first, second)] == [50, 1]
    assert first.index("第50局") < first.index("第49局")
    assert "吕梁市财政第0局" in second
    for text in (first, second):
        assert "已收录的 51 份报告合计" in text
        assert 'value="13260000.00"' in text


def test_a_word_that_more_than_a_thousand_projects_have_leads_to_the_largest_of_them(client):
    table = make.projects(make.report(), {"培训费最大的一项": "9999.00"})
    Line.objects.bulk_create(
        Line(table=table, position=n, row_kind="project", name=f"第{n}次培训", total=n) for n in range(2, 1003)
    )
    totals.refresh_for(table.report)

    text = read(client, "/projects/?q=培训")
    second = read(client, "/projects/?q=培训&page=2")

    assert "第 1 / 20 页，共 1000 条以上" in text and "CSV（1000 行以上）" in text
    assert text.index("培训费最大的一项") < text.index("第1002次培训") < text.index("第1001次培训")
    assert "第953次培训" not in text
    assert "第953次培训" in second
    assert "全部 1000 条以上" in read(client, "/?q=培训")


def test_the_disclosure_board_s_file_is_not_named_after_its_rows(client):
    make.report()

    assert "CSV（" not in read(client, "/disclosure/")
