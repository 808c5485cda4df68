"""版式 (layout): the pages' grids and lines put together to printed tables, over page ends too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.parser.captions import TITLE_BRACKET, core, is_mark, is_title, without_mark
from ingest.parser.cut_rows import is_rest_of_row, with_rest
from ingest.parser.headings import (
    CAPTION,
    CellRow,
    count_headings,
    expanded,
    filled,
    is_caption_row,
    is_column_numbers,
    is_heading_word,
)
from ingest.parser.printed import PrintedRow, PrintedTable
from ingest.parser.raw_layout import is_raw, read_raw_tables
from ingest.parser.text_layout import text_blocks
from ingest.parser.wording import folded, squeezed
from ingest.reading.page import Box, Document, Grid, Line, Page

PAGE_NUMBER = re.compile(
    r"[-—–\s]*第?\s*\d{1,3}\s*[-—–\s]*(?:页\s*(?:[,，/]?\s*共\s*\d+\s*页)?)?|\d{1,3}\s*/\s*\d{1,3}"
)
CONTENTS_ENTRY = re.compile(r".*(?:\.{4,}|…{2,}|·{4,}|．{4,}).*|\S*表\S{0,20}\s+\d{1,3}")
NOTE = re.compile(
    r"[（(]?备?注[:：].*|说明[:：].*|[*＊].*|本表.*|此表.*|.{0,14}(?:没有|无).{0,30}(?:安排|支出|收入|预算|数据|空表).*"
)
REPEATED = 0.5  # of the pages: a line at the same place on so many is a running head or foot
EDGE = 0.1  # of the page's height: running heads and feet stand no further in
FARTHEST_NOTE = 4  # lines below a table
FARTHEST_TITLE = 8  # lines above a table
LIST_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\(?\d|[①-⑩]|其中")
GOES_ON = re.compile(r"[^：；。！？]{3,60}[及和与、—]")  # a title's upper line
NEAR = 12.0  # points: edges of one column on two pages lie no further apart


def read_tables(document: Document) -> list[PrintedTable]:
    """Every table of a document in printed order, contents pages left out."""
    running = running_lines(document.pages)
    if document.kind == "text" and is_raw(document.pages[0].lines):
        return list(read_raw_tables(document.pages[0].lines))
    assembly = Assembly()
    for page in document.pages:
        if document.kind != "text" and is_contents(page):
            continue
        for block in text_blocks(page.lines) if document.kind == "text" else blocks(page, running):
            if isinstance(block, Grid):
                for part in parted(block):
                    assembly.add_grid(part, page)
            else:
                assembly.add_line(block, page)
    assembly.finish()
    return assembly.tables


def running_place(line: Line, page: Page) -> str | None:
    """What marks a running line: its text without figures and whether it stands at the head or the foot."""
    if not line.box or page.height <= 0:
        return None
    if line.box.bottom < page.height * EDGE:
        return "head " + re.sub(r"\d+", "0", squeezed(line.text))
    if line.box.top > page.height * (1 - EDGE):
        return "foot " + re.sub(r"\d+", "0", squeezed(line.text))
    return None


def running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """The heads and feet that most pages repeat."""
    counts = Counter(place for page in pages for place in {running_place(line, page) for line in page.lines} if place)
    enough = max(3, len(pages) * REPEATED)
    return frozenset(place for place, times in counts.items() if times >= enough)


def is_contents(page: Page) -> bool:
    """目录: a page of titles with the pages they stand on."""
    first = "".join(squeezed(line.text) for line in page.lines[:3])
    entries = sum(bool(CONTENTS_ENTRY.fullmatch(line.text.strip())) for line in page.lines)
    if any(len(grid.rows[0]) > 4 for grid in page.grids):
        return False
    return entries >= 4 or "目录" in first[:40]


def blocks(page: Page, running: frozenset[str]) -> Iterator[Line | Grid]:
    """The page's grids and the lines outside them, from top to bottom."""
    found: list[tuple[float, Line | Grid]] = [(grid.box.top, grid) for grid in page.grids if grid.box]
    boxes = [grid.box for grid in page.grids if grid.box]
    for line in page.lines:
        words = [word for word in line.words if word.box and not any(_holds(box, word.box) for box in boxes)]
        if words and running_place(line, page) not in running and not _is_page_number(line, page):
            top = line.box.top if line.box else 0.0
            found.append((top, Line(" ".join(word.text for word in words), line.box, None, tuple(words))))
    return iter(block for _, block in sorted(found, key=lambda pair: pair[0]))


def _holds(box: Box, word: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


def _is_page_number(line: Line, page: Page) -> bool:
    at_edge = line.box is not None and not page.height * EDGE < line.box.top < page.height * (1 - EDGE)
    return at_edge and bool(PAGE_NUMBER.fullmatch(line.text.strip()))


def parted(grid: Grid) -> Iterator[Grid]:
    """The grid cut where a further table's title stands in a row of its own."""
    start, has_rows = 0, False
    for at, row in enumerate(grid.rows):
        texts = filled(row)
        if has_rows and len(texts) == 1 and is_title(texts[0]) and at + 2 < len(grid.rows):
            yield _part(grid, start, at)
            start, has_rows = at, False
        has_rows = has_rows or not is_caption_row(row)
    yield _part(grid, start, len(grid.rows)) if start else grid


def _part(grid: Grid, start: int, end: int) -> Grid:
    boxes = [cell.box for row in grid.rows[start:end] for cell in row if cell and cell.box]
    box = Box(grid.box.x0, boxes[0].top, grid.box.x1, boxes[-1].bottom) if grid.box and boxes else grid.box
    return Grid(grid.rows[start:end], box)


class Assembly:
    """The tables so far and the lines that stand behind the last one."""

    def __init__(self) -> None:
        self.tables: list[PrintedTable] = []
        self.pending: list[tuple[str, int]] = []

    def add_line(self, line: Line, page: Page) -> None:
        self.pending.append((line.text, page.number))

    def add_grid(self, grid: Grid, page: Page) -> None:
        captions: list[str] = []
        rows: list[CellRow] = list(grid.rows)
        while rows and is_caption_row(rows[0]):
            captions += [cell.text for cell in rows.pop(0) if cell and cell.text.strip()]
        if not rows:
            self.pending += [(caption, page.number) for caption in captions]
            return
        near = self.pending[-FARTHEST_TITLE:]
        lines = [text for text, number in near if page.number - number <= 1] + captions
        edges = column_edges(grid)
        title, above = find_title(lines)
        last = self.tables[-1] if self.tables else None
        if last and self._continues(last, title, above, rows, edges, page):
            self._extend(last, rows, edges, page)
        else:
            self._close()
            self._begin(title, above, rows, edges, page)
            self._add_title_page(title, near)
        self.pending = []

    def finish(self) -> None:
        self._close()

    def _close(self) -> None:
        """Give the last table the notes that stand right below it."""
        if not self.tables:
            return
        last = self.tables[-1]
        for at, (text, page) in enumerate(self.pending):
            if at >= FARTHEST_NOTE or is_title(text):
                break
            if NOTE.fullmatch(squeezed(text)):
                last.notes.append(squeezed(text))
                if page not in last.pages and page - last.pages[-1] == 1:
                    last.pages.append(page)

    def _continues(
        self,
        last: PrintedTable,
        title: str,
        above: list[str],
        rows: list[CellRow],
        edges: list[tuple[float, float]],
        page: Page,
    ) -> bool:
        if not last.pages or page.number - last.pages[-1] > 1:
            return False
        heads = heading_rows(rows, len(edges))
        if title:
            shown, before = without_mark(folded(title)), without_mark(folded(last.title))
            same = core(title) == core(last.title) and (shown == before or "续" in shown)
            return same and bool(heads) and heads == last.headings
        if any(len(squeezed(line)) > 4 and not CAPTION.fullmatch(folded(line)) for line in above):
            return False
        if heads and heads == last.headings:
            return True
        if self._looks_new(rows):
            return False
        return bool(edges) and abs(edges[0][0] - last.edges[0][0]) + abs(edges[-1][1] - last.edges[-1][1]) <= 4 * NEAR

    def _looks_new(self, rows: list[CellRow]) -> bool:
        """Whether the first row holds headings, so that another table begins."""
        texts = filled(rows[0])
        return len(texts) >= 2 and sum(is_heading_word(text) for text in texts) * 2 > len(texts)

    def _begin(
        self, title: str, above: list[str], rows: list[CellRow], edges: list[tuple[float, float]], page: Page
    ) -> None:
        count = count_headings(rows)
        heads = [row for row in rows[:count] if not is_column_numbers(row)]
        table = PrintedTable(title, above, expanded(heads, len(edges)), [], edges, [page.number])
        table.rows += body_rows(rows[count:], page)
        self.tables.append(table)

    def _add_title_page(self, title: str, near: Sequence[tuple[str, int]]) -> None:
        """A title at a page's end parted from its table stands on a page of the table's own."""
        pages = self.tables[-1].pages
        number = next((number for text, number in reversed(near) if squeezed(text) and squeezed(text) in title), None)
        if title and number and pages[0] - number == 1:
            pages.insert(0, number)

    def _extend(self, last: PrintedTable, rows: list[CellRow], edges: list[tuple[float, float]], page: Page) -> None:
        if heading_rows(rows, len(edges)) == last.headings:
            rows = rows[count_headings(rows) :]
        body = body_rows(rows, page)
        if len(edges) != len(last.edges):
            body = [realigned(row, edges, last.edges) for row in body]
        if body and last.rows and is_rest_of_row(body[0], last.rows):
            last.rows[-1] = with_rest(last.rows[-1], body.pop(0))
        last.rows += body
        if page.number not in last.pages:
            last.pages.append(page.number)


def heading_rows(rows: list[CellRow], width: int) -> list[list[str]]:
    count = count_headings(rows)
    return expanded([row for row in rows[:count] if not is_column_numbers(row)], width)


def find_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title among the lines above a table and the lines from it on; a title may be broken over lines."""
    for at in range(len(lines) - 1, -1, -1):
        text = squeezed(lines[at])
        if is_mark(text):
            continue
        apart = [word for word in lines[at].split() if is_title(word)]
        if not is_title(text) and apart and not is_mark(apart[-1]):
            return apart[-1], lines[max(0, at - 2) :]
        if is_title(text):
            after = squeezed(lines[at + 1]) if at + 1 < len(lines) else ""
            if TITLE_BRACKET.fullmatch(after) and "年" not in after:
                text += after
            before = squeezed(lines[at - 1]) if at else ""
            if GOES_ON.fullmatch(before) and is_title(before + text):
                return before + text, lines[max(0, at - 3) :]
            return text, lines[max(0, at - 2) :]
        if at and is_title(squeezed(lines[at - 1]) + text) and not is_title(lines[at - 1]) and len(text) > 1:
            return squeezed(lines[at - 1]) + text, lines[max(0, at - 3) :]
    return "", lines


def column_edges(grid: Grid) -> list[tuple[float, float]]:
    """Where each column begins and ends."""
    width = len(grid.rows[0])
    edges: list[tuple[float, float] | None] = [None] * width
    for row in grid.rows:
        for column, cell in enumerate(row):
            if cell and cell.box and cell.across == 1 and edges[column] is None:
                edges[column] = (cell.box.x0, cell.box.x1)
    starts = {column: edge[0] for column, edge in enumerate(edges) if edge}
    for row in grid.rows:
        for column, cell in enumerate(row):
            if cell and cell.box:
                starts.setdefault(column, cell.box.x0)
    right = grid.box.x1 if grid.box else 0.0
    known = [starts.get(column, right) for column in range(width)] + [right]
    return [edge or (known[column], known[column + 1]) for column, edge in enumerate(edges)]


def body_rows(rows: Sequence[CellRow], page: Page) -> list[PrintedRow]:
    """The rows as texts; rows of nothing but column numbers are left out."""
    result: list[PrintedRow] = []
    covered: dict[int, int] = {}
    for row in rows:
        boxes = [cell.box for cell in row if cell and cell.box]
        above = frozenset(column for column, left in covered.items() if left > 0)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        for column, cell in enumerate(row):
            if cell and cell.down > 1:
                covered |= dict.fromkeys(range(column, column + cell.across), cell.down - 1)
        if is_column_numbers(row) or not boxes:
            continue
        box = Box(boxes[0].x0, boxes[0].top, boxes[-1].x1, min(box.bottom for box in boxes))
        cells = [cell.text if cell else None for cell in row]
        indents = [cell.indent if cell else 0.0 for cell in row]
        sure = {at: cell.confidence for at, cell in enumerate(row) if cell and cell.confidence is not None}
        result.append(PrintedRow(cells, page.number or None, box, indents, above, sure))
    return result


def realigned(row: PrintedRow, edges: list[tuple[float, float]], target: list[tuple[float, float]]) -> PrintedRow:
    """The row's cells in the columns of the table that it continues, by where they stand."""
    cells: list[str | None] = [""] * len(target)
    indents = [0.0] * len(target)
    confidences: dict[int, float] = {}
    for at, (text, indent, (left, right)) in enumerate(zip(row.cells, row.indents, edges, strict=False)):
        if not text:
            continue
        shared = [min(right, b) - max(left, a) for a, b in target]
        column = shared.index(max(shared))
        cells[column] = f"{cells[column]}\n{text}" if cells[column] else text
        indents[column] = indent
        if at in row.confidences:
            confidences[column] = min(row.confidences[at], confidences.get(column, 1.0))
    return PrintedRow(cells, row.page, row.box, indents, confidences=confidences)
