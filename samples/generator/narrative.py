"""情况说明 (part three): the figures in the generator's own sentences, in the usual order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samples.generator.figures import amount, cell, change, classes, economic_items, share, table

THREE_PUBLIC_ITEMS = ("因公出国（境）费", "公务接待费", "公务用车购置及运行费", "公务用车运行维护费", "公务用车购置费")
Paragraphs = list[str]


def _subject(report: Mapping) -> str:
    return f"{report['year']}年{report['department']}"


def _own(report: Mapping) -> str:
    return "本单位" if report["scope"] == "unit" else "本部门"


def budget_change(report: Mapping) -> Paragraphs:
    total = cell(report, "balance", "收入总计", "amount")
    this_year = cell(report, "balance", "本年收入合计", "amount")
    carryover = cell(report, "balance", "上年结转", "amount")
    spending = [cell(report, "balance", "支出总计", column) for column in ("total", "current", "carryover")]
    narrative = report["narrative"]
    return [
        f"{_subject(report)}预算收入总计{amount(total)}，其中：本年收入{amount(this_year)}，"
        f"上年结转{amount(carryover)}，{change(narrative['revenue_change'])}。",
        f"{_subject(report)}预算支出总计{amount(spending[0])}，其中：本年预算安排{amount(spending[1])}，"
        f"上年结转{amount(spending[2])}，{change(narrative['expenditure_change'])}。",
    ]


def revenue(report: Mapping) -> Paragraphs:
    total = cell(report, "balance", "收入总计", "amount")
    sources = (
        ("一般公共预算拨款收入", "一、一般公共预算"),
        ("政府性基金预算拨款收入", "二、政府性基金预算"),
        ("国有资本经营预算拨款收入", "三、国有资本经营预算"),
        ("财政专户管理资金收入", "四、财政专户管理资金"),
        ("单位资金收入", "五、单位资金"),
        ("上年结转", "上年结转"),
    )
    amounts = [(name, cell(report, "balance", item, "amount")) for name, item in sources]
    parts = "；".join(f"{name}{amount(value)}，占{share(value, total)}" for name, value in amounts)
    return [f"{_subject(report)}预算收入{amount(total)}，包括：{parts}。"]


def expenditure(report: Mapping) -> Paragraphs:
    total, basic, project = (cell(report, "expenditure", "合计", column) for column in ("total", "basic", "project"))
    return [
        f"{_subject(report)}支出预算{amount(total)}，其中：基本支出{amount(basic)}，占{share(basic, total)}；"
        f"项目支出{amount(project)}，占{share(project, total)}。"
    ]


def appropriation(report: Mapping) -> Paragraphs:
    columns = ("total", "general_public_budget", "government_fund", "state_capital")
    total, general, fund, capital = (cell(report, "appropriation", "支出总计", column) for column in columns)
    current = cell(report, "appropriation", "本年收入合计", "amount")
    carried = cell(report, "appropriation", "上年财政拨款结转", "amount")
    rows = [row for row in table(report, "appropriation")["rows"] if row["side"] == "expenditure" and row["total"]]
    uses = "、".join(f"{row['item'].split('、', 1)[1]}{amount(row['total'])}" for row in rows if "、" in row["item"])
    return [
        f"{_subject(report)}财政拨款收支总预算{amount(total)}，其中：一般公共预算拨款{amount(general)}，"
        f"政府性基金预算拨款{amount(fund)}，国有资本经营预算拨款{amount(capital)}。"
        f"当年拨款收入{amount(current)}，上年结转收入{amount(carried)}。",
        f"支出包括：{uses}。",
    ]


def general_budget(report: Mapping) -> Paragraphs:
    total = cell(report, "general_expenditure", "合计", "total")
    uses = "；".join(
        f"{name}{amount(value)}，占{share(value, total)}" for name, value in classes(report, "general_expenditure")
    )
    stated = change(report["narrative"]["general_budget_change"])
    return [
        "（一）一般公共预算当年支出规模变化情况",
        f"{_subject(report)}一般公共预算当年支出{amount(total)}，{stated}。",
        "（二）一般公共预算当年支出结构情况",
        f"{_subject(report)}一般公共预算当年支出{amount(total)}，按功能分类为：{uses}。",
    ]


def basic(report: Mapping) -> Paragraphs:
    total, personnel, public = (
        cell(report, "basic_by_economic", "合计", column) for column in ("total", "personnel", "public")
    )
    return [
        f"{_subject(report)}一般公共预算安排基本支出{amount(total)}，其中：",
        f"人员经费{amount(personnel)}，包括：{'、'.join(economic_items(report, 'personnel'))}；",
        f"公用经费{amount(public)}，包括：{'、'.join(economic_items(report, 'public'))}。",
    ]


def three_public(report: Mapping) -> Paragraphs:
    rows = table(report, "three_public")["rows"]
    if not rows:
        return [f"{_own(report)}无“三公”经费预算。"]
    amounts = {row["item"].lstrip("①②"): row["total"] for row in rows}
    stated = change(report["narrative"]["three_public_change"], f"比{report['year'] - 1}年")
    items = "；".join(f"{item}{amount(amounts.get(item))}" for item in THREE_PUBLIC_ITEMS)
    return [f"{_subject(report)}财政拨款安排的“三公”经费预算{amount(amounts['合计'])}，{stated}。其中：{items}。"]


def operating(report: Mapping) -> Paragraphs:
    rows = table(report, "operating")["rows"]
    if not rows or report["narrative"]["operating_change"] is None:
        return [f"{_own(report)}无机关运行经费预算。"]
    stated = change(report["narrative"]["operating_change"], f"比{report['year'] - 1}年预算")
    return [f"{_own(report)}{report['year']}年机关运行经费财政拨款预算{amount(rows[0]['total'])}，{stated}。"]


def procurement(report: Mapping) -> Paragraphs:
    stated = report["narrative"]["procurement"]
    if stated is None:
        return [f"{_subject(report)}没有政府采购预算。"]
    return [
        f"{_subject(report)}政府采购预算总额{amount(stated['total'])}，其中：政府采购货物预算{amount(stated['goods'])}、"
        f"政府采购工程预算{amount(stated['works'])}、政府采购服务预算{amount(stated['services'])}。"
    ]


def performance(report: Mapping) -> Paragraphs:
    stated = report["narrative"]["performance"]
    kinds = report.get("project_kinds") or {}
    text = f"{_subject(report)}纳入绩效目标管理的二级项目{stated['projects']}个，共计金额{amount(stated['amount'])}"
    text += f"{_by_kind(kinds.get('managed'), '涉及金额')}。"
    if stated["published_projects"] is not None:
        text += f"公开项目绩效目标{stated['published_projects']}个，涉及项目金额{amount(stated['published_amount'])}"
        text += f"{_by_kind(kinds.get('published'), '涉及项目金额')}。"
    return [text, "项目绩效目标表附后。"]


def _by_kind(kinds: Mapping | None, wording: str) -> str:
    if kinds is None:
        return ""
    return (
        f"，其中：其他运转类项目{kinds['running_projects']}个，{wording}{amount(kinds['running_amount'])}；"
        f"特定目标类项目{kinds['specific_projects']}个，{wording}{amount(kinds['specific_amount'])}"
    )


def assets(report: Mapping) -> Paragraphs:
    stated, name = report["narrative"]["assets"], report["department"]
    when = ""
    if stated["as_of"]:
        year, month, day = (int(part) for part in stated["as_of"].split("-"))
        when = f"截至{year}年{month}月{day}日，"
    lines = [
        "1、车辆情况：",
        f"{when}{name}公务用车编制{stated['vehicles_authorised']}辆，实有{stated['vehicles']}辆。",
        "2、房屋情况：",
        f"{when}{name}使用的办公用房建筑总面积{stated['office_area']}平方米。",
        "3、其他国有资产占有使用情况：",
    ]
    if stated["equipment_over_500k"] is None:
        return [*lines, "无。"]
    return [
        *lines,
        f"{when}{name}占有使用价值50万元（原值）以上的通用设备{stated['equipment_over_500k']}台（套）；"
        f"价值100万元（原值）以上的通用设备{stated['equipment_over_1m']}台（套）。",
    ]


def other(report: Mapping) -> Paragraphs:
    purchases = report["service_purchases"]
    listed = "，".join(
        f"{item['code'] + '-' if item['code'] else ''}{item['name']}"
        + (f"预算支出{item['amount']}万元" if item["amount"] else "")
        for item in purchases
    )
    directory = "无"
    if purchases:
        has_amounts = any(item["amount"] for item in purchases)
        directory = f"{report['year']}年政府购买服务指导性目录：{listed}。" if has_amounts else listed
    return ["（一）政府购买服务指导性目录", directory, "（二）其他", "无"]


SECTIONS: tuple[Callable[[Mapping], Paragraphs], ...] = (
    budget_change,
    revenue,
    expenditure,
    appropriation,
    general_budget,
    basic,
    three_public,
    operating,
    procurement,
    performance,
    assets,
    other,
)


def narrative_sections(report: Mapping) -> list[tuple[str, Paragraphs]]:
    """(printed title, paragraphs) of part three; the titles are the report's own headings."""
    titles = [section["title"] for section in report["section_titles"] if section["part"] == 3]
    return [(title, write(report)) for title, write in zip(titles, SECTIONS, strict=True)]
