"""话题 (topics): what a stated figure is about, told from the words before it and the section it stands in.

Each topic has the cell of the thirteen tables it speaks of; None where no table holds it.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Cell(NamedTuple):
    table: str
    row: str  # as the form prints it
    column: str


class Topic(NamedTuple):
    name: str
    words: re.Pattern[str]  # at the end of the label
    without: re.Pattern[str] | None = None
    contexts: frozenset[str] = frozenset()  # empty: any
    cell: Cell | None = None


# 章节 (section title) -> context; the first that fits
CONTEXTS = (
    ("purchase", re.compile(r"购买服务")),
    ("procurement", re.compile(r"政府采购")),
    ("operating", re.compile(r"机关运行|行政经费")),
    ("three_public", re.compile(r"三公")),
    ("assets", re.compile(r"资产")),
    ("performance", re.compile(r"绩效")),
    ("basic", re.compile(r"基本支出")),
    ("fund", re.compile(r"政府性基金")),
    ("state_capital", re.compile(r"国有资本")),
    ("general", re.compile(r"一般公共预算")),
    ("appropriation", re.compile(r"财政拨款")),
    ("balance", re.compile(r"收支|编制说明|变动|增减变化|总体情况")),
    ("revenue", re.compile(r"收入")),
    ("expenditure", re.compile(r"支出")),
)

# 类级科目 (functional classes) by the stems of their names
CLASS = (
    r"(?:一般公共服务|外交|国防|公共安全|教育|科学技术|文化旅游体育与传媒|文化体育与传媒|社会保障和就业|社会保险基金|卫生健康|医疗卫生与计划生育"
    r"|节能环保|城乡社区|农林水|交通运输|资源勘探(?:工业)?信息等|商业服务业等|金融|援助其他地区|自然资源海洋气象等|国土海洋气象等|住房保障"
    r"|粮油物资储备|国有资本经营预算|灾害防治及应急管理|灾害防治及应急救援|预备费|其他|转移性|债务还本|债务付息|债务发行费用)"
    r"(?:支出)?(?:\(类\))?(?:支出)?"
)
CLASS_AT_END = re.compile(rf"(?:^|[^一-龥]|其中|包括|用于|方面)(?P<name>{CLASS})$")

END = r"(?:预算)?(?:收支)?(?:总?数|总额|总计|合计|总金额|金额|资金)?(?:安排)?(?:共计|共|为|是|达|约|各)?$"
PART_OF_REVENUE = re.compile(
    r"财政拨款|一般公共预算|政府性基金|国有资本|事业(?:单位经营)?收入|其他收入|财政专户|单位资金|上级补助|附属单位|经营收入|结转|结余|本年收入"
    r"|非税|政府采购预算"
)
PART_OF_EXPENDITURE = re.compile(
    r"财政拨款|一般公共预算|政府性基金|国有资本|基本支出|项目支出|三公|机关运行|人员经费|公用经费|结转|结余|本年支出|经营支出|上缴上级|补助支出"
    rf"|政府采购(?!中心)|[类款项][)]|费用?(?:预算)?支出|费用?支出预算|{CLASS}(?:支出)?(?:预算)?(?:支出)?$"
)


def _topic(
    name: str, words: str, cell: Cell | None = None, *, without: re.Pattern[str] | None = None, contexts: str = ""
) -> Topic:
    return Topic(name, re.compile(words + END), without, frozenset(contexts.split()), cell)


GENERAL, FUND, STATE = "general_public_budget", "government_fund", "state_capital"
NO_SUBSET = re.compile(r"基本支出|项目支出|收入|三公|机关运行|采购|会议|培训|委托|结转|结余")
SPENT_OR_GRANTED = (
    r"(?:财政)?(?:当年)?(?:预算)?(?:财政)?(?:当年)?(?:支出|拨款)(?:安排)?(?:的)?(?:支出)?(?:预算)?(?:支出)?"
)
TOTAL_SPENT = r"(?:预算支出总?|支出总?预算|支出总|总支出|支出(?=总计|合计|总额))"
LABEL = 24  # signs before a figure that can say what it is

TOPICS = (
    # “三公”经费
    _topic(
        "three_public_abroad",
        r"因公出国(?:\(境\))?(?:费用?|经费)?(?:支出)?(?:预算)?(?:支出)?",
        Cell("three_public", "因公出国（境）费", "total"),
    ),
    _topic(
        "three_public_reception",
        r"(?:公务|业务)接待费?(?:用|经费)?(?:支出)?(?:预算)?(?:支出)?",
        Cell("three_public", "公务接待费", "total"),
    ),
    _topic(
        "three_public_vehicles",
        r"(?:公务用车|公车)购置(?:及|和|与|、)运行(?:维护)?费?(?:用|经费)?(?:支出)?(?:预算)?(?:支出)?",
        Cell("three_public", "公务用车购置及运行费", "total"),
    ),
    _topic(
        "three_public_vehicle_running",
        r"(?:公务用车|公车|公务车)运行(?:及)?(?:维护)?费?(?:用|经费)?(?:支出)?(?:预算)?(?:支出)?",
        Cell("three_public", "公务用车运行维护费", "total"),
    ),
    _topic(
        "three_public_vehicle_purchase",
        r"(?:公务用车|公车|公务车)购置费?(?:用|经费)?(?:支出)?(?:预算)?(?:支出)?",
        Cell("three_public", "公务用车购置费", "total"),
    ),
    _topic(
        "three_public",
        r'三公"?经费(?:一般公共预算)?(?:财政拨款)?(?:支出)?(?:预算)?(?:支出)?',
        Cell("three_public", "合计", "total"),
        without=re.compile(r"会议|培训"),
    ),
    # 机关运行经费
    _topic(
        "operating",
        r"机关运行经费\)?(?:一般公共预算)?(?:财政拨款|经费)?(?:支出)?(?:预算)?(?:支出|安排)?",
        Cell("operating", "部门合计", "total"),
    ),
    # 政府采购
    _topic(
        "procurement_goods",
        r"(?:政府采购|购买|采购)?货物(?:类)?(?:政府)?(?:采购)?(?:项目)?(?:支出)?(?:预算)?(?:支出)?",
        contexts="procurement",
    ),
    _topic(
        "procurement_works",
        r"(?:政府采购|购买|采购)?工程(?:类)?(?:政府)?(?:采购)?(?:项目)?(?:支出)?(?:预算)?(?:支出)?",
        contexts="procurement",
    ),
    _topic(
        "procurement_services",
        r"(?:政府采购|购买|采购)?服务(?:类)?(?:政府)?(?:采购)?(?:项目)?(?:支出)?(?:预算)?(?:支出)?",
        contexts="procurement",
    ),
    _topic(
        "procurement_total",
        r"政府采购(?:项目)?(?:支出|经费)?(?:预算)?(?:支出|安排)?(?:项目)?(?:总|共)?(?:支出)?(?:有)?",
        without=re.compile(r"货物|工程|服务|中小企业|小微"),
        contexts="procurement",
    ),
    # 财政拨款收支
    _topic(
        "appropriation_total",
        r"财政拨款(?:预算)?收(?:入)?、?支(?:出)?总?预算",
        Cell("appropriation", "收入总计", "amount"),
    ),
    _topic(
        "appropriation_general",
        r"一般公共预算(?:财政)?拨款(?:收入)?",
        Cell("appropriation", "支出总计", GENERAL),
        contexts="appropriation",
    ),
    _topic(
        "appropriation_fund",
        r"政府性基金(?:预算)?(?:财政)?拨款(?:收入)?",
        Cell("appropriation", "支出总计", FUND),
        contexts="appropriation",
    ),
    _topic(
        "appropriation_state_capital",
        r"国有资本经营预算(?:财政)?拨款(?:收入)?",
        Cell("appropriation", "支出总计", STATE),
        contexts="appropriation",
    ),
    _topic(
        "appropriation_current",
        r"(?:当|本)年(?:财政)?拨款收入",
        Cell("appropriation", "本年收入合计", "amount"),
        contexts="appropriation",
    ),
    _topic(
        "appropriation_carryover",
        r"上年(?:财政拨款)?结转(?:结余)?(?:收入)?",
        Cell("appropriation", "上年财政拨款结转", "amount"),
        contexts="appropriation",
    ),
    # 收入
    _topic(
        "revenue_general_public_budget",
        r"一般公共预算(?:财政)?(?:拨款)?(?:收入)?",
        Cell("revenue", "合计", GENERAL),
        contexts="revenue balance",
    ),
    _topic(
        "revenue_government_fund",
        r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?",
        Cell("revenue", "合计", FUND),
        contexts="revenue balance",
    ),
    _topic(
        "revenue_state_capital",
        r"国有资本经营预算(?:财政)?(?:拨款)?(?:收入)?",
        Cell("revenue", "合计", STATE),
        contexts="revenue balance",
    ),
    _topic(
        "revenue_special_account",
        r"财政专户管理(?:资金)?(?:收入)?",
        Cell("revenue", "合计", "special_account"),
        contexts="revenue balance",
    ),
    _topic(
        "revenue_unit_funds", r"单位资金(?:收入)?", Cell("revenue", "合计", "unit_funds"), contexts="revenue balance"
    ),
    _topic(
        "revenue_carryover",
        r"上年结转(?:结余)?(?:收入|资金)?",
        Cell("revenue", "合计", "carryover"),
        contexts="revenue",
    ),
    _topic(
        "both_totals",
        r"收(?:入)?(?:预算)?、支(?:出)?(?:总)?预算|收支总?预算",
        Cell("balance", "收入总计", "amount"),
        without=PART_OF_REVENUE,
    ),
    _topic(
        "revenue_total",
        r"(?:预算收入总?|收入总?预算|收入总|总收入|收入(?=总计|合计|总额))",
        Cell("balance", "收入总计", "amount"),
        without=PART_OF_REVENUE,
    ),
    # 支出
    _topic("basic_personnel", r"人员经费(?:支出)?", Cell("basic_by_economic", "合计", "personnel"), contexts="basic"),
    _topic(
        "basic_public", r"(?:日常)?公用经费(?:支出)?", Cell("basic_by_economic", "合计", "public"), contexts="basic"
    ),
    _topic("basic_total", r"基本支出(?:预算)?", Cell("basic_by_economic", "合计", "total"), contexts="basic"),
    _topic("expenditure_basic", r"基本支出(?:预算)?", Cell("expenditure", "合计", "basic"), contexts="expenditure"),
    _topic("expenditure_project", r"项目支出(?:预算)?", Cell("expenditure", "合计", "project"), contexts="expenditure"),
    _topic(
        "general_total",
        rf"一般公共预算{SPENT_OR_GRANTED}",
        Cell("general_expenditure", "合计", "total"),
        without=NO_SUBSET,
    ),
    _topic(
        "balance_revenue_current", r"本年收入(?:合计)?", Cell("balance", "本年收入合计", "amount"), contexts="balance"
    ),
    _topic(
        "balance_expenditure_current",
        r"本年(?:预算安排|支出|预算支出)",
        Cell("balance", "支出总计", "current"),
        contexts="balance",
    ),
    _topic("balance_carryover", r"上年结转(?:结余)?(?:收入|资金)?", contexts="balance"),
    _topic(
        "expenditure_total",
        TOTAL_SPENT,
        Cell("balance", "支出总计", "total"),
        without=PART_OF_EXPENDITURE,
        contexts="balance",
    ),
    _topic(
        "expenditure_total",
        TOTAL_SPENT,
        Cell("expenditure", "合计", "total"),
        without=PART_OF_EXPENDITURE,
        contexts="expenditure",
    ),
)


# 行名 (what other places call a row), the surest first; matched against names without numbers and white space
ROWS = {
    "收入总计": (r"收入(?:预算)?(?:总计|合计)", r"(?:预算)?收入总[额数]", r"总计"),
    "支出总计": (r"支出(?:预算)?(?:总计|合计)", r"(?:预算)?支出总[额数]", r"总计"),
    "本年收入合计": (r"(?:本|当)年收入(?:合计|小计)",),
    "上年结转": (r"上年结[转余].*",),
    "合计": (r".{0,20}“?三公”?经费(?:合计|小计|预算|支出)*", r"合计", r"总计"),
    "部门合计": (r"部门合计", r"合计"),
    "因公出国（境）费": (r"(?:其中：)?因公出国（境）(?:费用?|经费|支出)?",),
    "公务接待费": (r"(?:其中：)?公务接待(?:费用?|经费|支出)?",),
    "公务用车购置及运行费": (r"(?:其中：)?公务用车购置(?:及|和)运行(?:维护)?(?:费用?|经费|支出)?",),
    "公务用车购置费": (r"(?:其中：)?(?:公务用车)?购置(?:费用?|经费|支出)?",),
    "公务用车运行维护费": (r"(?:其中：)?(?:公务用车)?运行(?:维护)?(?:费用?|经费|支出)?",),
}


def context_of(title: str) -> str:
    return next((name for name, words in CONTEXTS if words.search(title)), "")


def topic_of(label: str, context: str) -> Topic | None:
    """What a figure behind this label is about in this context; None where the words don't say it surely."""
    label = label[-LABEL:]
    for topic in TOPICS:
        if topic.contexts and context not in topic.contexts:
            continue
        if topic.words.search(label) and not (topic.without and topic.without.search(label)):
            return topic
    return None


def class_of(label: str) -> str | None:
    """The functional class (社会保障和就业支出) that a label names, if it names one."""
    match = CLASS_AT_END.search(label)
    return match["name"] if match else None
