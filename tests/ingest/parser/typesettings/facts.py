"""Facts for reports never printed: the samples' own facts under other names, years, projects and amounts.

Every amount of a report is multiplied by one factor, so that whatever agreed before agrees after.
"""

import copy
import json
import random
import re
from decimal import Decimal

from samples.catalogue import reports

FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
MEASURES = {
    *("amount", "total", "current", "carryover", "basic", "project", "personnel", "public", "general_public_budget"),
    *("government_fund", "state_capital", "special_account", "unit_funds"),
}
DEPARTMENTS = (
    *("云丘市水务局", "青禾县发展和改革局", "临溪区卫生健康和体育局", "松原岭县人民政府办公室", "白河市人民检察院"),
    *(
        "中共青禾县委组织部",
        "云丘市第二人民医院",
        "西岭区市场监督管理局",
        "南塬县退役军人事务局",
        "东坪市城市管理综合行政执法局",
    ),
)
PROJECTS = (
    *(
        "河湖长制工作经费",
        "2025年第二批省级水利发展资金",
        "农村饮水安全巩固提升（二期）",
        "“放管服”改革专项经费",
        "办公楼电梯更新改造",
    ),
    *(
        "12345政务服务热线运行费",
        "遗属补助",
        "人大代表、政协委员视察经费",
        "购置费",
        "其他支出",
        "信访维稳及驻村帮扶工作经费",
    ),
    *("关于下达2024年中央财政农村危房改造补助资金预算的通知（第一批）项目", "XX工程前期费用", "PPP项目咨询服务费"),
    *(
        "聘用人员工资及社会保险缴费",
        "应急储备物资采购与管理维护（含仓库租赁）专项资金",
        "老旧小区改造配套（2023-2025年）",
    ),
    *(
        "公务用车运行维护费",
        "“十五五”规划编制",
        "残疾人就业保障金（中央直达资金）",
        "县城集中供热管网改造-东区",
        "党建经费",
        "图书购置",
    ),
    *(
        "义务教育薄弱环节改善与能力提升补助资金",
        "法律顾问费",
        "总工会经费",
        "合计工作站运行费",
        "机关食堂补助",
        "会议费",
    ),
    *(
        "防汛抗旱",
        "扫黑除恶工作经费",
        "网络安全等级保护测评与整改费用",
        "审计业务费",
        "三支一扶人员生活补助",
        "伤残抚恤金",
    ),
)
SUBUNITS = ("水利工程质量监督站", "机关服务中心", "信息中心", "综合行政执法队", "事务服务中心")
TEXTS = ("overview", "basis", "necessity", "measures", "plan")
SENTENCES = (
    *("按照工作安排，本项目用于保障日常业务。", "资金按季度支付，年底前完成验收。", "依据现行管理办法执行。"),
    *(
        "1、完成设备采购与安装；2、组织人员培训；3、开展效果评估。",
        "（一）前期准备：3月底前完成。（二）组织实施：4月至10月。",
    ),
    *("受益群众约1200人，覆盖12个乡镇。", "每年需经费15.60万元，其中材料费8.40万元、劳务费7.20万元。"),
    *("严格执行《单位财务管理制度》和“三重一大”议事规则。", "保障机构正常运转，提高服务质量和办事效率。"),
    *("实施期内持续开展，年度考核结果作为下年安排的依据。", "2024年已完成前期调查，2025年进入施工阶段。"),
)
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
THIRDS = (
    *(
        "巡查次数",
        "设备验收合格率（%）",
        "资金拨付及时率",
        "补助标准",
        "受益人口满意度",
        "任务完成时间",
        "采购办公设备数量（台/套）",
    ),
    *(
        "对提升服务能力的影响",
        "项目总成本控制在预算以内",
        "2025年底前完成的管网改造长度",
        "参训人员结业率",
        "带动就业人数",
    ),
    *("群众投诉办结率", "水质达标天数占全年天数的比例", "PM2.5年均浓度", "政策知晓率"),
)
VALUES = (
    "≥12次",
    "100%",
    "≤15.6万元",
    "及时",
    "有效提升",
    "2025年12月底前",
    "≥95%",
    "30台",
    "长期",
    "＝8项",
    "逐步改善",
    "90%以上",
    "1-2次",
    "≤0.5%",
)


def base(number):
    """The facts of one of the samples, as they are."""
    every = [report for report in reports() if report["tables"]]
    return copy.deepcopy(every[number % len(every)])


def other(number, *, factor="1", year=None, unit="万元", seed=0, targets=None, halves_alike=False):
    """Facts like the sample's, of a department that doesn't exist."""
    dice = random.Random(f"{number} {seed}")
    facts = base(number)
    facts.pop("misprints", None)
    old_year, new_year = facts["year"], year or dice.randint(2022, 2026)
    renamed = _new_names(facts, dice)
    text = json.dumps({key: facts[key] for key in ("tables", "department", "service_purchases")}, ensure_ascii=False)
    for old in sorted(renamed, key=len, reverse=True):
        text = text.replace(
            json.dumps(old, ensure_ascii=False)[1:-1], json.dumps(renamed[old], ensure_ascii=False)[1:-1]
        )
    text = text.replace(f"{old_year}年", f"{new_year}年")
    facts |= json.loads(text) | {"year": new_year}
    for table in facts["tables"]:
        table["unit"] = unit
        for row in table["rows"]:
            for key in MEASURES & row.keys():
                row[key] = scaled(row[key], factor)
    for purchase in facts["service_purchases"]:
        purchase["amount"] = scaled(purchase["amount"], factor)
    projects = next(table for table in facts["tables"] if table["id"] == "projects")["rows"]
    chosen = [row for row in projects if row["kind"] == "project"][: targets if targets is not None else 6]
    facts["targets"] = [form(dice, facts, row) for row in chosen]
    for target in facts["targets"] if halves_alike else ():
        target["indicators"] = _alike(target["indicators"])
    return facts


def _alike(indicators):
    """Both halves with the same indicators, for text in which nothing tells one half's cells from the other's."""
    first = [row for row in indicators if row["scope"] == "implementation"]
    return [*first, *(row | {"scope": "annual"} for row in first)]


def scaled(amount, factor):
    """The amount times the factor, without giving up a printed decimal."""
    if amount is None:
        return None
    product = Decimal(amount) * Decimal(factor)
    return f"{product:f}"


def _new_names(facts, dice):
    renamed = {facts["department"]: dice.choice(DEPARTMENTS)}
    fresh = dice.sample(PROJECTS, len(PROJECTS))
    for table in facts["tables"]:
        for row in table["rows"]:
            if row.get("kind") == "project" and fresh:
                renamed.setdefault(row["name"], fresh.pop())
            elif row.get("kind") == "unit" and row["name"] not in renamed:
                own = renamed[facts["department"]]
                used = sum(name.startswith(own) for name in renamed.values())
                renamed[row["name"]] = own + SUBUNITS[used % len(SUBUNITS)]
    return renamed


def form(dice, facts, row):
    """A target form for one project row, with made-up wording and indicators."""
    yuan = f"{(Decimal(row['total']) * (10000 if facts['tables'][0]['unit'] == '万元' else 1)).normalize():f}"
    whole = f"{Decimal(yuan) * 3:f}" if dice.random() < 0.3 else yuan
    source = dice.choice(("local", "local", "provincial", "central", "self_raised"))
    funding = {}
    for half, total in (("implementation", whole), ("annual", yuan)):
        amounts = dict.fromkeys(("central", "provincial", "local", "self_raised"), "0")
        funding[half] = {"total": total, **(amounts | {source: total}), "other": None}
    return {
        "project": row["name"],
        "department_code": f"{dice.randint(1, 399):03}",
        "department": facts["department"],
        "unit": row["unit"],
        "attribute": dice.choice(("经常性项目（长期开展）", "一次性项目（有明确期限）", "延续性项目")),
        "period": dice.choice(("99年", "1年", "3年", "2024-2026年")),
        "funding": funding,
        **{key: _text(dice) for key in TEXTS},
        "goals": {"implementation": _text(dice), "annual": _text(dice)},
        "indicators": _indicators(dice),
        "filled_at": _moment(facts["year"] - 1, dice),
    }


def _moment(year, dice):
    return f"{year}12{dice.randint(10, 28)}{dice.randint(10, 20)}{dice.randint(10, 59)}{dice.randint(10, 59)}"


def _text(dice):
    return "".join(dice.sample(SENTENCES, dice.choice((1, 1, 2, 2, 3, 6))))


def _indicators(dice):
    found = []
    names = {level2: dice.sample(THIRDS, 3) for kinds in LEVELS.values() for level2 in kinds}
    counts = {level2: (dice.choice((0, 1, 1, 2, 3)), dice.choice((0, 1, 1, 1, 2, 3))) for level2 in names}
    for at, scope in enumerate(("implementation", "annual")):
        for level1, kinds in LEVELS.items():
            for level2 in kinds:
                for level3 in names[level2][: counts[level2][at]]:
                    found.append(
                        {
                            "scope": scope,
                            "level1": level1,
                            "level2": level2,
                            "level3": level3,
                            "value": dice.choice(VALUES),
                        }
                    )
    return found
