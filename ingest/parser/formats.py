"""格式 (formats): the words by which printed tables and columns are known. Data only; no place has code of its own.

Everything is looked up after wording.folded and without years: no white space, one form of brackets, no quotes.
To teach the reader a new typesetting, add its words here (docs/reading.md says how).
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# ---- titles (表名) ---------------------------------------------------------------------------------------------------

# Put in a shorter form, then left out, before a title is looked up: 部门综合预算收支总表, 收支预算总表 and
# 收支总体情况表 are all 收支总表.
TITLE_SHORTENED = {
    **{"总体": "总", "收入支出": "收支", "收入及支出": "收支", "支出及收入": "收支", "收入和支出": "收支"},
    "政府基金": "政府性基金",
}
TITLE_NOISE = _words(
    "预算单位 预算 部门 单位 综合 情况 公开 年度 本年 当年 汇总 安排的 安排 使用 本级 区级 市级 省级 县级 "
    "执行数 （草案） 明细 统计 续"
)
# A bracket behind the title says by which classification the table is laid out; others say what it includes.
CLASSIFICATIONS = {"功能": "（功能）", "经济": "（经济）"}

# What is left -> the table kinds the printed table serves. A department's name may stand before it.
TITLES = {
    "收支总表": ("balance",),
    "财务收支总表": ("balance",),
    "收入总表": ("revenue",),
    "支出总表": ("expenditure",),
    "支出总表（功能）": ("expenditure",),
    "财政拨款收支总表": ("appropriation",),
    "财政拨款收支表": ("appropriation",),
    "一般公共支出表": ("general_expenditure",),
    "一般公共支出总表": ("general_expenditure",),
    "一般公共支出表（功能）": ("general_expenditure",),
    "一般公共拨款支出表": ("general_expenditure",),
    "一般公共拨款支出表（功能）": ("general_expenditure",),
    "一般公共拨款支出总表": ("general_expenditure",),
    "一般公共财政拨款支出总表": ("general_expenditure",),
    "一般公共财政拨款支出表": ("general_expenditure",),
    "一般公共财政拨款支出表（功能）": ("general_expenditure",),
    "一般公共支出功能分类表": ("general_expenditure",),
    "一般公共基本支出表": ("basic_by_economic",),
    "一般公共基本支出表（经济）": ("basic_by_economic",),
    "一般公共拨款基本支出表": ("basic_by_economic",),
    "一般公共拨款基本支出表（经济）": ("basic_by_economic",),
    "一般公共财政拨款基本支出表": ("basic_by_economic",),
    "一般公共财政拨款基本支出表（经济）": ("basic_by_economic",),
    "一般公共基本支出经济分类表": ("basic_by_economic",),
    "一般公共基本支出分经济科目表": ("basic_by_economic",),
    "一般公共基本支出经济科目表": ("basic_by_economic",),
    "政府性基金收入表": ("fund_revenue",),
    "政府性基金支出表": ("fund_expenditure",),
    "政府性基金支出表（功能）": ("fund_expenditure",),
    "政府性基金拨款支出表": ("fund_expenditure",),
    "政府性基金财政拨款支出表": ("fund_expenditure",),
    "财政拨款政府性基金支出表": ("fund_expenditure",),
    "政府性基金支出功能分类表": ("fund_expenditure",),
    "政府性基金收支表": ("fund_revenue", "fund_expenditure"),
    "政府性基金收支总表": ("fund_revenue", "fund_expenditure"),
    "国有资本经营收支表": ("state_capital",),
    "国有资本经营收支总表": ("state_capital",),
    "国有资本经营支出表": ("state_capital",),
    "国有资本经营支出表（功能）": ("state_capital",),
    "国有资本经营拨款支出表": ("state_capital",),
    "国有资本经营财政拨款支出表": ("state_capital",),
    "财政拨款国有资本经营支出表": ("state_capital",),
    "国有资本经营支出功能分类表": ("state_capital",),
    "机关运行经费表": ("operating",),
    "机关运行经费支出表": ("operating",),
    "机关运行经费财政拨款表": ("operating",),
    "财政拨款机关运行经费表": ("operating",),
    "财政拨款机关运行经费支出表": ("operating",),
    "一般公共机关运行经费表": ("operating",),
    "一般公共机关运行经费支出表": ("operating",),
    "项目支出表": ("projects",),
    "项目支出总表": ("projects",),
    "项目支出表（上年结转）": ("carryover_projects",),
    "上年结转项目支出表": ("carryover_projects",),
}
# So short that they end many other titles: they count alone or behind the name of whom they are of.
TITLES_ALONE = {"收支表": ("balance",), "收入表": ("revenue",), "支出表": ("expenditure",)}
ORGANISATIONS = _words("局 厅 委 办 院 会 部 署 校 所 学 馆 队 站 团 社 处 台 法院 中心 政府 街道 公司")
# Titles that vary too much to list: the words they hold, those they don't, and the kinds. Asked after TITLES.
TITLE_MARKS = (
    (("三公", "机关运行"), (), ("three_public", "operating")),
    (("三公",), (), ("three_public",)),
    (("一般公共", "基本支出"), ("功能", "项目", "表-", "表—", "表–"), ("basic_by_economic",)),
    (("政府性基金", "收支"), ("国有资本",), ("fund_revenue", "fund_expenditure")),
    (("政府性基金", "支出"), ("国有资本", "基本支出", "项目支出", "支出分类", "（经济）"), ("fund_expenditure",)),
    (("国有资本经营", "支出"), ("政府性基金", "基本支出", "项目支出", "支出分类", "（经济）"), ("state_capital",)),
    (("国有资本经营", "收支"), ("政府性基金",), ("state_capital",)),
)
# Words of which a title is made: before an alias they tell that it's another table.
TITLE_WORDS = _words("收入 支出 收支 拨款 公共 基金 资本 经费 项目 基本 一般 结转 绩效 采购 资金 债务 转移")
NOT_TITLES = ("绩效", "目录")

# ---- headings (表头) -------------------------------------------------------------------------------------------------

# One level of a heading -> what it says of its column. A column's tags, over all its levels, decide its key.
TAGS = {
    "total": _words(
        "合计 总计 小计 金额 预算数 支出总计 收入总计 支出合计 收入合计 本年支出合计 本年收入合计 预算金额 "
        "本年支出 本年支出小计 支出小计 预算合计 年预算数 合计数 总额 预算总额 预算 本年预算数 本年合计 "
        "当年预算数 基本支出预算数 支出预算数 收入预算数 政府性基金收入预算 国有资本经营收入预算 总支出 "
        "总收入 安排数 基本支出预算 预算数合计 本年预算 支出预算总计 当年预算 "
        "收入预算合计 支出预算合计 收入预算总计 本年预算合计 预算总计"
    ),
    "basic": ("基本支出", "基本支出小计", "基本支出合计"),
    "project": ("项目支出", "项目支出小计", "项目支出合计", "项目支出总数"),
    "personnel": ("人员经费", "人员支出", "人员经费支出", "人员经费合计"),
    "public": _words(
        "公用经费 日常公用经费 公用支出 日常公用支出 公用经费支出 日常公用经费支出 公用经费合计 "
        "商品和服务支出（公用经费）"
    ),
    "general_public_budget": _words(
        "一般公共预算 一般公共预算拨款 一般公共预算资金 一般公共预算财政拨款 一般公共预算收入 "
        "一般公共预算拨款收入 一般公共预算财政拨款收入 公共预算拨款 一般公共预算支出 一般公共预算拨款资金 "
        "一般公共预算拨款支出 一般公共预算财政拨款支出"
    ),
    "government_fund": _words(
        "政府性基金 政府性基金预算 政府性基金拨款 政府性基金预算拨款 政府性基金预算资金 "
        "政府性基金预算财政拨款 政府性基金预算收入 政府性基金收入 政府性基金预算拨款收入 "
        "政府性基金预算财政拨款收入 政府性基金预算支出 政府性基金资金 政府性基金支出 政府性基金拨款收入 "
        "政府性基金预算财政拨款支出"
    ),
    "state_capital": _words(
        "国有资本经营预算 国有资本经营 国有资本经营预算拨款 国有资本经营预算资金 国有资本经营预算财政拨款 "
        "国有资本经营预算收入 国有资本经营收入 国有资本经营预算拨款收入 国有资本经营预算财政拨款收入 "
        "国有资本经营预算支出 国有资本经营拨款 国有资本经营财政拨款预算支出 国有资本经营预算财政拨款支出"
    ),
    "special_account": _words(
        "财政专户管理资金 财政专户管理资金收入 财政专户管理的资金 财政专户资金 财政专户拨款 专户资金 "
        "财政专户管理的资金收入"
    ),
    "unit_funds": ("单位资金", "单位资金收入"),
    "carryover": _words(
        "上年结转 上年结转结余 上年结转和结余 上年结余结转 上年结余、结转 上年结转（结余） 上年结转安排 "
        "上年结转资金 结转结余 上年结转、结余"
    ),
    "current": ("当年预算安排", "当年安排", "当年预算安排数", "本年预算安排", "本年预算安排数"),
    "appropriation": ("财政拨款", "财政拨款收入", "财政拨款资金", "财政拨款支出", "财政拨款预算"),
    "change": _words(
        "当年预算数比上年执行数 预算数比上年执行数 预算数比执行数 预算数比预算数 预算数与执行数比 比上年 "
        "较上年增减 比上年增减情况 与上年对比 同比增减 比增减 增减变动额 增减变化情况 增减变化金额 增减情况 "
        "变动情况 增减变动 增减额 增减数 增减 比上年增减 比上年增减额 增减变化 增减金额 比上年增减数"
    ),
    "change_percent": _words(
        "增减% 增减幅度 增减（%） 增减比例 比上年增减（%） 增减幅度（%） 增减率 增减幅度% 增减率% 增减变动率"
    ),
    "prior": _words(
        "执行数 预算执行数 预计执行数 完成数 决算数 上年年初预算数 上年初预算数 上年预算安排数 上年预算数 "
        "上年预算 上年数 上年执行数 上年预算执行数 上年度预算数 上年完成数 上年 上年度 去年预算数"
    ),
    "of_that": ("其中", "其中："),
}

# The columns of the thirteen tables, for raw text, in which nothing but a blank parts the cells.
_SUBJECT = (("科目编码",), ("科目名称",), ("合计",), ("基本支出",), ("项目支出",))
_FUNDS = (("合计",), ("一般公共预算",), ("政府性基金",), ("国有资本经营预算",))
STANDARD_HEADINGS = {
    "balance": (
        *(("收入", "项目"), ("收入", "年"), ("支出", "项目")),
        *(("支出", "合计"), ("支出", "当年预算安排"), ("支出", "上年结转安排")),
    ),
    "revenue": (*_SUBJECT[:2], *_FUNDS, ("财政专户管理资金",), ("单位资金",), ("上年结转",)),
    "expenditure": _SUBJECT,
    "appropriation": (
        *(("收入", "项目"), ("收入", "金额"), ("支出", "项目"), ("支出", "小计")),
        *(("支出", path[0]) for path in _FUNDS[1:]),
    ),
    "general_expenditure": _SUBJECT,
    "basic_by_economic": (
        *(("部门预算支出经济科目名称",), ("政府预算支出经济科目名称",), ("合计",), ("人员经费",), ("公用经费",)),
    ),
    "fund_revenue": (("收入科目编码",), ("科目名称",), ("政府性基金收入预算",)),
    "fund_expenditure": _SUBJECT,
    "state_capital": (
        *(("国有资本经营预算收入", "收入科目编码"), ("国有资本经营预算收入", "科目名称")),
        ("国有资本经营预算收入", "国有资本经营收入预算"),
        *(("国有资本经营预算支出", path[0]) for path in _SUBJECT),
    ),
    "three_public": (("项目",), *_FUNDS),
    "operating": (("单位名称",), *_FUNDS),
    "projects": (("项目名称",), *_FUNDS, ("财政专户管理资金",), ("单位资金",)),
    "carryover_projects": (("项目名称",), *_FUNDS),
}

# Levels that only hold columns together and say nothing of one of them.
CONTAINERS = _words(
    "功能分类 支出功能分类 支出用途 项目 收入预算 支出预算 预算安排 支出预算安排 资金来源 部门预算 收入 支出 "
    "支出功能分类科目 支出项目类别 预算情况 按支出性质 按资金来源 支出性质 经费拨款 "
    "本年拨款 当年拨款 本年财政拨款 当年财政拨款 本年财政拨款安排 当年财政拨款安排 当年财政拨款预算安排"
)

# What a column of text says, by the words its whole heading holds, in this order.
CODE_WORDS = ("编码", "代码", "编号")
CODE_LEVELS = ("类", "款", "项")
NAME_WORDS = ("名称",)
SUBJECT_WORDS = ("科目", "功能分类", "经济分类")  # alone: code and name in one cell
ITEM_WORDS = _words(
    "项目 项目名称 收入项目 支出项目 收入 支出 项目类别 支出项目类别 功能科目名称 内容 预算项目 支出功能分类 "
    "功能分类 支出功能分类科目 支出功能分类科目（按大类） 三公经费项目 经费项目 事项 项目（按功能分类） "
    "收入项目名称 支出项目名称 来源项目 科目 功能分类科目 资金来源 科目名称 功能分类科目名称 收入来源 "
    "资金性质 支出项目（按功能分类） 支出功能科目 项目（按支出功能科目类级） 项目（按功能科目分类） "
    "支出功能分类科目名称 类别 支出功能分类（按大类） 收入类别 收支项目 收入科目 支出科目 项目类型"
)
UNIT_CODES = _words(
    "单位编码 单位代码 预算单位编码 预算单位代码 部门代码 部门编码 部门（单位）代码 部门（单位）编码 单位编号 "
    "部门单位编码 部门（单位）编号 单位（部门）编码"
)
UNITS_OF = _words(
    "单位名称 预算单位 部门名称 单位 预算单位名称 部门（单位）名称 部门单位名称 部门（单位） "
    "部门 单位（部门）名称 部门及单位名称 预算部门 项目单位"
)
SERIALS = ("序号", "行次")

# 三公经费 laid out across: heading -> item, as in the table laid out by item rows.
THREE_PUBLIC_ITEMS = {
    "因公出国（境）费": _words(
        "因公出国（境）费 因公出国（境）费用 因公出国（境） 因公出国出境费 因公出国（境）经费 出国（境）费"
    ),
    "公务接待费": ("公务接待费", "公务接待", "公务接待费用"),
    "公务用车购置及运行费": _words(
        "公务用车购置及运行费 公务用车购置及运行维护费 公务用车购置和运行费 公务用车费 "
        "公务用车购置和运行维护费 公务用车运行维护及购置费 公车购置及运行维护费 公车购置及运行费 "
        "公务用车购置及运行"
    ),
    "公务用车购置费": ("公务用车购置费", "购置费", "公车购置费", "公务用车购置", "公务用车购置费用"),
    "公务用车运行维护费": _words(
        "公务用车运行维护费 公务用车运行费 运行费 运行维护费 公车运行维护费 公务用车运行维护 公务用车维护费 公车运行费"
    ),
}
THREE_PUBLIC_TOTALS = _words(
    "三公经费预算数 当年 本年 三公经费合计 三公经费总计 三公经费 三公经费财政拨款预算总额 合计 小计 总计 "
    "三公经费预算总额 三公经费小计"
)
OPERATING_HEADINGS = ("机关运行经费预算数", "机关运行经费", "机关运行经费支出", "机关运行费")

SIDES = {
    "revenue": _words(
        "收入 本年收入 财政拨款收入 国有资本经营预算收入 政府性基金预算收入 收入预算 政府性基金收入 收入情况"
    ),
    "expenditure": _words(
        "支出 本年支出 财政拨款支出 国有资本经营预算支出 政府性基金预算支出 支出预算 政府性基金支出 支出情况"
    ),
}

# ---- captions, notes, forms ------------------------------------------------------------------------------------------

TOTALS = ("合计", "总计", "部门合计", "单位合计", "总合计", "支出合计", "收入合计", "支出总计", "收入总计")
EMPTY_NOTES = ("本表无数据", "此表无数据", "本表为空", "此表为空", "无数据", "空表", "无此项", "没有使用")
COLUMN_NUMBERS = ("栏次", "**", "行次", "列次", "*", "栏目")
# The cell after one of these names a person or a telephone: it never leaves the parser.
PERSONAL = _words(
    "负责人 项目负责人 单位负责人 联系人 联系电话 电话 填报人 填表人 经办人 制表人 负责人及电话 分管领导 "
    "审核人 项目联系人 主管部门负责人 财务负责人 填报人及电话 项目负责人及电话 负责人电话 "
    "项目负责人及联系电话 项目经办人 实施单位负责人 部门负责人 手机 手机号码 办公电话 联系方式 填报人姓名 "
    "联系人及电话 项目负责人电话 填表人电话 项目单位负责人 财务负责人及电话 联系人电话 单位联系人 "
    "填报人（签名） 联系人及联系电话"
)
