"""Target forms as grids: both periods side by side, with the goals' headings merged or not, or the year alone."""

from decimal import Decimal
from itertools import groupby

from tests.ingest.parser.typesettings.blocks import Cell, Grid, Text, cover

WORDS = (
    {
        "project": "项目名称",
        "department": "主管部门及代码",
        "unit": "实施单位",
        "attribute": "项目属性",
        "period": "项目期",
        "funding": "项目资金（元）",
        "implementation": "实施期资金总额：",
        "annual": "年度资金总额：",
        "central": "其中：中央财政资金",
        "provincial": "省级财政资金",
        "local": "市县（区）财政资金",
        "self_raised": "单位自筹",
        "other": "其他资金",
        "overview": "项目概况",
        "basis": "立项依据",
        "necessity": "项目设立必要性",
        "measures": "保证项目实施的制度、措施",
        "plan": "项目实施计划",
        "goals": "总体目标",
        "goal_i": "实施期目标",
        "goal_a": "年度目标",
        "indicators": "绩效指标",
    },
    {
        "project": "项目名称：",
        "department": "主管部门",
        "unit": "项目实施单位",
        "attribute": "项目类型",
        "period": "项目周期",
        "funding": "项目资金(元)",
        "implementation": "实施期资金总额",
        "annual": "年度资金总额",
        "central": "其中:中央财政资金",
        "provincial": "省级财政资金",
        "local": "市级财政资金",
        "self_raised": "单位自筹资金",
        "other": "其他资金",
        "overview": "项目概况",
        "basis": "项目立项依据",
        "necessity": "项目实施必要性",
        "measures": "保证项目实施的制度措施",
        "plan": "项目实施进度计划",
        "goals": "绩效目标",
        "goal_i": "实施期总体目标",
        "goal_a": "年度总体目标",
        "indicators": "绩效指标",
    },
)
SOURCES = ("total", "central", "provincial", "local", "self_raised", "other")
LONG = ("overview", "basis", "necessity", "measures", "plan")
WIDTHS = [5, 10, 13, 22, 14, 13, 22, 14]


def form_blocks(facts, target, style, at):
    words = WORDS[style.form_words % len(WORDS)]
    key = ("target", at)
    title = facts.get("form_title") or f"{facts['department'][:3]}市级预算部门（单位）项目支出绩效目标表"
    make = _annual if style.forms == "annual" else _both
    rows = make(target, words, style)
    weights = [9, 12, 15, 38, 26] if style.forms == "annual" else WIDTHS
    return [
        Text(title, 13, "center", bold=True, key=key),
        Text(f"（{facts['year']}年度）", 9, "center", key=key),
        Grid(cover(rows), weights, 0, key, style.size - 1),
    ]


def _money(amount, style):
    if amount is None:
        return ""
    return f"{Decimal(amount):,f}" if style.thousands else amount


def _head(text):
    return Cell(text, align="center")


def _department(target):
    return f"{target['department_code']}-{target['department']}" if target["department_code"] else target["department"]


def _both(target, words, style):
    rows = [
        [Cell(words["project"], 3, align="center"), Cell(target["project"], 5, align="center")],
        [
            Cell(words["department"], 3, align="center"),
            Cell(_department(target), 2, align="center"),
            _head(words["unit"]),
            Cell(target["unit"], 2, align="center"),
        ],
        [
            Cell(words["attribute"], 3, align="center"),
            Cell(target["attribute"], 2, align="center"),
            _head(words["period"]),
            Cell(target["period"], 2, align="center"),
        ],
    ]
    for at, source in enumerate(SOURCES):
        labels = (words["implementation"], words["annual"]) if source == "total" else (words[source],) * 2
        one, two = (_money(target["funding"][half].get(source), style) for half in ("implementation", "annual"))
        row = [Cell(labels[0], 2), Cell(one, align="right"), Cell(labels[1], 2), Cell(two, align="right")]
        rows.append(([Cell(words["funding"], 2, len(SOURCES), "center")] if at == 0 else []) + row)
    rows += [[Cell(words[key], 3, align="center"), Cell(target[key] or "", 5)] for key in LONG]
    goals = target["goals"]
    spans = 2 if style.forms == "merged goals" else 1
    rows.append(
        [
            Cell(words["goals"] if spans == 2 else "", 2, spans, "center"),
            Cell(words["goal_i"], 3, align="center"),
            Cell(words["goal_a"], 3, align="center"),
        ]
    )
    texts = [Cell(goals["implementation"], 3), Cell(goals["annual"], 3)]
    rows.append(texts if spans == 2 else [Cell(words["goals"], 2, align="center"), *texts])
    rows += _indicators(target["indicators"], words)
    persons = ("王某某", "李某某", "13900000000") if style.filled_in else ("", "", "")
    foot = [f"{label}：{person}" for label, person in zip(("负责人", "经办人", "联系电话"), persons, strict=True)]
    foot.append(f"填报日期：{target['filled_at'] or ''}")
    rows.append([Cell(text, 2) for text in foot])
    return rows


def _kinds(indicators):
    usual = [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "经济效益指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "生态效益指标"),
        ("效益指标", "可持续影响指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    printed = list(dict.fromkeys((row["level1"], row["level2"]) for row in indicators))
    every = [*usual, *(kind for kind in printed if kind not in usual)]
    order = list(dict.fromkeys(level1 for level1, _ in every))
    return sorted(every, key=lambda kind: order.index(kind[0]))


def _indicators(indicators, words):
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    rows = []
    for level1, kinds in groupby(_kinds(indicators), key=lambda kind: kind[0]):
        group = []
        for _, level2 in kinds:
            now, year = (
                [row for row in indicators if (row["level1"], row["level2"], row["scope"]) == (level1, level2, scope)]
                for scope in ("implementation", "annual")
            )
            high = max(len(now), len(year), 1)
            for at in range(high):
                row = [Cell(level2, 1, high, "center")] if at == 0 else []
                row += _pair(now, at) + ([Cell(level2, 1, high, "center")] if at == 0 else []) + _pair(year, at)
                group.append(row)
        group[0].insert(0, Cell(level1, 1, len(group), "center"))
        rows += group
    rows.insert(0, [Cell(words["indicators"], 1, len(rows) + 1, "center"), *(_head(head) for head in heads)])
    return rows


def _pair(rows, at):
    return [Cell(rows[at]["level3"]), Cell(rows[at]["value"], align="center")] if at < len(rows) else [Cell(), Cell()]


def _annual(target, words, style):
    rows = [
        [Cell(words["project"], 2, align="center"), Cell(target["project"], 3, align="center")],
        [
            Cell(words["department"], 2, align="center"),
            Cell(_department(target), align="center"),
            _head(words["unit"]),
            Cell(target["unit"], align="center"),
        ],
        [
            Cell(words["attribute"], 2, align="center"),
            Cell(target["attribute"], align="center"),
            _head(words["period"]),
            Cell(target["period"], align="center"),
        ],
    ]
    for at, source in enumerate(SOURCES):
        label = words["annual"] if source == "total" else words[source]
        row = [Cell(label, 2), Cell(_money(target["funding"]["annual"].get(source), style), align="right")]
        rows.append(([Cell(words["funding"], 2, len(SOURCES), "center")] if at == 0 else []) + row)
    rows += [[Cell(words[key], 2, align="center"), Cell(target[key] or "", 3)] for key in LONG]
    rows.append([Cell("年度目标", 2, align="center"), Cell(target["goals"]["annual"], 3)])
    mine = [row for row in target["indicators"] if row["scope"] == "annual"]
    table = []
    for level1, rows_of_level in groupby(mine, key=lambda row: row["level1"]):
        group = list(rows_of_level)
        for at, row in enumerate(group):
            first = at == 0 or group[at - 1]["level2"] != row["level2"]
            high = sum(other["level2"] == row["level2"] for other in group)
            table.append(
                ([Cell(level1, 1, len(group), "center")] if at == 0 else [])
                + ([Cell(row["level2"], 1, high, "center")] if first else [])
                + [Cell(row["level3"]), Cell(row["value"], align="center")]
            )
    table.insert(
        0,
        [
            Cell(words["indicators"], 1, len(table) + 1, "center"),
            *(_head(h) for h in ("一级指标", "二级指标", "三级指标", "指标值")),
        ],
    )
    foot = [
        Cell(f"负责人：{'王某某' if style.filled_in else ''}", 2),
        Cell("经办人："),
        Cell("联系电话："),
        Cell(f"填报日期：{target['filled_at'] or ''}"),
    ]
    return [*rows, *table, foot]
