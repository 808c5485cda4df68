"""网页读取 (HTML): a page as departments publish it, laid out as one sheet so that the same recogniser reads it.

An HTML page has no coordinates; lines and table rows are set one below the other, columns side by side, which is all
that the recogniser asks of a page. The sheet is numbered 0, which never comes out as a page number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TypeGuard

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ingest.reading.characters import repaired
from ingest.reading.page import Box, Cell, Document, Grid, Line, Page
from ingest.reading.plain import decode
from ingest.reading.refusal import Refused

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
SPACE = re.compile(r"[ \t\r\n\xa0]+")
UNSEEN = ("script", "style", "noscript", "template", "head", "nav", "footer")
BLOCKS = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "table",
    "tr",
    "td",
    "th",
)
ROW, COLUMN, WIDTH, CHARACTER = (
    16.0,
    80.0,
    1200.0,
    10.0,
)  # points of the sheet; any that keep rows and columns apart would do
MOST_SPAN = 200  # columns or rows one cell may cover
MOST_DEPTH = 5000  # tags around each other; paragraphs that nobody closes stand in each other, some thousand at most
TOO_DEEP = f"这个网页的标签一层套一层，超过 {MOST_DEPTH} 层，读不了；请用浏览器打开它，打印成 PDF 再上传。"
NO_TABLE = "这个网页里没有表格；如果报告是网页上的附件，请下载那个 PDF 再上传。"
ONLY_PICTURES = "这个网页里没有表格，只有图片；如果表格印在图片里，请把图片存成 PDF 再上传，本站会识别上面的文字。"
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def is_hidden(tag: Tag) -> bool:
    """Whether a reader sees nothing of it, as of the rows that a spreadsheet hides."""
    return tag.has_attr("hidden") or bool(HIDDEN.search(str(tag.get("style", ""))))


def read_html(data: bytes) -> Document:
    """Raises Refused for a page without tables, or nested beyond reason."""
    soup = BeautifulSoup(decoded(data), "html.parser")
    if depth(soup) > MOST_DEPTH:
        raise Refused(TOO_DEEP)
    for tag in [*soup(UNSEEN), *soup(is_hidden)]:
        if not tag.decomposed:
            tag.decompose()
    sheet = Sheet()
    sheet.put(soup.body or soup)
    if not sheet.grids:
        raise Refused(ONLY_PICTURES if soup("img") else NO_TABLE)
    grids = tuple(sheet.grids)
    return Document("html", (Page(0, WIDTH, sheet.y, tuple(sheet.lines), lambda: grids),))


def depth(soup: BeautifulSoup) -> int:
    """How many tags stand around each other at most."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
    return max(depths.values())


def around(root: Tag, names: str | tuple[str, ...]) -> set[int]:
    """The ids of all tags with one of these somewhere in them; each is come by once."""
    found: set[int] = set()
    for tag in root.find_all(names):
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return found


def decoded(data: bytes) -> str:
    """GB2312 and GBK pages are read as GB18030, which contains both."""
    return repaired(data.decode("gb18030", "replace") if names_gb(data) else decode(data))


def names_gb(data: bytes) -> bool:
    named = CHARSET.search(data[:4096])
    return bool(named and named[1].lower().startswith(b"gb"))


class Sheet:
    """Where the next line goes, and what was laid out so far."""

    def __init__(self) -> None:
        self.y = ROW
        self.lines: list[Line] = []
        self.grids: list[Grid] = []

    def put(self, tag: Tag) -> None:
        """Blocks one below the other; what stands between them is a line of its own."""
        around_blocks, around_tables = around(tag, BLOCKS), around(tag, "table")
        inline: list[str] = []
        open_blocks = [tag.children]
        while open_blocks:
            child = next(open_blocks[-1], None)
            if child is None:
                self.put_text(inline)
                open_blocks.pop()
            elif is_leaf_table(child, around_tables):
                self.put_text(inline)
                self.put_table(child)
            elif isinstance(child, Tag) and (child.name in BLOCKS or id(child) in around_blocks):
                self.put_text(inline)
                open_blocks.append(child.children)
            else:
                inline.append(text_of(child))

    def put_text(self, inline: list[str]) -> None:
        for text in "".join(inline).split("\n") if inline else ():
            if squeezed := SPACE.sub(" ", text).strip():
                words = tuple(self.words(squeezed))
                box = Box(0.0, self.y, words[-1].box.x1 if words[-1].box else WIDTH, self.y + ROW - 4)
                self.lines.append(Line(squeezed, box, words=words))
                self.y += ROW
        inline.clear()

    def words(self, text: str) -> Iterator[Cell]:
        x = 0.0
        for word in text.split(" "):
            yield Cell(word, Box(x, self.y, x + CHARACTER * len(word), self.y + ROW - 4))
            x += CHARACTER * (len(word) + 1)

    def put_table(self, table: Tag) -> None:
        top = self.y
        rows = [[*cells] for cells in self.placed(table)]
        width = max((len(row) for row in rows), default=0)
        if not any(cell and cell.text for row in rows for cell in row):
            return
        for row in rows:
            row.extend([None] * (width - len(row)))
            words = tuple(cell for cell in row if cell and cell.text)
            if words:
                box = Box(words[0].box.x0 if words[0].box else 0.0, self.y, width * COLUMN, self.y + ROW - 4)
                self.lines.append(Line(" ".join(SPACE.sub("", word.text) for word in words), box, words=words))
            self.y += ROW
        self.grids.append(Grid(tuple(map(tuple, rows)), Box(0.0, top, width * COLUMN, self.y)))
        self.y += ROW

    def placed(self, table: Tag) -> Iterator[list[Cell | None]]:
        """The table's rows with every merged cell in its place, None where it covers."""
        covered: dict[tuple[int, int], None] = {}
        for r, row in enumerate(table.find_all("tr")):
            cells: list[Cell | None] = []
            for printed in row.find_all(("td", "th"), recursive=False):
                while (r, len(cells)) in covered:
                    cells.append(None)
                across, down, c = span(printed, "colspan"), span(printed, "rowspan"), len(cells)
                covered |= {(r + below, c + right): None for below in range(down) for right in range(across)}
                top = self.y + r * ROW
                box = Box(c * COLUMN, top, (c + across) * COLUMN, top + down * ROW)
                cells.extend([Cell(text_of(printed).strip(), box, across, down), *[None] * (across - 1)])
            yield cells


def is_leaf_table(node: PageElement, around_tables: set[int]) -> TypeGuard[Tag]:
    """Whether it is a table that prints something, not one that only sets other tables in their places."""
    return isinstance(node, Tag) and node.name == "table" and id(node) not in around_tables and not is_layout(node)


def is_layout(table: Tag) -> bool:
    """A single row or column of a leaf table only sets words side by side, such as a site's links."""
    rows = [row.find_all(("td", "th"), recursive=False) for row in table.find_all("tr")]
    return len(rows) < 2 or max(map(len, rows)) < 2


def span(cell: Tag, name: str) -> int:
    text = str(cell.get(name, "1"))
    return min(MOST_SPAN, max(1, int(text))) if text.isascii() and text.isdigit() else 1


def text_of(node: PageElement) -> str:
    """Its text, line breaks only where the page breaks the line."""
    return "".join(map(own_text, chain([node], node.descendants if isinstance(node, Tag) else ())))


def own_text(node: PageElement) -> str:
    if isinstance(node, Tag):
        return "\n" if node.name == "br" else ""
    return SPACE.sub(" ", node) if type(node) is NavigableString else ""
