import pytest

from ingest.parser.report import Indicator
from ingest.parser.targets import read_targets
from ingest.parser.targets.halves import own_pair, same_pair, split_goals
from ingest.parser.targets.run import run_of
from ingest.reading import read_document

from .forms import TITLE, expected

HEAD = f"""{TITLE}
(2024年度)

项目名称		水质监测
主管部门及代码		015-示例市水务局		实施单位		示例市水务中心
项目属性		经常性项目（长期开展）		项目日期		99年
项目资金（元）		实施期资金总额：		200,000	年度资金总额：		100,000
		其中：中央财政资金		0	其中：中央财政资金		0
		省级财政资金		0	省级财政资金		0
		市县（区）财政资金		200,000	市县（区）财政资金		100,000
		单位自筹		0	单位自筹		0
		其他资金			其他资金
项目概况		对全市水质进行监测
立项依据		水污染防治法
项目设立必要性		保障用水安全
保证项目实施的制度、措施		内部控制制度
项目实施计划		全年
实施期目标				年度目标
总体目标		水质稳定达标				水质达标
绩效指标	一级指标	二级指标	三级指标	指标值	二级指标	三级指标	指标值
"""
FOOT = "负责人：	张示例	经办人：	林示例	联系电话：	8220001	填报日期：	20231222153002\n"
RUNNING = f"""{TITLE}

（2024年度）

项目名称 水质监测

主管部门及代码 015-示例市水务局 实施单位 示例市水务中心

项目属性 经常性项目（长期开展） 项目期 99年

项目资金

（元）

实施期资金总额： 200,000 年 度 资 金 总

额：

100,000

其中：中央财政资金 0 其中：中央财政资金 0

省级财政资金 0 省级财政资金 0

市县（区）财政资

金
200,000 市县（区）财政资金 100,000

单位自筹 0 单位自筹 0

其他资金 其他资金

项目概况
对全市水质

进行监测

立项依据 水污染防治法

项目设立必要性 保障用水安全

保证项目实施的制度、
措施

内部控制制度

项目实施计划 全年

实施期目标 年度目标

总体目标 水质稳定达标 水质达标

绩
效

指

标

一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值

产出指标

数量指标

监测点位 ≥12个

数量指标

监测点位 ≥6个

监测次数 24次 监测次数 12次

效益指标

经济效益指标 经济效益指标

满意度指标 服务对象满意度指群众满意度 ≥90% 服务对象满意度指标群众满意度 ≥90%

负责人： 张示例 经办人： 林示例 联系电话： 8220001 填报日期： 2023122

2153002
"""


def targets_of(text):
    return read_targets(read_document(text.encode(), "示例.txt"))


LAYOUTS = {
    "in place": """	产出指标	数量指标	监测点位	≥12个	数量指标	监测点位	≥6个
			监测次数	24次		监测次数	12次
	效益指标	经济效益指标			经济效益指标
	满意度指标	服务对象满意度	群众满意度	≥90%	服务对象满意度指	群众满意度	≥90%
""",
    "shifted to the left": """产出指标	数量指标	监测点位	≥12个	数量指标	监测点位	≥6个
		监测次数	24次		监测次数	12次
效益指标	经济效益指标			经济效益指标
满意度指标	服务对象满意度	群众满意度	≥90%	服务对象满意度	群众满意度	≥90%
""",
    "first level misplaced": """	产出指标	数量指标	监测点位	≥12个	数量指标	监测点位	≥6个
	效益指标		监测次数	24次		监测次数	12次
效益指标	效益指标	经济效益指标			经济效益指标
		服务对象满意度指标	群众满意度	≥90%	服务对象满意度指标	群众满意度	≥90%
""",
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_a_form_with_tabs_is_read_in_full_however_its_merged_cells_shift(rows):
    assert targets_of(HEAD + rows + FOOT) == ((expected(),), ())


def test_an_indicator_may_be_called_like_its_second_level():
    row = "	满意度指标	服务对象满意度	服务对象满意度	≥95%	服务对象满意度指	服务对象满意度	≥95%\n"
    (target,), _ = targets_of(HEAD + row + FOOT)
    assert target.indicators == tuple(
        Indicator(half, "满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%")
        for half in ("implementation", "annual")
    )


def test_a_form_as_running_text_is_read_in_full():
    assert targets_of(RUNNING) == ((expected(),), ())


def test_totals_that_both_break_over_two_lines_are_put_together():
    whole = "项目资金\n\n（元）\n\n实施期资金总额： 200,000 年 度 资 金 总\n\n额：\n\n100,000\n"
    broken = "项目资金 实施期资金总 200,0 年度资金总 100,000\n （元） 额： 00 额：\n"
    assert whole in RUNNING
    assert targets_of(RUNNING.replace(whole, broken)) == ((expected(),), ())


def test_two_forms_follow_one_another():
    targets, _ = targets_of(RUNNING + RUNNING.replace("水质监测", "防汛"))
    assert [target.project for target in targets] == ["水质监测", "防汛"]


def test_a_form_whose_title_is_broken_over_lines_is_read_from_its_project_on():
    text = RUNNING.replace(TITLE, "示例市市级预算部门（单位）项目支出绩\n效目标表")
    assert targets_of(text) == ((expected(),), ())


def runs(*texts):
    return [run_of(text.split("\n")) for text in texts]


PAIRS = [
    ("系统故障发\n生率\n＜5%", "系统故障\n发生率\n＜5%", ("系统故障发生率", "＜5%"), ("系统故障发生率", "＜5%")),
    (
        "单位端运维\n费\n400 元/家",
        "单位端运\n维费\n400 元 /\n家",
        ("单位端运维费", "400 元/家"),
        ("单位端运维费", "400 元/家"),
    ),
    (
        "服务部门数量（个） ≥12个",
        "服务部门数量（个≥12个",
        ("服务部门数量（个）", "≥12个"),
        ("服务部门数量（个", "≥12个"),
    ),
    ("补贴发放到位情况巩固增强", "补贴发放巩固增强", ("补贴发放到位情况", "巩固增强"), ("补贴发放", "巩固增强")),
    ("活动举办及时性 及时", "活动举办及时", ("活动举办及时性", "及时"), ("活动举办", "及时")),
]


@pytest.mark.parametrize(("first", "second", "implementation", "annual"), PAIRS)
def test_name_and_value_are_told_apart_by_what_both_halves_say(first, second, implementation, annual):
    assert same_pair(*runs(first, second)) == (implementation, annual)


def test_halves_that_say_different_things_are_no_pair():
    assert same_pair(*runs("服务用户数 ≥164户", "服务部门数量 ≥12个")) is None


def test_a_pair_by_itself_is_parted_at_the_value():
    assert own_pair(runs("购置 电脑 ≥3 台")[0]) == ("购置 电脑", "≥3 台")


GOALS = [
    ("保障线路畅通\n保障线路畅通", ("保障线路畅通", "保障线路畅通")),
    ("1、完成评估。2、完成培训。\n1.完成评估。", ("1、完成评估。2、完成培训。", "1.完成评估。")),
    ("实现三个目标 实现一张清单", ("实现三个目标", "实现一张清单")),
    ("保障\n线路\n畅通", None),
]


@pytest.mark.parametrize(("text", "expected"), GOALS)
def test_goals_of_the_halves_are_parted_or_left(text, expected):
    assert split_goals(runs(text)[0]) == expected
