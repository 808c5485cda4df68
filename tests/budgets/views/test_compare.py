import pytest

from budgets.queries import compare
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

    found = rows(client, "&".join(f"d={i}" for i in ids))

    assert len({row[0] for row in found}) == 6


@pytest.mark.parametrize("query", ["", "d=", "d=x", "d=999999", "d=1&year=x&measure=nope&basis=nope", "d=-1"])
def test_an_address_that_asks_for_nothing_is_a_form_to_fill_in(client, query):
    assert "先选一个部门。" in client.get(f"/compare/?{query}").content.decode()


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
