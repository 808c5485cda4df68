import pytest

from budgets.models import FunctionalCode
from budgets.queries import compare, measures
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
CHANGE = {"amount": "108.18", "direction": "increase", "percent": "5.65", "reason": None}


def rows(client, query: str) -> list[list[str]]:
    text = b"".join(client.get(f"/compare.csv?bom=0&{query}").streaming_content).decode()
    return [line.split(",") for line in text.splitlines()[1:]]


def test_departments_stand_side_by_side_with_scope_and_what_is_derived(client):
    one = make.report(narrative={"expenditure_change": CHANGE}).department
    other = make.report(make.department("吕梁市教育局"), total="10.00", carryover="1.00").department

    found = rows(client, f"d={one.pk}&d={other.pk}")

    assert [(r[0], r[3], r[8], r[11], r[12]) for r in found] == [
        ("吕梁市财政局", "2023", "1915.35", "是", "未收录"),
        ("吕梁市财政局", "2024", "2023.53", "否", "已收录"),
        ("吕梁市教育局", "2023", "", "否", "未收录"),
        ("吕梁市教育局", "2024", "10.00", "否", "已收录"),
    ]


def test_this_year_s_money_alone_leaves_carry_over_out(client):
    department = make.report(total="10.00", carryover="1.00").department

    assert rows(client, f"d={department.pk}&basis=current")[0][8:10] == ["9.00", "不含上年结转"]


def test_mixed_scopes_are_named_before_the_first_number(client):
    department = make.department()
    make.report(department, of_unit=make.unit(department))
    other = make.report(make.department("吕梁市教育局")).department

    text = client.get(f"/compare/?d={department.pk}&d={other.pk}").content.decode()

    assert text.index("口径不一样的总数不能直接排名") < text.index('class="amt"')


def test_at_most_six_departments_are_compared(client):
    ids = [make.report(make.department(f"吕梁市第{n}局")).department_id for n in range(7)]

    response = client.get("/compare/?" + "&".join(f"d={i}" for i in ids))

    assert response.status_code == 400
    assert "最多比 6 个部门，这里有 7 个。" in response.content.decode()


def test_a_department_is_found_by_a_few_characters_and_added(client):
    one = make.report().department
    make.report(make.department("吕梁市教育局"))

    answer = client.get("/compare/", {"d": one.pk, "measure": "project", "q": "教育"})

    assert answer.status_code == 302
    assert answer["Location"] == f"/compare/?d={one.pk}&d={one.pk + 1}&measure=project"


def test_several_departments_of_a_name_are_offered(client):
    for name in ("吕梁市财政局", "吕梁市教育局"):
        make.report(make.department(name))

    text = client.get("/compare/", {"q": "吕梁"}).content.decode()

    assert text.count('class="add"') == 2


def test_a_name_that_nobody_has_is_told(client):
    make.report()

    assert "没找到“气象局”" in client.get("/compare/", {"q": "气象局"}).content.decode()


def test_running_costs_come_from_their_table_and_procurement_from_the_narrative(client):
    report = make.report_with_tables()
    make.table(report, "operating", ({"name": "部门合计", "is_total": True, "total": "79.00"},))
    report.statements.create(
        position=1, topic="procurement_total", amount="401.52", unit="万元", quote="政府采购预算401.52万元", page=2
    )

    assert [rows(client, f"d={report.department_id}&measure={m}")[0][8] for m in ("operating", "procurement")] == [
        "79.00",
        "401.52",
    ]


def test_a_procurement_stated_twice_otherwise_is_nobody_s_figure():
    report = make.report()
    for position, amount in enumerate(("1.00", "2.00"), start=1):
        report.statements.create(
            position=position, topic="procurement_total", amount=amount, unit="万元", quote=amount, page=2
        )

    assert measures.amounts(measures.BY_KEY["procurement"], [report]) == {}


def test_shares_are_per_cent_of_the_total(client):
    report = make.report_with_tables()

    row = rows(client, f"d={report.department_id}&measure=project_share")[0]
    assert (row[7], row[8], row[-1]) == ("项目支出占全年预算", "", "54.39")


def test_a_functional_code_and_an_economic_item_can_be_compared(client):
    report = make.report_with_tables()
    FunctionalCode.objects.create(code="208", name="社会保障和就业支出", level=1, years=[2024])
    make.table(
        report, "basic_by_economic", ({"department_economic": "办公费", "name": "办公费", "total": "5.00", "level": 2},)
    )

    assert rows(client, f"d={report.department_id}&measure=f:208")[0][8] == "318.06"
    assert rows(client, f"d={report.department_id}&measure=e:办公费")[0][8] == "5.00"


def test_figures_are_held_against_the_baseline_never_added(client):
    one = make.report(total="10.00").department
    other = make.report(make.department("吕梁市教育局"), total="15.00").department

    text = client.get(f"/compare/?d={one.pk}&d={other.pk}&baseline={other.pk}").content.decode()

    assert "−33.33%" in text
    assert "25.00" not in text


@pytest.mark.parametrize("query", ["", "d=", "d=999999", "d=&year=&measure=&basis="])
def test_an_address_that_asks_for_nothing_is_a_form_to_fill_in(client, query):
    assert "找一个部门" in client.get(f"/compare/?{query}").content.decode()


def test_inside_an_item_s_rows_are_added_not_picked():
    report = make.report()
    rows = [
        {"department_economic": "基本工资", "name": "基本工资", "total": total, "level": 2}
        for total in ("3.00", "9.00")
    ]
    make.table(report, "basic_by_economic", rows)

    assert [(r.name, r.amounts) for r in compare.inside([report, None], "basic_by_economic")] == [
        ("基本工资", [120_000, None])
    ]
