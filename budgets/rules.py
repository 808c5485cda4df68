"""核对规则 (rules): what a report must satisfy, as data, for the checks, the public pages and docs/checks.md.

A code is stable for ever: findings, links and acknowledgements carry it. `severity` is what a failure means:
error 错误 (a sum of the tables that holds in correct reports everywhere), warning 提醒 (held on fewer reports, or an
agreement between text and tables), notice 提示 (worth a look).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "notice"]
Kind = Literal["within", "across", "narrative", "targets", "completeness"]
Scope = Literal["report", "years"]

# 规则的类别 (kinds of rules), in the order of the pages
KINDS: dict[Kind, str] = {
    "within": "表内相加",
    "across": "表与表",
    "narrative": "表与说明",
    "targets": "绩效目标",
    "completeness": "齐全与规范",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `tables` are those it needs (vocabulary.TABLE_KINDS); `scope` years needs last year's report too."""

    code: str
    title: str  # what is held against what, in a few words
    kind: Kind
    formula: str
    plain: str  # one line for a citizen
    severity: Severity
    tables: tuple[str, ...] = ()
    scope: Scope = "report"
    is_public: bool = True  # False: for staff only


CODED = ("revenue", "expenditure", "general_expenditure", "fund_expenditure")

RULES: tuple[Rule, ...] = (
    Rule(
        "balance-closes",
        "收入总计等于支出总计",
        "within",
        "表1 收入总计 = 支出总计",
        "一个部门的账，收多少就要安排多少，两边必须一样。",
        "error",
        ("balance",),
    ),
    Rule(
        "balance-revenue-adds-up",
        "收支总表的收入加得起来",
        "within",
        "表1 本年收入合计 = 各项收入之和；收入总计 = 本年收入合计 + 上年结转等；每行 合计 = 当年安排 + 上年结转安排",
        "收入的每一项加起来，要等于写出来的合计。",
        "warning",
        ("balance",),
    ),
    Rule(
        "appropriation-closes",
        "财政拨款收支相等",
        "within",
        "表4 收入总计 = 支出总计",
        "财政给的钱，收和支也要一样多。",
        "error",
        ("appropriation",),
    ),
    Rule(
        "appropriation-revenue-adds-up",
        "财政拨款的收入加得起来",
        "within",
        "表4 本年收入合计 = 各项收入之和；收入总计 = 本年收入合计 + 上年财政拨款结转；上年结转 = 各预算的结转之和",
        "财政给的钱，每一项加起来要等于写出来的合计。",
        "warning",
        ("appropriation",),
    ),
    Rule(
        "revenue-matches-balance",
        "收入总表对得上收支总表",
        "across",
        "表2 合计（另列上年结转的，加上年结转）= 表1 收入总计",
        "两张表都写了一共收多少，应当是同一个数。",
        "error",
        ("balance", "revenue"),
    ),
    Rule(
        "expenditure-matches-balance",
        "支出总表对得上收支总表",
        "across",
        "表3 合计（+ 结转下年）= 表1 支出总计",
        "两张表都写了一共花多少，应当是同一个数。",
        "error",
        ("balance", "expenditure"),
    ),
    Rule(
        "classes-add-up",
        "合计等于各类之和",
        "within",
        "合计 = Σ 类（表1、表4 的支出：本年支出合计 = Σ 类），每一栏",
        "每一大类的钱加起来，要等于合计。",
        "error",
        ("balance", "appropriation", *CODED),
    ),
    Rule(
        "children-add-up",
        "上级科目等于下级科目之和",
        "within",
        "类 = Σ 款，款 = Σ 项，每一栏；印到项的表，各科目不缺上级或下级（缺的为提醒）",
        "大科目的钱，等于它下面小科目的钱加起来。",
        "error",
        CODED,
    ),
    Rule(
        "basic-plus-project",
        "合计等于基本支出加项目支出",
        "within",
        "合计 = 基本支出 + 项目支出（+ 经营支出、上缴上级支出、对附属单位补助支出，有这些栏的），每行",
        "过日子的钱加办专项的钱，就是一共花的钱。",
        "error",
        ("expenditure", "general_expenditure", "fund_expenditure"),
    ),
    Rule(
        "revenue-by-source",
        "收入合计等于各来源之和",
        "within",
        "表2 合计 = 一般公共预算 + 政府性基金 + 国有资本经营预算 + 财政专户 + 单位资金（+ 上年结转）等，每行",
        "钱从几个口子来，加起来要等于合计。",
        "warning",
        ("revenue",),
    ),
    Rule(
        "general-matches-appropriation",
        "一般公共预算支出对得上财政拨款总表",
        "across",
        "表5 合计 = 表4 支出总计的一般公共预算（表5 不含上年结转的，减去上年结转的一般公共预算；没印口径的，两种之一）",
        "一般公共预算花多少，两张表要说得一样。",
        "warning",
        ("appropriation", "general_expenditure"),
    ),
    Rule(
        "class-matches-balance",
        "各类支出两张表一致",
        "across",
        "表1 各类支出 = 表3 各类；表2 各科目（+ 上年结转）= 表3 各科目，两表合计相等的，科目也一样",
        "教育、卫生等每一类花多少，几张表要一致。",
        "warning",
        ("balance", "revenue", "expenditure"),
    ),
    Rule(
        "appropriation-matches-tables",
        "财政拨款总表对得上各分表",
        "across",
        "表4 各类 = 表5 + 表8 + 表9 各类；表7、8、9 合计 = 表4 的基金、国有资本经营预算；表1、2、4 的各项拨款收入一致",
        "总表里的数，拆到分表里还应当是那个数。",
        "warning",
        ("appropriation", "general_expenditure"),
    ),
    Rule(
        "carryover-adds-up",
        "上年结转加得起来",
        "across",
        "表13 合计 + 结转的基本支出（表3 基本支出 − 表5 基本支出）= 表1 上年结转",
        "去年没用完的钱，拆开以后加起来还要是那么多。",
        "warning",
        ("balance", "carryover_projects"),
    ),
    Rule(
        "procurement-adds-up",
        "政府采购加得起来",
        "narrative",
        "政府采购预算 = 货物 + 工程 + 服务",
        "政府买东西、修工程、买服务的钱，加起来等于采购总额。",
        "warning",
    ),
    Rule(
        "form-adds-up",
        "绩效目标表的资金加得起来",
        "targets",
        "年度资金总额（实施期资金总额）= 各来源之和；实有车辆 ≤ 车辆编制（超过的为提示）",
        "每个项目的钱从哪几处来，加起来要等于总额。",
        "warning",
    ),
    Rule(
        "basic-matches-economic",
        "基本支出对得上经济科目表",
        "across",
        "表6 合计 = 表5 基本支出合计",
        "工资和日常运转的钱，两张表要一致。",
        "error",
        ("general_expenditure", "basic_by_economic"),
    ),
    Rule(
        "personnel-plus-public",
        "人员经费加公用经费",
        "within",
        "表6 每行 合计 = 人员经费 + 公用经费；小计 = Σ 明细；合计 = Σ 小计",
        "养人的钱加办公的钱，等于基本支出。",
        "error",
        ("basic_by_economic",),
    ),
    Rule(
        "appropriation-by-fund",
        "财政拨款三本账加得起来",
        "within",
        "表4 每行 小计 = 一般公共预算 + 政府性基金 + 国有资本经营预算",
        "财政给的钱分三本账，加起来等于小计。",
        "error",
        ("appropriation",),
    ),
    Rule(
        "three-public-adds-up",
        "三公经费加得起来",
        "within",
        "三公经费合计 = 因公出国（境）+ 公务用车购置及运行 + 公务接待；公务用车 = 购置 + 运行",
        "出国、用车、接待三样加起来，等于三公经费。",
        "error",
        ("three_public",),
    ),
    Rule(
        "operating-adds-up",
        "机关运行经费加得起来",
        "within",
        "表11 部门合计 = Σ 单位；每行 合计 = 一般公共预算 + 政府性基金 + 国有资本经营预算",
        "各单位的机关运行经费加起来，等于部门合计。",
        "warning",
        ("operating",),
    ),
    Rule(
        "operating-within-public",
        "机关运行经费不超过公用经费",
        "across",
        "表11 合计 ≤ 表6 公用经费合计",
        "机关运行经费只是公用经费里的一部分，不会更多。",
        "warning",
        ("basic_by_economic", "operating"),
    ),
    Rule(
        "projects-match-expenditure",
        "项目表对得上支出表",
        "across",
        "表12、表13 部门 = Σ 单位 = Σ 项目，每行 合计 = 各资金来源之和；"
        "表12 + 表13 = 表3 项目支出；表12 一般公共预算 = 表5 项目支出",
        "一个个项目加起来，要等于项目支出的总数。",
        "error",
        ("projects",),
    ),
    Rule(
        "targets-match-projects",
        "绩效目标表对得上项目表",
        "targets",
        "每张绩效目标表的年度资金总额（元）= 表12 该项目的金额；声明公开绩效目标的，每个项目都有表；"
        "每张表都有项目（名称写法不同的为提示）",
        "说要公开目标的项目，每个都该有一张表，钱也要一样。",
        "warning",
        ("projects",),
    ),
    Rule(
        "narrative-matches-table",
        "文字里的数等于表里的数",
        "narrative",
        "说明中写出的金额 = 表中该格；点名的科目、项目的金额 = 表中它的数；占比 = 部分 ÷ 总数",
        "文字说明里的数，要和表里的一样。",
        "warning",
    ),
    Rule(
        "narrative-change-computes",
        "增减额和百分比算得出来",
        "narrative",
        "上年数 = 本年数 ∓ 增减额；百分比 = 增减额 ÷ 上年数",
        "比上年多了百分之几，要以上年为基数算得出来。",
        "warning",
    ),
    Rule(
        "narrative-counts",
        "文字里的个数属实",
        "narrative",
        "说明中的项目个数和金额 = 表12；公开绩效目标的个数和金额 = 绩效目标表；"
        "分类的个数、金额之和 = 总数；占项目支出的百分比",
        "说有几个项目、公开几张目标表，数一数应当相符。",
        "warning",
    ),
    Rule(
        "narrative-agrees-with-itself",
        "文字前后一致",
        "narrative",
        "同一事项在说明中多次写出的数相同（科目的数和与上年比较那句里的预算安排也是）",
        "同一件事前后写了两遍，数要一样。",
        "warning",
    ),
    Rule(
        "narrative-direction",
        "增减说法与数相符",
        "narrative",
        "增加、减少、持平与所写的两个数相符",
        "数变小了却说增加，就是写错了。",
        "warning",
    ),
    Rule(
        "narrative-year",
        "比较的年份正确",
        "narrative",
        "与之比较的年份 = 预算年度的上一年",
        "和上年比，写的年份应当是上一年。",
        "warning",
    ),
    Rule(
        "narrative-names",
        "文字里的科目名称正确",
        "narrative",
        "说明中连同编码写出的科目名称 = 表中该编码的名称",
        "科目改了名，文字里也要跟着改。",
        "notice",
    ),
    Rule(
        "text-form",
        "文字规范",
        "completeness",
        "没有重复或不成对的标点、显示不出的字、没有改定的“增长（下降）”、空白页",
        "看看有没有漏改的套话、重复的标点。",
        "notice",
        is_public=False,
    ),
    Rule(
        "year-over-year",
        "上年数等于上年公开的数",
        "narrative",
        "本报告写出的（或由增减额推出的）上年数 = 上年公开的报告",
        "今年说去年是多少，要和去年公开的一样。",
        "warning",
        scope="years",
    ),
    Rule(
        "code-and-name",
        "科目编码与名称相符",
        "completeness",
        "科目编码的名称 = 同年其他报告所印的名称",
        "编码和名称是一对，不能配错。",
        "notice",
        CODED,
    ),
    Rule(
        "unit-plausible",
        "金额单位合理",
        "across",
        "应当相等的两个数，差的不是金额单位的倍数（元、万元相差一万倍）",
        "把“元”印成“万元”，数就大了一万倍。",
        "error",
    ),
    Rule(
        "tables-present",
        "应当公开的表都在",
        "completeness",
        "该年度全国统一要求的表都在；没有数的表注明“本表无数据”",
        "规定要公开的表，一张也不能少。",
        "warning",
    ),
    Rule(
        "parts-present",
        "应当说明的内容都在",
        "completeness",
        "封面、目录、职责、机构、报表、说明、名词解释，及三公经费、机关运行经费、政府采购、国有资产、绩效的说明都在",
        "规定要说明的事，都要有交代。",
        "warning",
    ),
    Rule(
        "disclosed-on-time",
        "按时公开",
        "completeness",
        "公开日期 − 批复日期 ≤ 20 天",
        "预算批复后二十天内要公开。",
        "notice",
    ),
)
RULE = {rule.code: rule for rule in RULES}

# 全国统一要求的表 (nationwide): first fiscal year -> the tables since then; places may ask for more.
# Eight by 财预〔2016〕143号; the state-capital table from the year in which reports of all places seen print it.
REQUIRED_TABLES: dict[int, tuple[str, ...]] = {
    2017: (
        "balance",
        "revenue",
        "expenditure",
        "appropriation",
        "general_expenditure",
        "basic_by_economic",
        "three_public",
        "fund_expenditure",
    ),
    2023: ("state_capital",),
}
DISCLOSED_WITHIN_DAYS = 20


def required_tables(year: int) -> tuple[str, ...]:
    """The tables that a report of this fiscal year must hold; none where no requirement is known."""
    return tuple(table for since, tables in REQUIRED_TABLES.items() if year >= since for table in tables)
