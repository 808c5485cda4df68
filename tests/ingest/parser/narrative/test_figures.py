import pytest

from ingest.parser.narrative import read_narrative
from ingest.parser.report import Section

NOTHING = dict.fromkeys(
    (
        "revenue_change",
        "expenditure_change",
        "general_budget_change",
        "three_public_change",
        "operating_change",
        "procurement",
        "performance",
        "assets",
    )
)


def narrative(title, text):
    return read_narrative([Section(3, title, text)])


def change(amount, direction, percent=None, reason=None, **more):
    return {"amount": amount, "direction": direction, "percent": percent, "reason": reason} | more


def test_revenue_and_expenditure_of_one_paragraph_keep_their_own_changes():
    text = (
        "2024年度示例市水务局预算收入总计1,716.73万元，其中：本年收入1,664.74万元，上年结转51.99万元，"
        "比上年增加210.23万元 ，增长13.95%，"
        "主要原因是运维费用增加；本年部门预算支出总计1,716.73万元，其中：本年预算安排1,664.74万元，上年结转51.99万元，比上年减少8万元，下降0.5%，"
        "主要原因是奖励户数比上年减少，奖励经费比上年减少160万元。"
    )
    assert narrative("一、部门预算收支数据变动情况及原因", text) == NOTHING | {
        "revenue_change": change("210.23", "increase", "13.95", "运维费用增加"),
        "expenditure_change": change("8", "decrease", "0.5", "奖励户数比上年减少，奖励经费比上年减少160万元"),
    }


WORDINGS = [
    (
        "比2023年预算减少2.4万元，下降7.78%，原因是人员减少，公用经费相应减少。",
        change("2.4", "decrease", "7.78", "人员减少，公用经费相应减少", prior=None),
    ),
    (
        "比2023年预算84.63万元减少5.63万元，原因是有退休人员。",
        change("5.63", "decrease", None, "有退休人员", prior="84.63"),
    ),
    ("比2022年预算165.41万元增加1.29万元，与上年基本相同。", change("1.29", "increase", None, None, prior="165.41")),
    ("比2023年预算减少3.68万元,下降(增长)14.81%,原因是调整。", change("3.68", "decrease", "14.81", "调整", prior=None)),
    (
        "较上年增加3.86万元，增长2.98%，增长的主要原因是：本年度人员增加。",
        change("3.86", "increase", "2.98", "本年度人员增加", prior=None),
    ),
    (
        "较2025年年初预算增加80.84万元，增长5.0%。主要是购置设备。",
        change("80.84", "increase", "5.0", "购置设备", prior=None),
    ),
    (
        "与上年相比减少1.15万元，减少1.15%。主要原因是厉行节约，减少支出。",
        change("1.15", "decrease", "1.15", "厉行节约，减少支出", prior=None),
    ),
    ("比上年增加4万元，同比增长5.3%。", change("4", "increase", "5.3", None, prior=None)),
    ("较2023年预算数84.63万元相比，减少5.63万元。", change("5.63", "decrease", None, None, prior="84.63")),
    ("比上年增加（减少）4万元，增幅为5.3%。", change("4", "increase", "5.3", None, prior=None)),
    ("同比增长5%。", change(None, "increase", "5", None, prior=None)),
    ("比去年下降5.2%，减少4万元。", change("4", "decrease", "5.2", None, prior=None)),
    ("较上年预算数增加0.5万元（增长2.1%）。", change("0.5", "increase", "2.1", None, prior=None)),
    ("与上年持平。", change(None, "unchanged", prior=None)),
    ("与2023年预算数相同。", change(None, "unchanged", prior=None)),
    ("与上年预算一致，无增减变化。", change(None, "unchanged", prior=None)),
    ("较上年无变化。", change(None, "unchanged", prior=None)),
    ("比上年增加0万元，增长0%。", change("0", "unchanged", "0", prior=None)),
    ("2023年预算84.63万元，减少5.63万元，下降6.65%。", change("5.63", "decrease", "6.65", None, prior="84.63")),
    ("主要用于日常办公。", None),
]


@pytest.mark.parametrize(("wording", "expected"), WORDINGS)
def test_a_change_is_read_however_it_is_worded(wording, expected):
    text = f"本部门2024年机关运行经费财政拨款预算79.00万元，{wording}"
    assert narrative("八、机关运行经费增减变动原因说明", text) == NOTHING | {"operating_change": expected}


def test_another_unit_than_wan_yuan_is_said():
    found = narrative("八、机关运行经费", "机关运行经费预算790000元，比上年减少56300元。")
    assert found["operating_change"] == change("56300", "decrease", prior=None, unit="元")


def test_revenue_and_expenditure_named_together_change_together():
    found = narrative(
        "一、收支预算总体情况说明",
        "2025年度收入、支出预算总计2,867.94万元，与上年相比收、支预算总计各增加26.21万元，增长0.92%。",
    )
    both = change("26.21", "increase", "0.92")
    assert (found["revenue_change"], found["expenditure_change"]) == (both, both)


def test_the_change_of_a_part_is_not_that_of_the_whole():
    text = "示例学院收入预算40,870万元，其中：财政拨款收入30,441万元，比2025年预算增加1,500万元；事业收入5,000万元。"
    assert narrative("2026年单位预算编制说明", text) == NOTHING


def test_three_public_is_told_apart_from_its_items():
    text = (
        "“三公”经费预算4.00万元,其中:公务接待费4.00万元,与上年相同;"
        "公务用车运行维护费0万元,与上年相比预算数减少7.00万元。"
    )
    assert narrative("七、“三公”经费增减变动原因说明", text) == NOTHING
    text = "“三公”经费预算4.00万元比2023年减少7.00万元,主要原因是车辆划出,故“三公”经费较2023年减少7.00万元。"
    assert narrative("七、“三公”经费增减变动原因说明", text)["three_public_change"] == change(
        "7.00", "decrease", None, "车辆划出,故“三公”经费较2023年减少7.00万元"
    )


def test_general_budget_change():
    for words in (
        "一般公共预算当年支出",
        "一般公共预算当年拨款",
        "一般公共预算财政拨款支出预算",
        "一般公共预算拨款支出",
    ):
        text = f"2024年度示例市水务局{words}4,577.94万元,比上年增加192.82万元,增长4.4%。"
        assert narrative("五、一般公共预算支出情况说明", text) == NOTHING | {
            "general_budget_change": change("192.82", "increase", "4.4")
        }


PROCUREMENT = [
    (
        "政府采购预算总额311.97万元。其中：政府采购货物预算144.18万元、政府采购工程预算59.14万元、政府采购服务预算108.65万元。"
    ),
    (
        "2026年度本单位政府采购预算311.97万元，其中：货物类采购预算144.18万元，工程类采购预算59.14万元，服务类采购预算108.65万元。"
    ),
    (
        "政府采购支出预算总额311.97万元，其中：拟采购货物支出144.18万元、拟采购工程支出59.14万元、拟采购服务支出108.65万元。"
    ),
    ("纳入预算的政府采购项目共有311.97万元，其中：货物类项目144.18万元、工程类项目59.14万元、服务类项目108.65万元。"),
]


@pytest.mark.parametrize("text", PROCUREMENT)
def test_procurement(text):
    assert narrative("九、政府采购情况", text) == NOTHING | {
        "procurement": {"total": "311.97", "goods": "144.18", "works": "59.14", "services": "108.65"}
    }


PERFORMANCE = [
    (
        "纳入绩效目标管理的二级项目28个，共计金额1,100.65万元。公开项目绩效目标27个，涉及项目金额1,000.65万元，占100%。",
        {"projects": 28, "amount": "1100.65", "published_projects": 27, "published_amount": "1000.65"},
    ),
    (
        "部门实行绩效管理的项目11个，涉及一般公共预算当年拨款254.93万元。",
        {"projects": 11, "amount": "254.93", "published_projects": None, "published_amount": None},
    ),
    (
        "本单位编报绩效目标的项目共4个，涉及项目预算资金2,912.55万元。",
        {"projects": 4, "amount": "2912.55", "published_projects": None, "published_amount": None},
    ),
    (
        "本部门共9个项目纳入绩效目标管理，涉及财政性资金1,031.65万元。",
        {"projects": 9, "amount": "1031.65", "published_projects": None, "published_amount": None},
    ),
    (
        "2024年编报项目绩效目标12个，涉及金额300万元。",
        {"projects": 12, "amount": "300", "published_projects": None, "published_amount": None},
    ),
    ("2024年编报单位整体绩效目标28个，涉及资金1100.65万元。", None),
]


@pytest.mark.parametrize(("text", "expected"), PERFORMANCE)
def test_performance(text, expected):
    assert narrative("十、绩效管理情况", text) == NOTHING | {"performance": expected}


def test_assets():
    text = (
        "截至2024年5月7日，示例市水务局共有公务用车编制7辆，实有6辆，其中：其他公务用车6辆。\n"
        "截至2024年5月7日，使用的办公用房建筑总面积3,221.1平方米。\n"
        "占有使用价值50万元（原值）以上的通用设备5台（套）；价值100万元（原值）以上的通用设备4台（套）。\n"
        "2024年预算安排购置车辆3辆；安排购置单价100万元（含）以上设备9台（套）。"
    )
    assert narrative("十一、国有资产占有使用情况", text) == NOTHING | {
        "assets": {
            "as_of": "2024-05-07",
            "vehicles_authorised": 7,
            "vehicles": 6,
            "office_area": "3221.1",
            "equipment_over_500k": 5,
            "equipment_over_1m": 4,
        }
    }


DAYS = [
    ("截至2023年12月31日", "2023-12-31"),
    ("截止2023年底", "2023-12-31"),
    ("截至2024年2月末", "2024-02-29"),
    ("截至2023年2月30日", None),
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_the_day_of_the_assets(words, day):
    found = narrative("十一、国有资产占有使用情况", f"{words}，共有公务用车编制2辆，实有1辆。")
    assert found["assets"] == {
        "as_of": day,
        "vehicles_authorised": 2,
        "vehicles": 1,
        "office_area": None,
        "equipment_over_500k": None,
        "equipment_over_1m": None,
    }


def test_what_is_not_stated_is_none():
    assert narrative("七、“三公”经费增减变动原因说明", "本部门无“三公”经费预算。") == NOTHING
    assert narrative("九、政府采购情况", "本部门没有政府采购预算。") == NOTHING


def test_figures_outside_the_narrative_do_not_count():
    assert read_narrative([Section(1, "一、本部门职责", "机关运行经费预算79万元，比上年增加5万元。")]) == NOTHING


def test_a_subheading_says_what_its_paragraphs_are_about():
    text = (
        "（一）机关运行经费\n机关运行经费支出12万元，比上年增加1.94万元。\n"
        "（二）政府采购情况\n政府采购预算总额49.5万元，其中：政府采购货物预算33.5万元。"
    )
    found = narrative("八、其他重要事项说明", text)
    assert found["procurement"] == {"total": "49.5", "goods": "33.5", "works": None, "services": None}
    assert found["operating_change"] == change("1.94", "increase", prior=None)
