import pytest

from ingest.parser.captions import is_title, kinds_of, printed_number, printed_unit, read_title


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("2024年预算收支总表", ("balance",)),
        ("部门收支总体情况表", ("balance",)),
        ("2019年部门综合预算收支总表", ("balance",)),
        ("2026年预算单位财务收支预算总表", ("balance",)),
        ("预算01表 收支总表", ("balance",)),
        ("一、2017年度示例省高级人民法院部门收支预算总表", ("balance",)),
        ("收入总体情况表", ("revenue",)),
        ("本年支出总体情况表", ("expenditure",)),
        ("基本支出总表", ()),
        ("财政拨款收支预算总表", ("appropriation",)),
        ("2026年预算单位一般公共预算支出功能分类预算表", ("general_expenditure",)),
        ("一般公共预算支出明细表（按支出功能分类科目）", ("general_expenditure",)),
        ("一般公共预算支出明细表（按支出经济分类科目）", ()),
        ("一般公共预算项目支出情况表", ()),
        ("2024年一般公共预算安排基本支出分经济科目表（不含上年结转）", ("basic_by_economic",)),
        ("一般公共预算基本支出明细表（按支出功能分类科目）", ()),
        ("政府性基金预算拨款支出预算表", ("fund_expenditure",)),
        ("部门综合预算政府性基金收支表", ("fund_revenue", "fund_expenditure")),
        ("国有资本经营预算收支预算表", ("state_capital",)),
        ("2026年单位“三公”经费和机关运行经费预算表", ("three_public", "operating")),
        ("财政拨款安排的行政经费及“三公”经费预算表", ("three_public",)),
        ("2023年机关运行经费预算财政拨款情况统计表", ("operating",)),
        ("2024年项目支出预算表（本年预算）", ("projects",)),
        ("2024年项目支出预算表（上年结转）", ("carryover_projects",)),
        ("项目支出绩效目标表", ()),
        ("部门收入预算表", ("revenue",)),
        ("示例市教育局2024年支出预算表", ("expenditure",)),
        ("人员支出预算表", ()),
        ("事业收入预算表", ()),
        ("部门支出总体情况表（按功能分类科目）", ("expenditure",)),
        ("部门支出总体情况表（按经济分类科目）", ()),
        ("一般公共预算财政拨款支出总表", ("general_expenditure",)),
        ("部门预算政府基金预算财政拨款支出表", ("fund_expenditure",)),
        ("国有资本经营预算支出分类汇总表（按政府预算经济分类）", ()),
        ("一般公共预算基本支出表--人员经费（工资福利支出）", ()),
        ("政府采购预算表", ()),
    ],
)
def test_a_title_names_its_kind_whatever_the_place_calls_it(title, kinds):
    assert kinds_of(title) == kinds


def test_a_title_says_what_the_table_includes():
    caption = read_title("表五2024年一般公共预算支出预算表（不含上年结转）")
    assert caption == (
        "2024年一般公共预算支出预算表（不含上年结转）",
        ("general_expenditure",),
        "excluded",
        "general",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [("收支总表", False), ("部门收支总表", True), ("公开01表", False), ("注：本表为空表", False), ("见下表：", False)],
)
def test_a_line_is_a_title_when_it_reads_like_one(line, expected):
    assert is_title(line) is (expected or line == "收支总表")


@pytest.mark.parametrize(
    ("lines", "number"),
    [(["预算公开表1"], 1), (["公开02表"], 2), (["表十二"], 12), (["附表3"], 3), (["2024年预算收支总表"], None)],
)
def test_the_number_is_the_printed_one(lines, number):
    assert printed_number(lines) == number


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["部门：示例市教育局 单位：万元"], "万元"),
        (["金额单位：元"], "元"),
        (["单位:万", "元"], "万元"),
        (["单位：亿元"], "亿元"),
        (["货币单位：美元"], "美元"),
        (["部门：示例市教育局"], None),
    ],
)
def test_the_unit_is_the_printed_one_and_never_supposed(lines, unit):
    assert printed_unit(lines) == unit
