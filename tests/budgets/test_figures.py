"""Shapes of a year. Pure: unsaved rows are enough."""

from decimal import Decimal

import pytest

from budgets import figures
from budgets.models import Line


def row(code, total, **given):
    return Line(code=code, name=given.pop("name", code), total=Decimal(total), **given)


def shape(nodes):
    return [(node.line.code, shape(node.children)) for node in nodes]


def test_rows_stand_under_the_row_whose_code_theirs_begins_with():
    lines = [row("201", 9), row("20106", 9), row("2010601", 5), row("2010699", 4), row("208", 10), row("2080505", 10)]

    assert shape(figures.tree(lines, Decimal(19))) == [
        ("208", [("2080505", [])]),
        ("201", [("20106", [("2010601", []), ("2010699", [])])]),
    ]


def test_a_list_of_items_alone_stays_a_list():
    assert shape(figures.tree([row("2010601", 5), row("2080505", 6)], None)) == [("2080505", []), ("2010601", [])]


def test_totals_and_rows_without_a_code_stay_out():
    assert figures.tree([row(None, 9, is_total=True, level=0), row(None, 3)], None) == []


def test_a_hundred_cells_are_shared_out_to_the_last():
    economic = [row(None, 7_464_000, name="工资福利支出"), row(None, 983_000, name="对个人和家庭的补助"),
                row(None, 781_900, name="商品和服务支出")]  # fmt: skip

    parts = figures.hundred(Decimal(20_235_300), Decimal(9_228_900), Decimal(11_006_500), economic)

    assert [(p.official, p.cells, str(p.share)) for p in parts] == [
        ("项目支出", 54, "54.39"),
        ("工资福利支出", 37, "36.89"),
        ("对个人和家庭的补助", 5, "4.86"),
        ("商品和服务支出", 4, "3.86"),
    ]


def test_basic_spending_is_not_split_by_a_table_that_covers_less():
    economic = [row(None, 100, name="工资福利支出")]

    parts = figures.hundred(Decimal(2_000_000), Decimal(1_500_000), Decimal(500_000), economic)

    assert [p.official for p in parts] == ["项目支出", "基本支出"]


def test_what_is_neither_basic_nor_project_is_shown_as_other():
    parts = figures.hundred(Decimal(1_000_000), Decimal(600_000), Decimal(300_000), [])

    assert [(p.plain, p.cells) for p in parts] == [("专门办事", 30), ("工资和日常运转", 60), ("其他", 10)]


@pytest.mark.parametrize(
    ("total", "basic", "project"), [(None, 1, 1), (0, 0, 0), (10, 900_000, 900_000), (10, None, None)]
)
def test_what_makes_no_whole_is_not_drawn(total, basic, project):
    amounts = [value if value is None else Decimal(value) for value in (total, basic, project)]

    assert figures.hundred(*amounts, []) == []


def test_the_smaller_items_are_one_row_of_the_rest():
    lines = [row(None, n, level=2, name=f"第{n}项", personnel=Decimal(n)) for n in range(1, 14)]

    items = figures.economic_items(lines)

    assert [i.name for i in items[:2]] == ["第13项", "第12项"]
    assert (items[-1].name, items[-1].amount) == ("其余 3 项", 6)


def test_subtotals_of_the_project_table_are_never_counted():
    lines = [row(None, 10, row_kind="department"), row(None, 10, row_kind="unit"), row(None, 7, row_kind="project"),
             row(None, 3, row_kind="project")]  # fmt: skip

    found = figures.projects(lines)

    assert (found.count, found.total) == (2, 10)


def test_an_item_under_several_government_items_is_one_item():
    lines = [
        row(None, 3, level=2, name="基本工资", government_economic="工资奖金津补贴", personnel=Decimal(3)),
        row(None, 9, level=2, name="基本工资", government_economic="工资福利支出", personnel=Decimal(9)),
    ]

    items = figures.economic_items(lines)

    assert [(i.name, i.plain, i.amount, i.kind) for i in items] == [("基本工资", "工资", 12, "personnel")]


def test_a_class_printed_apart_for_offices_and_institutions_is_one_part():
    economic = [row(None, 300, name="工资福利支出", level=1), row(None, 200, name="工资福利支出", level=1)]

    parts = figures.hundred(Decimal(1000), Decimal(500), Decimal(500), economic)

    assert [(p.official, p.amount) for p in parts] == [("项目支出", 500), ("工资福利支出", 500)]
