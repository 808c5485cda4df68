from budgets.vocabulary import TABLE_KINDS
from ingest.parser.narrative import read_statements
from ingest.parser.report import Row, Section, Statement, Table


def brief(statements):
    return [(s.topic, s.amount or s.share or s.count, s.unit, s.table, s.row, s.column) for s in statements]


def test_each_figure_of_the_balance_is_a_statement_with_its_cell():
    text = "预算收入总计12.50万元，其中：本年收入10.00万元，上年结转2.50万元，比上年增加1.00万元，增长8.7%。"
    table = balance(
        ("revenue", "本年收入合计", {"amount": "10.00"}),
        ("revenue", "上年结转", {"amount": "2.50"}),
        ("revenue", "收入总计", {"amount": "12.50"}),
    )
    assert read_statements([Section(3, "一、部门预算收支数据变动情况及原因", text, 18)], (table,)) == (
        Statement(
            "revenue_total", "预算收入总计12.50万元", "12.50", None, None, "万元", "balance", "收入总计", "amount", 18
        ),
        Statement(
            "balance_revenue_current",
            "预算收入总计12.50万元，其中：本年收入10.00万元",
            "10.00",
            None,
            None,
            "万元",
            "balance",
            "本年收入合计",
            "amount",
            18,
        ),
        Statement(
            "balance_carryover",
            "预算收入总计12.50万元，其中：本年收入10.00万元，上年结转2.50万元",
            "2.50",
            None,
            None,
            "万元",
            "balance",
            "上年结转",
            "amount",
            18,
        ),
        Statement("revenue_change", text[:-1], "1.00", None, None, "万元", None, None, None, 18),
        Statement("revenue_change", text[:-1], None, None, "8.7", "%", None, None, None, 18),
    )


def balance(*rows):
    printed = tuple(Row({"side": side, "item": item} | amounts) for side, item, amounts in rows)
    return Table("balance", "2024年预算收支总表", "万元", rows=printed)


def test_a_row_that_is_called_otherwise_is_found_and_one_that_is_not_there_is_no_cell():
    table = balance(("revenue", "收入合计", {"amount": "12.50"}))
    text = "预算收入总计12.50万元，其中：本年收入10.00万元。"
    assert brief(read_statements([Section(3, "一、收支情况", text)], (table,))) == [
        ("revenue_total", "12.50", "万元", "balance", "收入合计", "amount"),
        ("balance_revenue_current", "10.00", "万元", None, None, None),
    ]


def test_a_column_that_another_form_of_table_lacks_is_no_cell():
    text = "预算支出总计12.50万元，其中：本年预算安排10.00万元。"
    rows = (("expenditure", "支出总计", {"total": "12.50", "current": None}),)
    with_cell = ("balance_expenditure_current", "10.00", "万元", "balance", "支出总计", "current")
    others = tuple(Table(kind.id, kind.name, "万元") for kind in TABLE_KINDS[1:])
    assert brief(read_statements([Section(3, "一、收支情况", text)], (balance(*rows), *others)))[1] == with_cell
    without = brief(read_statements([Section(3, "一、收支情况", text)], (balance(*rows),)))[1]
    assert without == ("balance_expenditure_current", "10.00", "万元", None, None, None)


def test_the_row_is_named_as_the_table_prints_it():
    rows = (Row({"side": "expenditure", "item": "八、社会保障和就业支出", "total": "29.88"}),)
    table = Table("appropriation", "2024年财政拨款收支总表", "万元", rows=rows)
    text = "支出包括：社会保障和就业支出29.88万元、卫生健康支出15.84万元等。"
    found = read_statements([Section(3, "四、财政拨款收支预算总体情况说明", text)], (table,))
    assert brief(found) == [
        ("appropriation_class", "29.88", "万元", "appropriation", "八、社会保障和就业支出", "total"),
        ("appropriation_class", "15.84", "万元", "appropriation", "卫生健康支出", "total"),
    ]


def test_a_share_speaks_of_the_amount_before_it():
    text = "支出预算880.87万元，其中：基本支出311.16万元，占35.32%；项目支出569.71万元，占64.68%。"
    assert brief(read_statements([Section(3, "三、支出预算情况说明", text)])) == [
        ("expenditure_total", "880.87", "万元", "expenditure", "合计", "total"),
        ("expenditure_basic", "311.16", "万元", "expenditure", "合计", "basic"),
        ("expenditure_basic", "35.32", "%", "expenditure", "合计", "basic"),
        ("expenditure_project", "569.71", "万元", "expenditure", "合计", "project"),
        ("expenditure_project", "64.68", "%", "expenditure", "合计", "project"),
    ]


def test_prior_year_and_change_of_an_item_have_no_cell():
    text = "机关运行经费财政拨款预算79万元，比2023年预算84.63万元减少5.63万元，原因是退休1人。"
    assert brief(read_statements([Section(3, "八、机关运行经费增减变动原因说明", text)])) == [
        ("operating", "79", "万元", "operating", "部门合计", "total"),
        ("operating_prior", "84.63", "万元", None, None, None),
        ("operating_change", "5.63", "万元", None, None, None),
        ("reason", 1, "人", None, None, None),
    ]


def test_counts_and_the_money_of_what_is_counted():
    text = (
        "纳入绩效目标管理的二级项目9个，共计金额569.71万元。公开项目绩效目标8个，涉及项目金额500万元。"
        "其中：特定目标类项目1个，涉及项目金额420.00万元。"
    )
    assert brief(read_statements([Section(3, "十、绩效管理情况", text)])) == [
        ("performance_projects", 9, "个", None, None, None),
        ("performance_projects", "569.71", "万元", None, None, None),
        ("performance_published", 8, "个", None, None, None),
        ("performance_published", "500", "万元", None, None, None),
        ("performance_published_special", 1, "个", None, None, None),
        ("performance_published_special", "420.00", "万元", None, None, None),
    ]


def test_digits_that_run_into_each_other_are_no_count():
    text = "纳入绩效目标管理的二级项目202401010000123456个，共计金额569.71万元。"
    assert brief(read_statements([Section(3, "十、绩效管理情况", text)]))[0] == (
        "performance_projects",
        None,
        "个",
        None,
        None,
        None,
    )


def test_a_threshold_is_no_figure_of_the_department():
    text = "截至2023年12月31日，价值50万元（原值）以上的通用设备3台（套）。"
    assert brief(read_statements([Section(3, "十一、国有资产占有使用情况", text)])) == [
        ("equipment_over_500k", 3, "台", None, None, None)
    ]


def test_the_carried_over_part_of_a_fund_is_not_held_against_the_whole_fund_s_column():
    text = "收入预算合计12.50万元，本年一般公共预算收入10.00万元，上年结转结余的一般公共预算收入2.50万元。"
    table = Table("revenue", "收入总表", "万元", rows=(Row({"code": None, "name": "合计", "total": "12.50"}),))
    found = brief(read_statements([Section(3, "二、收入预算总体情况", text, 18)], (table,)))
    assert found[-1] == ("revenue_general_public_budget", "2.50", "万元", None, None, None)
