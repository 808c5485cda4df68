"""示例市: all sums agree, and each year goes on from the year before, but for two mistakes made on purpose."""

from decimal import Decimal

import pytest

from samples.city.reports import city_reports

WRONG_SUM = "示例市农业农村局-2023-部门预算"
WRONG_PERCENT = "示例市文化和旅游局-2024-部门预算"


@pytest.fixture(scope="module")
def reports():
    return {report["slug"]: report for report in city_reports()}


def number(text):
    return Decimal(text or "0")


def rows(report, table_id):
    return next(table["rows"] for table in report["tables"] if table["id"] == table_id)


def cell(report, table_id, name, column):
    found = [row for row in rows(report, table_id) if name in (row.get("item"), row.get("name"), row.get("unit"))]
    return number(next((row[column] for row in found if column in row), None))


def children(table_rows, code):
    length = 3 if code is None else len(code) + 2
    return [row for row in table_rows if len(row["code"] or "") == length and row["code"].startswith(code or "")]


def differences_by_code(report):
    """(table, code, column, printed, sum of the children) wherever the two differ."""
    tables = {"revenue": ("total", "carryover"), "expenditure": ("total", "basic", "project")}
    tables |= dict.fromkeys(("general_expenditure", "fund_expenditure"), ("total", "basic", "project"))
    for table_id, columns in tables.items():
        table_rows = rows(report, table_id)
        for row in table_rows:
            for column in columns:
                below = [number(child[column]) for child in children(table_rows, row["code"])]
                if below and sum(below) != number(row[column]):
                    yield table_id, row["code"], column, row[column], f"{sum(below)}"


def test_eight_departments_over_four_years_and_one_unit_over_two(reports):
    owners = [(report["department"], report["scope"]) for report in reports.values()]
    assert len(reports) == 34
    assert len(set(owners)) == 9
    assert owners.count(("示例市教育局", "department")) == 4
    assert owners.count(("示例市第一中学", "unit")) == 2


def test_classes_and_their_children_add_up_but_for_the_one_deliberate_mistake(reports):
    found = {slug: list(differences_by_code(report)) for slug, report in reports.items()}
    assert {slug: differences for slug, differences in found.items() if differences} == {
        WRONG_SUM: [
            ("expenditure", None, "total", "3456.74", "3456.84"),
            ("expenditure", "213", "total", "3047.62", "3047.52"),
        ]
    }


def test_totals_agree_from_table_to_table(reports):
    for report in reports.values():
        revenue = cell(report, "balance", "收入总计", "amount")
        assert revenue == cell(report, "balance", "支出总计", "total") == cell(report, "expenditure", "合计", "total")
        assert revenue == cell(report, "revenue", "合计", "total") + cell(report, "revenue", "合计", "carryover")
        assert revenue == cell(report, "balance", "本年收入合计", "amount") + cell(
            report, "balance", "上年结转", "amount"
        )
        assert cell(report, "appropriation", "收入总计", "amount") == cell(report, "appropriation", "支出总计", "total")
        basic = cell(report, "general_expenditure", "合计", "basic")
        assert basic == number(rows(report, "basic_by_economic")[0]["total"])
        assert basic + cell(report, "expenditure", "合计", "project") == revenue


def test_every_row_is_basic_plus_project_and_personnel_plus_public(reports):
    for slug, report in reports.items():
        for row in rows(report, "expenditure"):
            if (slug, row["code"]) != (WRONG_SUM, "213"):
                assert number(row["total"]) == number(row["basic"]) + number(row["project"])
        for row in rows(report, "basic_by_economic"):
            assert number(row["total"]) == number(row["personnel"]) + number(row["public"])


def test_project_tables_add_up_to_project_expenditure(reports):
    for report in reports.values():
        this_year, carried = (
            sum(number(row["total"]) for row in rows(report, table_id) if row["kind"] == "project")
            for table_id in ("projects", "carryover_projects")
        )
        assert this_year + carried == cell(report, "expenditure", "合计", "project")
        for table_id in ("projects", "carryover_projects"):
            for head in (row for row in rows(report, table_id) if row["kind"] != "project"):
                below = "unit" if head["kind"] == "department" else "project"
                parts = [row for row in rows(report, table_id) if row["kind"] == below]
                if below == "project":
                    parts = [row for row in parts if row["unit"] == head["name"]]
                assert number(head["total"]) == sum(number(row["total"]) for row in parts)


def test_stated_changes_are_the_difference_to_last_years_report(reports):
    compared = 0
    for slug, report in reports.items():
        before = reports.get(slug.replace(str(report["year"]), str(report["year"] - 1)))
        if before is None:
            continue
        compared += 1
        now, then = (cell(each, "balance", "收入总计", "amount") for each in (report, before))
        stated = report["narrative"]["revenue_change"]
        assert number(stated["amount"]) == abs(now - then)
        assert stated["direction"] == ("increase" if now > then else "decrease")
        exact = (abs(now - then) / then * 100).quantize(Decimal("0.01"))
        assert (number(stated["percent"]) == exact) == (slug != WRONG_PERCENT)
        assert number(report["narrative"]["expenditure_change"]["percent"]) == exact
        if operating := report["narrative"]["operating_change"]:
            assert number(operating["prior"]) == cell(before, "operating", "部门合计", "total")
    assert compared == 25


def test_projects_start_go_on_and_end(reports):
    names = {
        year: {
            row["name"]
            for row in rows(reports[f"示例市教育局-{year}-部门预算"], "projects")
            if row["kind"] == "project"
        }
        for year in (2022, 2023, 2024, 2025)
    }
    assert names[2025] - names[2024] == {"智慧课堂试点"}
    assert names[2024] - names[2025] == {"义务教育薄弱环节改善与能力提升工程", "实验室设备购置"}
    assert "中小学教师培训" in set.intersection(*names.values())


def test_a_form_asks_for_the_money_its_project_has(reports):
    for report in reports.values():
        projects = {row["name"]: number(row["total"]) for row in rows(report, "projects")}
        for target in report["targets"]:
            annual = {source: number(amount) for source, amount in target["funding"]["annual"].items()}
            assert annual.pop("total") == projects[target["project"]] * 10_000 == sum(annual.values())
