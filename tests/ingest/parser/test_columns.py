from ingest.parser.columns import read_columns


def roles(kind, *paths, held=()):
    return [column.role for column in read_columns(kind, [tuple(path.split("/")) for path in paths], held)]


def test_merged_headings_tell_the_funds_apart():
    assert roles(
        "revenue",
        "项目/科目编码",
        "项目/科目名称",
        "本年收入/合计",
        "本年收入/一般公共预算",
        "本年收入/政府性基金",
        "本年收入/国有资本经营预算",
        "本年收入/事业收入",
        "上年结转",
        "上年结转/一般公共预算",
    ) == [
        *("code", "name", "total", "general_public_budget", "government_fund", "state_capital", "extra", "carryover"),
        "extra",
    ]


def test_the_fund_that_a_table_is_about_says_nothing_in_its_headings():
    assert roles(
        "general_expenditure",
        "功能分类科目编码",
        "功能分类科目名称",
        "一般公共预算支出/合计",
        "一般公共预算支出/基本支出/小计",
        "一般公共预算支出/基本支出/人员经费",
        "一般公共预算支出/项目支出",
    ) == ["code", "name", "total", "basic", "extra", "project"]


def test_the_newest_year_is_this_years_whichever_stands_first():
    paths = ("科目编码", "科目名称", "2025年预算数/合计", "2025年预算数/基本支出", "2026年预算数/合计", "增减%")
    assert roles("expenditure", *paths) == ["code", "name", "prior_total", "extra", "total", "change_percent"]


def test_a_balance_with_further_groups_keeps_them_as_extra():
    paths = ("收入/项目", "收入/预算数", "支出/功能分类", "支出/预算数", "支出/支出用途", "支出/金额")
    assert roles("balance", *paths) == ["item", "amount", "item", "total", "extra", "extra"]


def test_codes_have_the_classification_of_the_name_beside_them():
    paths = ("科目编码", "部门预算支出经济分类科目名称", "科目编码", "政府预算支出经济分类科目名称", "小计")
    assert roles("basic_by_economic", *paths) == ["dept_code", "dept_name", "gov_code", "gov_name", "total"]


def test_cells_tell_where_headings_say_nothing():
    paths = ("开支内容", "安排额度")
    assert roles("fund_expenditure", *paths, held=("text", "figures")) == ["name", "total"]
    assert roles("fund_expenditure", *paths) == ["extra", "extra"]


def test_headings_of_places_not_seen_before_are_read_word_by_word():
    assert roles("balance", "项目", "预算数", "项目(按支出功能分类)", "预算数", "项目（按经济分类）", "预算数") == [
        *("item", "amount", "item", "total", "extra", "extra"),
    ]
    assert roles(
        "general_expenditure",
        "功能分类科目/科目编码",
        "功能分类科目/科目名称",
        "2023年执行数",
        "2024年预算数/小计",
        "2024年预算数/基本支出",
        "2024年预算数/项目支出",
        "2024年预算数比2023年执行数/增减额",
        "2024年预算数比2023年执行数/增减%",
    ) == ["code", "name", "prior_total", "total", "basic", "project", "change", "change_percent"]
    assert roles("fund_expenditure", "科目", "本年政府性基金预算支出/合计", "本年政府性基金预算支出/基本支出") == [
        *("subject", "total", "basic"),
    ]
