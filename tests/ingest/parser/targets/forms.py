"""The form of a made-up project in the three ways it comes: ruled, with tabs, as running text."""

from ingest.parser.report import Indicator, Target
from ingest.reading.page import Box, Cell, Document, Grid, Line, Page

TITLE = "示例市市级预算部门（单位）项目支出绩效目标表"
WIDTHS = (30, 50, 70, 110, 70, 70, 120, 80)  # 绩效指标, 一级, 二级, 三级, 值, 二级, 三级, 值
EDGES = [40 + sum(WIDTHS[:at]) for at in range(len(WIDTHS) + 1)]
HEIGHT = 20


def grid(rows, top=140):
    """A ruled table of eight columns; a cell is a text, with how many columns it spans; None is under a merged cell."""
    made = []
    for at, row in enumerate(rows):
        cells, column = [], 0
        for entry in row:
            if entry is None:
                cells.append(None)
                column += 1
                continue
            text, span = entry if isinstance(entry, tuple) else (entry, 1)
            box = Box(EDGES[column], top + HEIGHT * at, EDGES[column + span], top + HEIGHT * (at + 1))
            cells += [Cell(text, box, span, 1, 3.0), *[None] * (span - 1)]
            column += span
        made.append(tuple(cells))
    return Grid(tuple(made), Box(EDGES[0], top, EDGES[-1], top + HEIGHT * len(rows)))


def lines_of(table):
    words = [[cell for cell in row if cell and cell.text] for row in table.rows]
    boxes = [
        [Cell(word.text, Box(word.box.x0 + 3, word.box.top + 5, word.box.x0 + 30, word.box.top + 14)) for word in row]
        for row in words
    ]
    return [
        Line(" ".join(w.text for w in row), Box(40, row[0].box.top, 640, row[0].box.bottom), None, tuple(row))
        for row in boxes
        if row
    ]


def page(number, *tables, title=None, title_top=100):
    lines = [line for table in tables for line in lines_of(table)]
    if title:
        lines.append(Line(title, Box(200, title_top, 500, title_top + 14)))
    lines.sort(key=lambda line: line.box.top)
    return Page(number, 680, 900, tuple(lines), lambda: tables)


def pdf(*pages):
    return Document("pdf", pages)


HEAD = [
    [("项目名称", 3), ("水质监测", 5)],
    [("主管部门及代码", 3), ("015-示例市水务局", 2), "实施单位", ("示例市水务中心", 2)],
    [("项目属性", 3), ("经常性项目（长期开展）", 2), "项目期", ("99年", 2)],
    [("项目资金\n（元）", 2), ("实施期资金总额：", 2), "200,000", ("年度资金总额：", 2), "100,000"],
    [None, None, ("　其中：中央财政资金", 2), "0", ("　其中：中央财政资金", 2), "0"],
    [None, None, ("省级财政资金", 2), "0", ("省级财政资金", 2), "0"],
    [None, None, ("市县（区）财政资金", 2), "200,000", ("市县（区）财政资金", 2), "100,000"],
    [None, None, ("单位自筹", 2), "0", ("单位自筹", 2), "0"],
    [None, None, ("其他资金", 2), "", ("其他资金", 2), ""],
]
TEXTS = [
    [("项目概况", 3), ("对全市水质\n进行监测", 5)],
    [("立项依据", 3), ("水污染防治法", 5)],
    [("项目设立必要性", 3), ("保障用水安全", 5)],
    [("保证项目实施的制度、措施", 3), ("内部控制制度", 5)],
    [("项目实施计划", 3), ("全年", 5)],
    [("", 2), ("实施期目标", 3), ("年度目标", 3)],
    [("总体目标", 2), ("水质稳定达标", 3), ("水质达标", 3)],
]
INDICATORS = [
    ["绩效\n指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
    [None, "产出指标", "数量指标", "监测点位", "≥12个", "数量指标", "监测点位", "≥6个"],
    [None, None, None, "监测次数", "24次", None, "监测次数", "12次"],
    [None, "效益指标", "经济效益指标", "", "", "经济效益指标", "", ""],
    [None, "满意度指\n标", "服务对象满\n意度指", "群众满意度", "≥90%", "服务对象满\n意度指标", "群众满意度", "≥90%"],
]
FOOT = [[("负责人：张示例", 2), ("经办人：林示例", 2), ("联系电话：0358-0000001", 2), ("填报日期：20231222153002", 2)]]
ROWS = [*HEAD, *TEXTS, *INDICATORS, *FOOT]

FUNDS = {"central": "0", "provincial": "0", "self_raised": "0", "other": None}


def indicators():
    return tuple(
        Indicator(scope, level1, level2, level3, value)
        for level1, level2, level3, values in (
            ("产出指标", "数量指标", "监测点位", ("≥12个", "≥6个")),
            ("产出指标", "数量指标", "监测次数", ("24次", "12次")),
            ("满意度指标", "服务对象满意度指标", "群众满意度", ("≥90%", "≥90%")),
        )
        for scope, value in zip(("implementation", "annual"), values, strict=True)
    )


def expected(*pages):
    return Target(
        project="水质监测",
        department_code="015",
        department="示例市水务局",
        unit="示例市水务中心",
        attribute="经常性项目（长期开展）",
        period="99年",
        funding={
            "implementation": {"total": "200000", "local": "200000"} | FUNDS,
            "annual": {"total": "100000", "local": "100000"} | FUNDS,
        },
        overview="对全市水质进行监测",
        basis="水污染防治法",
        necessity="保障用水安全",
        measures="内部控制制度",
        plan="全年",
        goals={"implementation": "水质稳定达标", "annual": "水质达标"},
        indicators=indicators(),
        filled_at="20231222153002",
        pages=pages,
    )
