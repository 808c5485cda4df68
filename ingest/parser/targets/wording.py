"""表上的字 (wording of the forms): what each label, source and indicator is called, as data.

Labels are matched whole against text without white space.
"""

from __future__ import annotations

import re

FIELDS = {
    "project": r"(?:项目|政策|项目\(政策\)|政策\(项目\)|专项\(项目\)|专项资金)名称",
    "department": r"主管部门(?:及代码|\(?代码\)?|名称)?|一级预算(?:部门|单位)(?:名称|及代码)?",
    "unit": r"(?:项目)?(?:实施|承担|申报|使用|用款)?单位(?:名称)?|预算单位(?:名称)?|项目单位",
    "attribute": r"项目(?:属性|类型|类别|性质)",
    "period": r"项目(?:日?期|周期|期限|起止时间|实施期限?|实施周期)|实施期限",
    "overview": r"项目(?:概况|概述|简介|主要内容|内容)",
    "basis": r"(?:项目)?(?:立项|设立)依据",
    "necessity": r"(?:项目)?(?:设立|立项|实施)(?:的)?必要性",
    "measures": r"保证项目实施的制度[、,，]?(?:和|及)?措施",
    "plan": r"项目实施(?:进度)?计划",
}
LONG_TEXTS = frozenset({"overview", "basis", "necessity", "measures", "plan"})
SOURCES = {
    "total": r"(?P<half>实施期|中期|年度|本年|当年)?(?:预算)?(?:资金)?(?:预算)?(?:资金)?总额",
    "central": r"中央(?:财政)?(?:资金|补助)",
    "provincial": r"省级?(?:财政)?(?:资金|补助)",
    "local": r"市县(?:\(区\)|区)?级?(?:财(?:政(?:资金?)?)?)?|(?:市|县|区)级(?:财政)?(?:资金|拨款)",
    "self_raised": r"单位自筹(?:资金)?|自筹资金",
    "appropriation": r"(?:当年)?财政拨款(?:资金)?|(?:当年)?财政资金",
    "other": r"(?:其他|其它)(?:资金)?",
}
FUNDS = ("total", "central", "provincial", "local", "self_raised", "other")
FUNDING_LABEL = re.compile(r".{0,6}资金(?:情况|金额|总额|来源)?[(（](?:单位:)?(?P<unit>元|万元)[)）]")
OVERALL_GOAL = re.compile(r"总体目标|绩效目标|项目(?:总体)?(?:绩效)?目标|年度(?:总体)?(?:绩效)?目标")
GOAL_HALVES = {
    "implementation": re.compile(r"(?:实施期|中期)(?:总体)?(?:绩效)?目标.{0,8}"),
    "annual": re.compile(r"(?:年度|本年|当年)(?:总体)?(?:绩效)?目标.{0,8}"),
}
PERSONAL = re.compile(
    r"(?:项目)?(?:负责人|经办人|联系人|填报人|填表人|联系电话|联系方式|电话|手机|责任人|审核人|分管领导)(?:签字|签章|姓名|及电话|及联系电话)?(?:[(（].{0,6}[)）])?"
)
FILLED = re.compile(r"填[报表](?:日期|时间)")

# 三级指标表头 (headings of the indicator columns)
COLUMNS = {
    "level1": re.compile(r"一级指标"),
    "level2": re.compile(r"二级指标"),
    "level3": re.compile(r"三级指标(?:名称)?|指标内容|指标名称"),
    "value": re.compile(r"(?:目标|年度|计划)?指标值.{0,10}|(?:年度)?目标值.{0,6}"),
}
# 绩效目标列表表头 (headings of lists), asked before the words of the forms
LIST_COLUMNS = {
    "project": re.compile(r"项目(?:支出|\(政策\))?名称"),
    "total": re.compile(r"(?:项目|资金|预算)(?:总额|金额|资金|数)|(?:年度|本年)?(?:预算|资金)(?:金额|总额|数)"),
    "goal": re.compile(r"(?:项目)?(?:年度|本年|总体)?(?:总体)?(?:绩效)?目标"),
    "sign": re.compile(r"(?:绩效)?指标(?:性质|方向|符号)|计算符号|(?:指标值)?符号|性质"),
    "value": re.compile(r"(?:本年|年度|目标|计划)?(?:绩效)?指标值|(?:年度)?目标值"),
    "measure": re.compile(r"(?:绩效|指标值)?(?:度量|计量)单位"),
}
# 二级指标 -> 一级指标, as the nation's form (财预〔2015〕88号 and after) pairs them
LEVEL1_OF = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济成本指标": "成本指标",
    "社会成本指标": "成本指标",
    "生态环境成本指标": "成本指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
LEVEL1 = ("产出指标", "效益指标", "满意度指标", "成本指标")


def whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:其中[:：]?)?(?:{words})[:：]?")


FIELD_LABELS = {key: whole(words) for key, words in FIELDS.items()}
SOURCE_LABELS = {key: whole(words) for key, words in SOURCES.items()}


def level2_of(text: str) -> str | None:
    """The second-level indicator a cell names, also where its end is cut off or the word 指标 is left out."""
    if text in LEVEL1_OF:
        return text
    if len(text) >= 4:
        return next((full for full in LEVEL1_OF if full.startswith(text) and len(full) - len(text) <= 2), None)
    return None
