from dataclasses import replace

from ingest.parser.report import Indicator, ReadingFinding
from ingest.parser.targets import is_form, is_target_page, read_targets

from .forms import FOOT, HEAD, INDICATORS, ROWS, TEXTS, TITLE, expected, grid, page, pdf


def test_a_form_on_one_page_is_read_in_full_and_names_nobody():
    assert read_targets(pdf(page(24, grid(ROWS), title=TITLE))) == ((expected(24),), ())


def test_two_forms_on_one_page():
    other = [[("项目名称", 3), ("防汛", 5)], *ROWS[1:]]
    targets, _ = read_targets(pdf(page(3, grid(ROWS), grid(other, top=600), title=TITLE)))
    assert [(target.project, target.pages) for target in targets] == [("水质监测", (3,)), ("防汛", (3,))]


def test_a_form_of_another_kind_ends_the_one_before():
    whole = [[("部门名称", 3), ("示例市水务局", 5)], *INDICATORS]
    pages = (
        page(66, grid([*HEAD, *TEXTS, *INDICATORS]), title=TITLE),
        page(67, grid(whole), title="2024年部门整体支出绩效目标表"),
    )
    (target,), _ = read_targets(pdf(*pages))
    assert (target.project, target.pages) == ("水质监测", (66,))
    assert target.indicators == expected(66).indicators


def test_a_form_goes_on_over_pages():
    pages = (
        page(7, grid(HEAD), title=TITLE),
        page(8, grid([*TEXTS, *INDICATORS[:2]], top=40)),
        page(9, grid([["", "", "", "监测次数", "24次", "", "监测次数", "12次"], *INDICATORS[3:], *FOOT], top=40)),
    )
    assert read_targets(pdf(*pages)) == ((expected(7, 8, 9),), ())


def test_the_page_of_a_title_that_stands_alone_at_a_pages_end_counts():
    first = page(6, grid([[("注", 4), ("无", 4)]]), title=TITLE, title_top=800)
    assert read_targets(pdf(first, page(7, grid(ROWS)))) == ((expected(6, 7),), ())


def test_words_that_a_pages_end_cuts_are_put_together():
    cut = [[("项目概况", 3), ("对全市水质", 5)]]
    rest = [["", ("", 2), ("进行监测", 5)], *TEXTS[1:], *INDICATORS[:2]]
    broken = ["", "", "", "测次数", "", "", "测次数", ""]
    row = [None, None, None, "监", "24次", None, "监", "12次"]
    pages = (
        page(7, grid([*HEAD, *cut]), title=TITLE),
        page(8, grid([*rest, row], top=40)),
        page(9, grid([broken, *INDICATORS[3:], *FOOT], top=40)),
    )
    assert read_targets(pdf(*pages)) == ((expected(7, 8, 9),), ())


def test_a_label_that_a_pages_end_cuts_is_put_together():
    pages = (
        page(7, grid([*HEAD, *TEXTS[:3], [("保证项目实施的", 3), ("内部", 5)]]), title=TITLE),
        page(8, grid([[("制度、措施", 3), ("控制制度", 5)], *TEXTS[4:], *INDICATORS, *FOOT], top=40)),
    )
    assert read_targets(pdf(*pages)) == ((expected(7, 8),), ())


def test_a_name_cut_at_its_cells_edge_is_completed_from_the_other_half_and_reported():
    long, cut = "数据治理抽检和资产绩效评价及时性", "数据治理抽检和资产绩效评价"
    rows = [*HEAD, *TEXTS, INDICATORS[0], [None, "产出指标", "时效指标", long, "及时", "时效指标", cut, "及时"], *FOOT]
    (target,), findings = read_targets(pdf(page(2, grid(rows), title=TITLE)))
    assert target.indicators == (
        Indicator("implementation", "产出指标", "时效指标", long, "及时"),
        Indicator("annual", "产出指标", "时效指标", long, "及时"),
    )
    assert findings == (
        ReadingFinding(
            "target-repair",
            "notice",
            f"水质监测：年度目标的三级指标在格边被截断，按实施期目标补全 1 处：“{cut}”补全为“{long}”",
            page=2,
        ),
    )


def test_a_name_that_is_short_of_its_cells_edge_stays_as_printed():
    rows = [
        *HEAD,
        *TEXTS,
        INDICATORS[0],
        [None, "产出指标", "数量指标", "服务部门数（个）", "12个", "数量指标", "服务部门数", "12个"],
        *FOOT,
    ]
    (target,), findings = read_targets(pdf(page(2, grid(rows), title=TITLE)))
    assert [indicator.level3 for indicator in target.indicators] == ["服务部门数（个）", "服务部门数"]
    assert findings == ()


def test_a_value_that_ran_into_its_name_is_parted_as_the_other_half_shows():
    rows = [
        *HEAD,
        *TEXTS,
        INDICATORS[0],
        [None, "产出指标", "质量指标", "验收合格率100%", "", "质量指标", "验收合格率", "100%"],
        *FOOT,
    ]
    (target,), _ = read_targets(pdf(page(2, grid(rows), title=TITLE)))
    assert [(i.level3, i.value) for i in target.indicators] == [("验收合格率", "100%")] * 2


def test_funding_in_wan_yuan_becomes_yuan_and_a_form_of_one_half_is_the_years():
    rows = [
        [("项目名称", 3), ("绿化", 5)],
        [("主管部门", 3), ("示例市水务局", 5)],
        [("项目资金\n（万元）", 3), ("年度预算资金总额：", 3), ("29.78", 2)],
        [None, None, None, ("其中：财政拨款", 3), ("29.78", 2)],
        [None, None, None, ("　其他资金", 3), ("0.00", 2)],
        [("总体目标", 3), ("绿植完好", 5)],
        [("一级指标", 2), ("二级指标", 2), ("三级指标", 2), ("指标值", 2)],
        [("成本指标", 2), ("经济成本", 2), ("养护费", 2), ("29.78万元", 2)],
    ]
    (target,), _ = read_targets(pdf(page(36, grid(rows), title="部门专项业务经费绩效目标表")))
    assert target.funding == {
        "annual": {
            "total": "297800",
            "central": None,
            "provincial": None,
            "local": None,
            "self_raised": None,
            "other": "0",
            "appropriation": "297800",
        }
    }
    assert target.goals == {"implementation": None, "annual": "绿植完好"}
    assert target.indicators == (Indicator("annual", "成本指标", "经济成本指标", "养护费", "29.78万元"),)


def test_an_amount_that_is_none_is_doubted_not_guessed():
    rows = [[*row] for row in ROWS]
    rows[3][1:] = [("实施期资金总额：", 2), "1,184,70", ("年度资金总额：", 2), "100,000"]
    (target,), findings = read_targets(pdf(page(5, grid(rows), title=TITLE)))
    assert target.funding["implementation"]["total"] is None
    assert replace(target, funding=expected(5).funding) == expected(5)
    assert [finding.message for finding in findings] == ["水质监测：项目资金“1,184,70”不是金额，没有读入"]


def test_form_pages_are_told_from_pages_of_text_and_tables():
    assert is_target_page(page(1, grid(ROWS), title=TITLE))
    assert is_target_page(page(2, grid(INDICATORS[3:])))
    assert not is_target_page(page(3, grid([[("项目名称", 4), ("合计", 4)], [("水质监测", 4), ("10.00", 4)]])))
    assert not is_target_page(page(4, title="（项目支出绩效目标表公开情况见附件）"))


def test_a_form_is_told_from_a_table_of_projects():
    assert is_form([[text[0] if isinstance(text, tuple) else text for text in row] for row in ROWS])
    assert not is_form([["项目名称", "合计"], ["水质监测", "10.00"]])


def test_a_merged_level_that_a_pages_end_cuts_has_its_name_on_the_next_page():
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    upper = [
        head,
        [None, "产出指标", "数量指标", "监测次数", "24次", "数量指标", "监测次数", "12次"],
        [None, None, None, "监测点数", "8个", None, "监测点数", "8个"],
        [None, "", "", "满意度", "90%", "", "满意度", "90%"],
    ]
    lower = [["", "满意度指标", "服务对象满意度指标", "投诉率", "1%", "服务对象满意度指标", "投诉率", "1%"], *FOOT]
    pages = (page(7, grid([*HEAD, *TEXTS, *upper]), title=TITLE), page(8, grid(lower, top=40)))
    (target,), _ = read_targets(pdf(*pages))
    assert [(i.level1, i.level2, i.level3) for i in target.indicators if i.scope == "annual"] == [
        ("产出指标", "数量指标", "监测次数"),
        ("产出指标", "数量指标", "监测点数"),
        ("满意度指标", "服务对象满意度指标", "满意度"),
        ("满意度指标", "服务对象满意度指标", "投诉率"),
    ]
