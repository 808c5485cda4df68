"""One file of every kind of list, search and comparison, byte by byte; and each of them as a spreadsheet."""

import pytest

from budgets import totals
from budgets.models import FunctionalCode, Indicator, Target
from budgets.rules import RULE
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    stored = make.report_with_tables(carryover="0.00")
    FunctionalCode.objects.create(code="201", name="一般公共服务支出", level="class", years=[2024])
    make.term(stored, "财政拨款", "=本级财政安排的资金")
    target = Target.objects.create(report=stored, position=1, name="业务经费", funding={"annual": {"total": "3800000"}})
    Indicator.objects.create(target=target, position=1, scope="annual", level3="培训人次", value="≥80人")
    totals.refresh_for(stored)
    return stored


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content).decode()


def source(report) -> str:
    return f"{report.public_id},{report.department_id},{report.source.sha256}"


WHOSE = "地区代码,地区,虚构示例,部门,单位,年度,口径,阶段,版本"
OF = "141100,吕梁市,否,吕梁市财政局,,2024,部门预算,预算,1"
SOURCE = "报告编号,部门编号,来源 SHA-256"


def test_reports(client, report):
    assert read(client, "/reports.csv") == (
        f"\ufeff收录日期,{WHOSE},预算合计（万元）,其中上年结转（万元）,基本支出（万元）,项目支出（万元）,三公经费（万元）,"
        "上年预算（万元）,上年数是否推算,比上年增减（万元）,比上年增减（%）,核对通过,没对上（错误）,没对上（提醒）,没法核,"
        f"{SOURCE},文件,批复日期,公开日期,官方网址\r\n"
        f"2024-06-03,{OF},2023.53,0.00,922.89,1100.65,17.50,,,,,0,0,1,0,{source(report)},原件,,,\r\n"
    )


def test_projects(client, report):
    ids = [make.project(report.department, name).pk for name in ("业务经费", "购置费")]
    assert read(client, "/projects.csv?bom=0") == (
        f"项目名称,{WHOSE},预算单位,资金,合计（万元）,一般公共预算（万元）,政府性基金预算（万元）,国有资本经营预算（万元）,"
        f"财政专户管理资金（万元）,单位资金（万元）,页码,项目编号,{SOURCE}\r\n"
        f"业务经费,{OF},吕梁市财政局,本年预算,380.00,,,,,,1,{ids[0]},{source(report)}\r\n"
        f"购置费,{OF},吕梁市财政局,本年预算,30.00,,,,,,1,{ids[1]},{source(report)}\r\n"
    )


def test_three_public(client, report):
    assert read(client, "/three-public.csv?bom=0&year=2024") == (
        f"{WHOSE},合计（万元）,状态,因公出国（境）（万元）,买车（万元）,用车运行维护（万元）,公务接待（万元）,"
        f"每 1 万元里（元）,页码,{SOURCE}\r\n"
        f"{OF},17.50,有数,,,,17.50,86,1,{source(report)}\r\n"
    )


def test_who_spends_on_a_code(client, report):
    assert read(client, "/functions/201.csv?bom=0") == (
        f"{WHOSE},合计（万元）,基本支出（万元）,项目支出（万元）,占全年预算,行数,页码,{SOURCE}\r\n"
        f"{OF},1705.47,604.82,1100.65,84.28,1,1,{source(report)}\r\n"
    )


def test_checks(client, report):
    title, formula = RULE["classes-add-up"].title, RULE["classes-add-up"].formula
    assert read(client, "/checks.csv?bom=0&grade=") == (
        f"{WHOSE},规则代码,核对什么,公式,结果,级别,表,行,栏,页码,左边是什么,左边,右边是什么,右边,差,允许误差,原因,确认原文如此,"
        f"部门说明,部门说明来源,{SOURCE},编号\r\n"
        f"{OF},classes-add-up,{title},{formula},没对上,提醒,expenditure,合计,,1,表3 合计,2023.53 万元,各类之和,"
        f"2023.43 万元,0.10 万元,0.03 万元,,,,,{source(report)},{report.public_id}.checks.1\r\n"
    )


def test_comparison(client, report):
    assert read(client, f"/compare.csv?bom=0&d={report.department_id}") == (
        "部门,单位,虚构示例,年度,口径,阶段,版本,比什么,金额（万元）,结转,其中上年结转（万元）,是否推算,状态,网址,地区代码,地区,"
        f"{SOURCE},占全年预算（%）\r\n"
        "吕梁市财政局,,否,2024,部门预算,预算,1,预算支出总计,2023.53,照报告,0.00,否,已收录,"
        f"/departments/{report.department_id}/2024/,141100,吕梁市,{source(report)},\r\n"
    )


def test_comparison_inside(client, report):
    of = "吕梁市财政局,,2024,部门预算,预算,1"
    assert read(client, f"/compare/functions.csv?bom=0&d={report.department_id}") == (
        f"科目编码,科目名称,部门,单位,年度,口径,阶段,版本,金额（万元）,地区代码,地区,虚构示例,{SOURCE}\r\n"
        f"201,一般公共服务支出,{of},1705.47,141100,吕梁市,否,{source(report)}\r\n"
        f"208,社会保障和就业支出,{of},318.06,141100,吕梁市,否,{source(report)}\r\n"
    )


def test_disclosure_lists_what_is_not_here_too(client, report):
    make.report(make.department("吕梁市教育局"), year=2023)

    lines = read(client, "/disclosure.csv?bom=0").splitlines()

    assert lines[:3] == [
        "地区,虚构示例,部门,单位,年度,口径,状态,表数,其中表空,缺的表,绩效目标表份数,缺的目标表,没对上（错误）,没对上（提醒）,"
        f"批复日期,公开日期,本站收录日期,地区代码,阶段,版本,{SOURCE}",
        f"吕梁市,否,吕梁市财政局,,2024,部门预算,已收录,4,1,0,1,0,0,1,,,2024-06-03,141100,预算,1,{source(report)}",
        f"吕梁市,否,吕梁市财政局,,2023,,未收录,,,,,,,,,,,141100,,,,{report.department_id},",
    ]
    assert len(lines) == 5


def test_search_results(client, report):
    project = make.project(report.department, "业务经费").pk
    assert read(client, "/search.csv?bom=0&q=业务") == (
        "种类,科目编码,名称,说明,地区代码,地区,虚构示例,部门,年度,口径,阶段,版本,金额（万元）,页码,网址,"
        "来源 SHA-256\r\n"
        "项目,,业务经费,,141100,吕梁市,否,吕梁市财政局,2024,部门预算,预算,1,380.00,1,"
        f"/projects/{project}/,{report.source.sha256}\r\n"
    )


def test_terms(client, report):
    lines = read(client, "/glossary.csv?bom=0").splitlines()

    assert lines[0] == "名词,大白话,一句话说明,报告里怎么解释,几份报告解释了它,部门,年度,报告编号"
    assert lines[-1].endswith(f",'=本级财政安排的资金,1,吕梁市财政局,2024,{report.public_id}")


def test_a_dataset_narrowed_by_its_fields(client, report):
    text = read(client, "/data/indicators.csv?bom=0&year=2024&region_code=140000")

    assert text == (
        f"目标表编号,行号,项目名称,期间,一级指标,二级指标,三级指标,指标值,{WHOSE},{SOURCE}\r\n"
        f"{report.public_id}.targets.1,1,业务经费,本年,,,培训人次,≥80人,{OF},{source(report)}\r\n"
    )
    assert read(client, "/data/indicators.csv?bom=0&year=2023").count("\r\n") == 1


FILES = (
    "/reports",
    "/regions",
    "/regions/141100",
    "/departments/{department}",
    "/departments/{department}/2024/checks",
    "/departments/{department}/2024/fund_expenditure",
    "/projects",
    "/projects/{project}",
    "/functions/201",
    "/three-public",
    "/checks",
    "/disclosure",
    "/glossary",
    "/data/lines",
    "/data/targets",
)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("ending", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_every_list_leaves_as_csv_and_as_a_spreadsheet(client, report, file, ending, start):
    project = make.project(report.department, "业务经费").pk
    address = file.format(department=report.department_id, project=project)

    response = client.get(f"{address}.{ending}")

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(start)
