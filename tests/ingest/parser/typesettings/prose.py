"""Part three and four in several wordings, with the narrative figures that each states."""

from samples.generator.figures import cell, classes
from samples.generator.glossary import DEFINITIONS

REASONS = (
    "人员增加，相应工资和社会保险缴费增加",
    "因公出国（境）费增加，接待费减少",
    "2025年新增水利工程2项，增加项目资金186.50万元",
    "落实过紧日子要求，压减一般性支出",
    "1.人员调入；2.基数调整",
    None,
)
WORDS = {"increase": ("增加", "增长"), "decrease": ("减少", "下降"), "unchanged": ("", "")}
NOTHING = {"any": [None, "0"]}
TITLES = (
    (
        "一、{own}预算收支数据变动情况及原因",
        "二、收入预算情况说明",
        "三、支出预算情况说明",
        "四、财政拨款收支预算总体情况说明",
        "五、一般公共预算支出情况说明",
        "六、一般公共预算基本支出情况说明",
        "七、“三公”经费增减变动原因说明",
        "八、机关运行经费增减变动原因说明",
        "九、政府采购情况",
        "十、绩效管理情况",
        "十一、国有资产占有使用情况",
        "十二、其他说明",
    ),
)


def change(dice, at):
    direction = dice.choice(("increase", "decrease", "increase", "unchanged"))
    if direction == "unchanged":
        return {"amount": NOTHING, "direction": "unchanged", "percent": NOTHING, "reason": None}
    amount = f"{dice.randint(1, 99999) / 100:.2f}"
    return {
        "amount": amount,
        "direction": direction,
        "percent": dice.choice((f"{dice.randint(1, 3000) / 100:.2f}", f"{dice.randint(1, 30)}", None)),
        "reason": REASONS[at % len(REASONS)],
    }


def said(stated, variant, versus, unit="万元"):
    """One change in words."""
    if stated["direction"] == "unchanged":
        return (
            "与上年预算数相同",
            f"与{versus}持平",
            f"较{versus}无变化",
            "与上年持平",
            "与上年一致",
            "与上年相比没有变化",
        )[variant % 6]
    verb, rate = WORDS[stated["direction"]]
    amount, percent, reason = stated["amount"], stated["percent"], stated["reason"]
    head = (
        f"比{versus}{verb}{amount}{unit}",
        f"较{versus}{verb}{amount}{unit}",
        f"与{versus}相比{verb}{amount}{unit}",
        f"同比{verb}{amount}{unit}",
        f"比{versus}预算数{verb}了{amount}{unit}",
        f"较{versus}预算{verb}{amount} {unit}",
    )[variant % 6]
    tail = ""
    if percent:
        tail = (
            f"，{rate}{percent}%",
            f"，{rate}{percent}％",
            f"，{rate}幅度为{percent}%",
            f"，{rate}{percent}%",
            f"（{rate}{percent}%）",
            f"，{rate} {percent}%",
        )[variant % 6]
    why = ""
    if reason:
        why = (
            f"，主要原因是{reason}",
            f"，主要原因是：{reason}",
            f"，原因是{reason}",
            f"。主要原因是{reason}",
            f"，主要是{reason}",
            f"，{verb}的主要原因是{reason}",
        )[variant % 6]
    return head + tail + why


def narrative(facts, style, dice):
    """The narrative figures, and the paragraphs of each section that state them."""
    variant, unit, year = style.prose, facts["tables"][0]["unit"], facts["year"]
    versus = ("上年", "上年", "上年", "上年", f"{year - 1}年", f"{year - 1}年")[variant % 6]
    own = "本单位" if facts["scope"] == "unit" else "本部门"
    subject = f"{year}年{facts['department']}" if variant % 2 else f"{year}年度{facts['department']}"
    changes = {
        name: change(dice, variant + at)
        for at, name in enumerate(
            ("revenue_change", "expenditure_change", "general_budget_change", "three_public_change", "operating_change")
        )
    }
    changes["general_budget_change"]["reason"] = None
    changes["operating_change"] |= {"prior": None}
    stated = {key: said(value, variant, versus, unit) for key, value in changes.items()}
    money = lambda value: f"{value or 0}{unit}"  # noqa: E731
    of = lambda *place: money(cell(facts, *place))  # noqa: E731
    income, spent = cell(facts, "balance", "收入总计", "amount"), cell(facts, "balance", "支出总计", "total")
    general = cell(facts, "general_expenditure", "合计", "total")
    three, operating = cell(facts, "three_public", "合计", "total"), None
    rows = next(table for table in facts["tables"] if table["id"] == "operating")["rows"]
    operating = rows[0]["total"] if rows else None
    figures = {**changes}
    uses = "；".join(f"{name}{money(value)}" for name, value in classes(facts, "general_expenditure"))
    if not operating:
        figures["operating_change"] = None
    if not three:
        figures["three_public_change"] = None
    figures["procurement"] = {"total": "401.52", "goods": "30.00", "works": "0", "services": "371.52"}
    figures["performance"] = {"projects": 9, "amount": "569.71", "published_projects": 7, "published_amount": "500.20"}
    figures["assets"] = {
        "as_of": f"{year - 1}-12-31",
        "vehicles_authorised": 4,
        "vehicles": 3,
        "office_area": "1625.63",
        "equipment_over_500k": 7,
        "equipment_over_1m": 0,
    }
    paragraphs = [
        [
            f"{subject}预算收入总计{money(income)}，其中：本年收入{of('balance', '本年收入合计', 'amount')}，"
            f"上年结转{of('balance', '上年结转', 'amount')}，{stated['revenue_change']}。",
            f"本年{own[1:]}预算支出总计{money(spent)}，其中：本年预算安排{of('balance', '支出总计', 'current')}，"
            f"上年结转{of('balance', '支出总计', 'carryover')}，{stated['expenditure_change']}。",
        ],
        [
            f"{subject}预算收入{money(income)}，主要包括一般公共预算拨款收入{money(general)}，占98.20%；政府性基金预算拨款收入0{unit}，占0%。"
        ],
        [
            f"{subject}支出预算{money(spent)}，其中：基本支出{of('expenditure', '合计', 'basic')}，占52.11%；"
            f"项目支出{of('expenditure', '合计', 'project')}，占47.89%。"
        ],
        [
            f"{subject}财政拨款收支总预算{of('appropriation', '支出总计', 'total')}，"
            f"其中：一般公共预算拨款{money(general)}。"
        ],
        [
            "（一）一般公共预算当年支出规模变化情况",
            f"{subject}一般公共预算当年支出{money(general)}，{stated['general_budget_change']}。",
            "（二）一般公共预算当年支出结构情况",
            f"{subject}一般公共预算当年支出{money(general)}，主要用于以下方面：{uses}等。",
        ],
        [
            f"{subject}一般公共预算安排基本支出{of('basic_by_economic', '合计', 'total')}，其中：",
            f"人员经费{of('basic_by_economic', '合计', 'personnel')}，主要包括：基本工资、津贴补贴等；",
            f"公用经费{of('basic_by_economic', '合计', 'public')}，主要包括：办公费、差旅费等。",
        ],
        [f"{subject}财政拨款安排的“三公”经费预算{money(three)}，{stated['three_public_change']}。"]
        if three
        else [f"{own}无“三公”经费预算。"],
        [f"{own}{year}年机关运行经费财政拨款预算{money(operating)}，{stated['operating_change']}。"]
        if operating
        else [f"{own}无机关运行经费。"],
        [
            f"{subject}政府采购预算总额401.52万元，其中：政府采购货物预算30.00万元、政府采购工程预算0万元、政府采购服务预算371.52万元。"
        ],
        [
            "1、整体绩效目标",
            f"{year}年编报部门整体支出绩效目标，涉及部门预算资金{money(spent)}。",
            "2、项目绩效目标",
            f"{year}年纳入绩效目标管理的二级项目9个，共计金额569.71万元。公开项目绩效目标7个，涉及项目金额500.20万元。",
        ],
        [
            "1、车辆情况：",
            f"截至{year - 1}年12月31日，{own}公务用车编制4辆，实有3辆。",
            "2、房屋情况：",
            "办公用房面积1625.63平方米。",
            "3、其他国有资产占有使用情况：",
            "单位价值50万元以上通用设备7台（套），单位价值100万元以上专用设备0台（套）。",
        ],
        ["（一）政府购买服务指导性目录", _purchases(facts, style), "（二）其他", "无"],
    ]
    titles = [title.format(own=own[1:]) for title in TITLES[0]]
    return figures, list(zip(titles, paragraphs, strict=True))


def _purchases(facts, style):
    """The services bought, as one line; the truth is `facts["service_purchases"]`, which this may change."""
    found = facts["service_purchases"]
    if style.purchases == 0:
        facts["service_purchases"] = []
        return "无"
    for item in found:
        if style.purchases in (2, 4):
            item["code"] = None
        if style.purchases in (3, 4):
            item["amount"] = None
    unit = facts["tables"][0]["unit"]
    names = [
        (f"{item['code']}-" if item["code"] else "")
        + item["name"]
        + (f"预算支出{item['amount']}{unit}" if item["amount"] else "")
        for item in found
    ]
    return (f"{facts['year']}年政府购买服务指导性目录：" if style.purchases != 3 else "") + "，".join(names) + "。"


def glossary(style):
    """The printed lines and their terms."""
    terms = list(DEFINITIONS)
    forms = (
        lambda n, term, text: f"{'一二三四五六七八九十'[n - 1] if n <= 10 else '十' + '一二'[n - 11]}、{term}：{text}",
        lambda n, term, text: f"{n}.{term}：{text}",
        lambda n, term, text: f"{n}、{term}:{text}",
        lambda n, term, text: (
            f"（{'一二三四五六七八九十'[n - 1] if n <= 10 else '十' + '一二'[n - 11]}）{term}：{text}"
        ),
        lambda n, term, text: f"{term}：{text}",
        lambda n, term, text: f"{n}. {term}。是指{text}",
        lambda n, term, text: f"（{n}）{term}：是指{text}",
    )
    make = forms[style.glossary % len(forms)]
    return [make(n, term, DEFINITIONS[term]) for n, term in enumerate(terms, 1)], terms
