"""What lists page through holds what is published, whatever was published, replaced and withdrawn before."""

from dataclasses import replace

import pytest
from django.apps import apps

from budgets import totals
from budgets.models import ListedProject, RegionCode, RegionTerm, RegionYear, ReportCode, ReportHoldings
from ingest import actions
from ingest.parser.report import Row, Table, Term
from tests.ingest.conftest import expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db

NEVER_THE_SAME = {"id", "line", "line_id", "report_id", "first", "largest_project", "shares"}
SALARIES = {"department_economic": "工资福利支出", "total": "6.00", "personnel": "6.00"}
BY_CODE = {"government_economic_code": "501", "government_economic": "机关工资福利支出"}


def economic():
    rows = (Row({**SALARIES, **BY_CODE}, page=7), Row({**SALARIES, "total": "1.50", "personnel": "1.50"}, page=8))
    return Table("basic_by_economic", "2024年一般公共预算基本支出表", "万元", pages=(7, 8), number=6, rows=rows)


def report(*tables, data, **given):
    terms = (Term("基本支出", "保障运转的支出。"), Term("项目支出", ""))
    made = replace(parsed(tables=tables, **given), glossary=terms)
    return actions.publish_report(report=save(made, data=data), acknowledgement="原件如此")


def kept():
    models = (ListedProject, ReportCode, ReportHoldings, RegionCode, RegionTerm, RegionYear)
    return {model.__name__: sorted(map(str, map(without_keys, model.objects.values()))) for model in models}


def without_keys(row):
    return {key: value for key, value in row.items() if key not in NEVER_THE_SAME}


def listed():
    """Year and name of each project, and by year, kind and code the reports and their sum in 万元."""
    codes = RegionCode.objects.order_by("year", "code").values_list("year", "code", "reports", "total")
    return (
        list(ListedProject.objects.order_by("year", "name").values_list("year", "name")),
        [(year, code, reports, f"{total / 10000:.2f}") for year, code, reports, total in codes],
        list(RegionTerm.objects.values_list("term", "reports")),
    )


@pytest.fixture
def published(regions):
    return report(expenditure(), economic(), projects(), data=b"%PDF-1.4 a")


def test_a_published_report_s_projects_codes_and_terms_are_listed(published):
    assert listed() == (
        [(2024, "教学设备购置（2024年）")],
        [(2024, "205", 1, "10.00"), (2024, "501", 1, "6.00"), (2024, "工资福利支出", 1, "7.50")],
        [("基本支出", 1)],
    )
    of_salaries = ReportCode.objects.get(code="工资福利支出")
    first = published.tables.get(slug="basic_by_economic").lines.first()
    assert (of_salaries.rows, of_salaries.line, of_salaries.basic) == (2, first.pk, None)


def test_a_draft_is_not_listed(draft):
    assert listed() == ([], [], [])


def test_a_replaced_report_leaves_nothing_behind(published):
    report(expenditure(), projects("校舍维修（2024年）"), data=b"%PDF-1.4 b")

    assert listed() == ([(2024, "校舍维修（2024年）")], [(2024, "205", 1, "10.00")], [("基本支出", 1)])


def test_a_withdrawn_report_leaves_nothing_behind(published):
    report(expenditure(), year=2025, data=b"%PDF-1.4 b")
    actions.withdraw_report(report=published, by=None, reason="部门要求撤回")

    assert listed() == ([], [(2025, "205", 1, "10.00")], [("基本支出", 1)])


def test_a_unit_s_own_report_is_listed_only_while_its_department_s_is_not_there(regions):
    unit = report(expenditure(), projects("教研（2024年）"), scope="unit", data=b"%PDF-1.4 a")
    alone = listed()
    whole = report(expenditure(), projects(), data=b"%PDF-1.4 b")
    beside = listed()
    actions.withdraw_report(report=whole, by=None, reason="部门要求撤回")

    assert unit.unit is not None
    assert alone == listed() == ([(2024, "教研（2024年）")], [(2024, "205", 1, "10.00")], [("基本支出", 1)])
    assert beside == ([(2024, "教学设备购置（2024年）")], [(2024, "205", 1, "10.00")], [("基本支出", 2)])


def test_after_any_of_these_a_full_recount_changes_nothing(published):
    report(expenditure(), projects("教研（2024年）"), scope="unit", data=b"%PDF-1.4 b")
    report(expenditure(), economic(), projects("校舍维修（2024年）"), data=b"%PDF-1.4 c")
    later = report(expenditure(), projects("实训基地"), year=2025, data=b"%PDF-1.4 d")
    report(expenditure(), department="示例市财政局", data=b"%PDF-1.4 e")
    actions.withdraw_report(report=later, by=None, reason="部门要求撤回")
    step_by_step = kept()

    totals.refresh_all()

    assert kept() == step_by_step


def test_a_portal_that_published_before_is_filled_when_it_is_upgraded(published):
    before = kept()
    for model in (ListedProject, ReportCode, ReportHoldings, RegionCode, RegionTerm):
        model.objects.all().delete()

    totals.fill_if_missing(apps)

    assert kept() == before


def turned():
    rows = ListedProject.objects.order_by("year", "name")
    return [(row.year, row.name, row.is_new, row.is_ended) for row in rows]


def test_a_project_is_new_or_ended_only_beside_a_report_of_the_year_before_or_after(published):
    goes_on, comes = projects("教学设备购置（2025年）", "实训基地"), projects("教研（2024年）")
    later = report(expenditure(), goes_on, year=2025, data=b"%PDF-1.4 b")
    both = turned()
    report(expenditure(), comes, data=b"%PDF-1.4 c")
    replaced = turned()
    actions.withdraw_report(report=later, by=None, reason="部门要求撤回")

    assert both == [
        (2024, "教学设备购置（2024年）", False, False),
        (2025, "实训基地", True, False),
        (2025, "教学设备购置（2025年）", False, False),
    ]
    assert replaced == [
        (2024, "教研（2024年）", False, True),
        (2025, "实训基地", True, False),
        (2025, "教学设备购置（2025年）", True, False),
    ]
    assert turned() == [(2024, "教研（2024年）", False, False)]
