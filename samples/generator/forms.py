"""绩效目标表 (project target forms): one page per project, both periods side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from reportlab.platypus import Flowable, Table, TableStyle

from samples.generator.fonts import SONG
from samples.generator.grid import PADDING, fit
from samples.generator.styles import FORM, FORM_CENTRED, FORM_SIZE, PORTRAIT, RULE, SIDE_MARGIN, TABLE_TITLE, YEAR_LINE
from samples.generator.text import Text

NOT_COLLECTED = "原文未收录"
SOURCES = (
    ("total", "实施期资金总额：", "年度资金总额："),
    ("central", "其中：中央财政资金", "其中：中央财政资金"),
    ("provincial", "省级财政资金", "省级财政资金"),
    ("local", "市县（区）财政资金", "市县（区）财政资金"),
    ("self_raised", "单位自筹", "单位自筹"),
    ("other", "其他资金", "其他资金"),
)
TEXTS = (
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("measures", "保证项目实施的制度、措施"),
    ("plan", "项目实施计划"),
)
USUAL_INDICATORS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "生态效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
WIDTHS = (5, 10, 13, 24, 13, 13, 24, 13)
Span = tuple[int, int, int, int]
Line = list[str | None]


def form_flowables(report: Mapping, target: Mapping) -> list[Flowable]:
    return [
        Text(report["form_title"], TABLE_TITLE),
        Text(f"（{report['year']}年度）", YEAR_LINE),
        _form_table(target),
    ]


def _form_table(target: Mapping) -> Table:
    lines: list[Line] = []
    spans: list[Span] = []
    _add_head(lines, spans, target)
    left_aligned = _add_texts(lines, spans, target)
    _add_indicators(lines, spans, target["indicators"])
    foot = len(lines)
    filled = f"填报日期：{target['filled_at'] or ''}"
    lines.append(["负责人：", None, "经办人：", None, "联系电话：", None, filled, None])
    spans += [(column, foot, column + 1, foot) for column in (0, 2, 4, 6)]
    return _draw(lines, spans, [*left_aligned, (0, foot)], _money_cells())


def _add_head(lines: list[Line], spans: list[Span], target: Mapping) -> None:
    department = (
        f"{target['department_code']}-{target['department']}" if target["department_code"] else target["department"]
    )
    lines.append(["项目名称", None, None, target["project"], None, None, None, None])
    lines.append(["主管部门及代码", None, None, department, None, "实施单位", target["unit"], None])
    lines.append(["项目属性", None, None, target["attribute"], None, "项目期", target["period"], None])
    spans += [(0, 0, 2, 0), (3, 0, 7, 0)]
    for row in (1, 2):
        spans += [(0, row, 2, row), (3, row, 4, row), (6, row, 7, row)]
    funding = target["funding"]
    for number, (source, *labels) in enumerate(SOURCES):
        row = len(lines)
        amounts = [_yuan(funding[period].get(source)) for period in ("implementation", "annual")]
        lines.append(
            ["项目资金（元）" if number == 0 else None, None, labels[0], None, amounts[0], labels[1], None, amounts[1]]
        )
        spans += [(2, row, 3, row), (5, row, 6, row)]
    spans.append((0, 3, 1, 2 + len(SOURCES)))


def _yuan(amount: str | None) -> str | None:
    return None if amount is None else f"{Decimal(amount):,f}"


def _add_texts(lines: list[Line], spans: list[Span], target: Mapping) -> list[tuple[int, int]]:
    texts = []
    for key, label in TEXTS:
        row = len(lines)
        lines.append([label, None, None, target.get(key) or NOT_COLLECTED, None, None, None, None])
        spans += [(0, row, 2, row), (3, row, 7, row)]
        texts.append((3, row))
    row = len(lines)
    goals = target.get("goals", {})
    lines.append([None, None, "实施期目标", None, None, "年度目标", None, None])
    both = (goals.get("implementation") or NOT_COLLECTED, goals.get("annual") or NOT_COLLECTED)
    lines.append(["总体目标", None, both[0], None, None, both[1], None, None])
    spans += [
        (0, row, 1, row),
        (0, row + 1, 1, row + 1),
        (2, row, 4, row),
        (5, row, 7, row),
        (2, row + 1, 4, row + 1),
        (5, row + 1, 7, row + 1),
    ]
    return [*texts, (2, row + 1), (5, row + 1)]


def _add_indicators(lines: list[Line], spans: list[Span], indicators: Sequence[Mapping]) -> None:
    top = len(lines)
    lines.append(["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"])
    for level1, groups in groupby(_indicator_groups(indicators), key=lambda group: group[0]):
        first = len(lines)
        for _, level2, now, this_year in groups:
            start = len(lines)
            for number in range(max(len(now), len(this_year), 1)):
                left = now[number] if number < len(now) else (None, None)
                right = this_year[number] if number < len(this_year) else (None, None)
                label = level2 if number == 0 else None
                lines.append([None, level1 if len(lines) == first else None, label, *left, label, *right])
            spans += [(column, start, column, len(lines) - 1) for column in (2, 5)]
        spans.append((1, first, 1, len(lines) - 1))
    spans.append((0, top, 0, len(lines) - 1))


def _indicator_groups(indicators: Sequence[Mapping]) -> list[tuple[str, str, list, list]]:
    """(level 1, level 2, rows of the whole period, rows of the year); the usual kinds stay when they are empty."""
    printed = list(dict.fromkeys((row["level1"], row["level2"]) for row in indicators))
    kinds = [*USUAL_INDICATORS, *(kind for kind in printed if kind not in USUAL_INDICATORS)]
    first_levels = list(dict.fromkeys(level1 for level1, _ in kinds))
    kinds = sorted(kinds, key=lambda kind: first_levels.index(kind[0]))

    def rows(kind: tuple[str, str], scope: str) -> list[tuple[str | None, str | None]]:
        of_kind = [row for row in indicators if (row["level1"], row["level2"]) == kind and row["scope"] == scope]
        return [(row["level3"], row["value"]) for row in of_kind]

    return [(*kind, rows(kind, "implementation"), rows(kind, "annual")) for kind in kinds]


def _money_cells() -> list[tuple]:
    first, last = 3, 2 + len(SOURCES)
    return [
        command
        for column in (4, 7)
        for command in (
            ("ALIGN", (column, first), (column, last), "RIGHT"),
            ("ALIGN", (column - 2, first), (column - 2, last), "LEFT"),
        )
    ]


def _draw(lines: list[Line], spans: list[Span], left_aligned: list[tuple[int, int]], more: list[tuple]) -> Table:
    scale = (PORTRAIT[0] - 2 * SIDE_MARGIN) / sum(WIDTHS)
    widths = [part * scale for part in WIDTHS]
    right_edge = {(left, top): right for left, top, right, _ in spans}
    data = []
    for row, line in enumerate(lines):
        cells = []
        for column, text in enumerate(line):
            width = sum(widths[column : right_edge.get((column, row), column) + 1])
            cells.append(fit(text, width + 2, FORM if (column, row) in left_aligned else FORM_CENTRED))
        data.append(cells)
    commands = [
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("FONT", (0, 0), (-1, -1), SONG, FORM_SIZE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING - 1),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING - 1),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        *(("ALIGN", (column, row), (column, row), "LEFT") for column, row in left_aligned),
        *(("SPAN", (left, top), (right, bottom)) for left, top, right, bottom in spans),
        *more,
    ]
    return Table(data, colWidths=widths, style=TableStyle(commands))
