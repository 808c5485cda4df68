"""The thirteen tables as grids, in the given style."""

from samples.generator.grid import LEFT, UP
from samples.generator.layouts import IDENTIFYING, LAYOUT
from tests.ingest.parser.typesettings.blocks import Cell, Grid, Text, cover

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
HALF = str.maketrans("（）", "()")
CHINESE = "一二三四五六七八九十"
NO_DATA = "本表无数据"


def chinese(number):
    return CHINESE[number - 1] if number <= 10 else f"十{CHINESE[number - 11]}"


def figure(text, style):
    if text is None:
        return style.blank
    if float(text) == 0:
        return style.zero
    if style.thousands:
        whole, dot, rest = text.partition(".")
        text = f"{int(whole):,}{dot}{rest}"
        if float(text.replace(",", "")) < 0 and not text.startswith("-"):
            text = "-" + text
    return text.translate(WIDE) if style.wide_figures else text


def words(text, style):
    if text is None:
        return style.blank
    if text in ("合计", "部门合计") and style.total != "合计":
        text = text.replace("合计", style.total)
    return text.translate(HALF) if style.half_brackets else text


def table_blocks(facts, table, style):
    """The captions above a table, the table, and the note below it."""
    number, year = table["number"], facts["year"]
    title = table["title"].translate(HALF) if style.half_brackets else table["title"]
    name, unit = f"{style.name_label}{facts['department']}", style.unit_label.format(unit=table["unit"])
    blocks, rows = [], []
    key = ("table", table["id"])
    mark = style.mark.format(n=number, cn=chinese(number))
    prefix = style.prefix.format(n=number, cn=chinese(number))
    if style.prefix.endswith("\n"):
        blocks.append(Text(prefix.strip() + title, 10))
        prefix = ""
    if mark and not style.caption_in_grid:
        blocks.append(Text(mark, 9))
    grid = _grid(table, year, style)
    width = len(grid[0][0])
    if style.caption_in_grid:
        rows += [[Cell(mark, width)]] if mark else []
        rows += [[Cell(title, width, align="center", bold=True)]]
        rows += (
            [[Cell(name, width - 2), Cell(unit, 2, align="right")]] if width > 3 else [[Cell(name + " " + unit, width)]]
        )
    else:
        blocks.append(Text(prefix + title, 14, "center", bold=True, key=key))
        if style.unit_on_own_line:
            blocks += [Text(name, 9), Text(unit, 9, "right")]
        else:
            blocks.append(Text(name, 9, right=unit))
    heads, body, weights = grid
    rows = cover(rows) + heads + body
    blocks.append(Grid(rows, weights, len(rows) - len(body), key, style.size))
    if not table["rows"] and style.empty_note:
        blocks.append(Text(style.empty_note, 9, key=key))
    return blocks


def _grid(table, year, style):
    layout = LAYOUT[table["id"]]
    columns = [*layout.columns, *layout.right]
    weights = [
        weight if key in IDENTIFYING and key != "code" else weight * style.narrow
        for key, weight in zip(columns, layout.widths, strict=True)
    ]
    headings = [list(row) for row in layout.headings]
    drop = columns.index("unit_funds") if style.no_unit_funds and "unit_funds" in columns else None
    if drop is not None:
        for row in [columns, weights, *headings]:
            del row[drop]
    if style.column_numbers and table["id"] not in ("projects", "carryover_projects"):
        headings.append([str(at + 1) for at in range(len(columns))])
    heads = _heads([[_year(text, year, style) for text in row] for row in headings])
    split = len(layout.columns)
    lines = _lines(table["rows"], split, columns, bool(layout.right))
    body = [_body_row(line, columns, style, table) for line in lines] or _empty(columns, style, layout)
    return heads, cover(body), weights


def _year(text, year, style):
    if text == "{year}年预算数":
        text = style.year_heading
    text = text.format(year=year)
    return text.translate(HALF) if style.half_brackets else text


def _heads(headings):
    rows = []
    for r, row in enumerate(headings):
        line = []
        for c, text in enumerate(row):
            if text in (LEFT, UP):
                line.append(None)
                continue
            across = down = 1
            while c + across < len(row) and row[c + across] == LEFT:
                across += 1
            while r + down < len(headings) and headings[r + down][c] == UP:
                down += 1
            line.append(Cell(text, across, down, "center", bold=True))
        rows.append(line)
    return rows


def _lines(rows, split, columns, two_sided):
    """One list of values a printed line; the sides of a two-sided table stand beside one another."""
    if not two_sided:
        return [([row.get(key) for key in columns], row) for row in rows]
    left = [row for row in rows if row["side"] == "revenue"]
    right = [row for row in rows if row["side"] == "expenditure"]
    lines = []
    total_at = next(
        (at for at, row in enumerate(left) if str(row.get("item") or "").startswith("本年收入合计")), len(left)
    )
    tail = left[total_at:]
    head = left[:total_at] + [None] * (len(right) - len(left)) + tail if len(right) > len(left) else left
    for at in range(max(len(head), len(right))):
        one = head[at] if at < len(head) else None
        two = right[at] if at < len(right) else None
        values = [
            *((one or {}).get(key) for key in columns[:split]),
            *((two or {}).get(key) for key in columns[split:]),
        ]
        lines.append((values, {}))
    return lines


def _body_row(line, columns, style, table):
    values, row = line
    cells = []
    is_bold = any(
        value in ("合计", "部门合计") or (isinstance(value, str) and value.endswith("总计")) for value in values
    )
    kind = row.get("kind")
    is_bold = is_bold or (kind in ("department", "unit") and style.unit_mark == "bold")
    for key, value in zip(columns, values, strict=True):
        if key in IDENTIFYING:
            text, indent = words(value, style), 0
            if kind and style.unit_mark == "indent":
                indent = {"department": 0, "unit": 8, "project": 16}[kind]
            if kind and style.unit_mark == "wide blanks":
                text = {"department": "", "unit": "　", "project": "　　"}[kind] + text
            align = "center" if text.replace(" ", "").replace("　", "") in ("合计", "总计") else "left"
            cells.append(Cell(text, align=align, bold=is_bold, indent=indent))
        else:
            cells.append(Cell(figure(value, style), align="right", bold=is_bold))
    for at, key in enumerate(columns):
        if key == "name" and values[at] == "合计" and values[at - 1] is None:
            cells[at - 1 : at + 1] = [Cell(words("合计", style), 2, align="center", bold=True)]
            break
    return cells


def _empty(columns, style, layout):
    blank = [Cell(style.blank) for _ in columns]
    first = list(blank)
    if "code" in columns:
        first = [Cell(words("合计", style), 2, align="center", bold=True), *blank[2:]]
        if layout.right:
            at = len(layout.columns)
            first = [*first[: at - 1], Cell(words("合计", style), 2, align="center", bold=True), *blank[at + 2 :]]
    else:
        return [blank]
    return [first, *[list(blank) for _ in range(style.empty_rows)]]
