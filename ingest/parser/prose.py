"""正文 (prose): the lines of a report that are running text, and the paragraphs they make.

Left out: running heads and feet, page numbers, the contents (目录, whose entries are kept apart) and the
performance-target forms, which `ingest.parser.targets` reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.parser.furniture import without_furniture
from ingest.parser.targets.outline import is_form_title, outside_forms
from ingest.reading.page import Box, Document, Line, Page

PAGE_NUMBER = re.compile(r"[-—–－]*\s*\d{1,3}\s*[-—–－]*|\d{1,3}\s*/\s*\d{1,3}|第?\s*\d{1,3}\s*页(\s*共\s*\d+\s*页)?")
CONTENTS_TITLE = re.compile(r"目\s*[录次]")
# Looked for from where the dots begin, and never given back: time grows with the line, not with its cube.
LEADER = re.compile(
    r"(?<![.．·…⋯\t ])(?=[.．·…⋯\t ]*?(?:[.．·…⋯]{2}|\t))[.．·…⋯\s]++[-—]?\d{0,3}[-—]?\s*$|(?<=\D)\s+\d{1,3}\s*$"
)
EDGE = 0.12  # of the page's height: where running heads and feet stand
LONG = 48  # a line of unwrapped text this wide that ends without a full stop was cut by a page's end
MANY = 20  # lines
REPEATED = 3  # pages on which a running head must stand
CONTENTS_REACH = 200  # lines
SENTENCE_END = tuple("。！？；：!?;:")
LIST_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[-—]\s"
    r"|第[一二三四五六七八九十]+(?:部分|条)"
)


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One line of running text. `left` and `right` are the edges of the text on its page, None for plain text."""

    text: str
    page: int | None = None
    box: Box | None = None
    left: float = 0.0
    right: float = 0.0
    is_first: bool = False  # on its page
    is_in_table: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    lines: tuple[ProseLine, ...]
    contents: tuple[str, ...]  # 目录: entries as `key` gives them
    wrap: int = 0  # plain text that keeps the page's line breaks: the width of a full line; 0 for any other


def key(text: str) -> str:
    """The text for comparison with a contents entry: no white space, leaders or page number."""
    return re.sub(r"\s+", "", LEADER.sub("", text.strip())).replace("(", "（").replace(")", "）").replace(":", "：")


def undoubled(text: str) -> str:
    """A line of plain text whose bold was extracted twice (合计合计), once; any other line unchanged."""
    if _is_doubled(text.strip() + " ") or _is_doubled(text.strip()):
        return re.sub(r"(.{2,})\1", r"\1", text.strip() + " ").strip()
    return text


def _is_doubled(text: str) -> bool:
    """Whether it is made of parts of two signs or more, each there twice, with white space at most between them."""
    ends = {0}  # of the parts so far
    for start in range(len(text)):
        if start not in ends:
            continue
        if start and text[start].isspace():
            ends.add(start + 1)
        for middle in range(start + 2, (start + len(text)) // 2 + 1):
            if text.startswith(text[start:middle], middle):
                ends.add(2 * middle - start)
    return bool(text) and len(text) in ends


def read_prose(document: Document) -> Prose:
    heads = _running_heads(document.pages)
    lines: list[ProseLine] = []
    for page in document.pages:
        body = [line for line in page.lines if not _is_furniture(line, page, heads)]
        in_table = [_is_in_table(line, page) for line in body]
        beside = [line.box for line, inside in zip(body, in_table, strict=True) if line.box and not inside]
        boxes = beside or [line.box for line in body if line.box]  # a table may be wider than the text
        left, right = min((b.x0 for b in boxes), default=0.0), max((b.x1 for b in boxes), default=0.0)
        for at, (line, inside) in enumerate(zip(body, in_table, strict=True)):
            text = undoubled(line.text).replace("**", "") if document.kind == "text" else line.text
            lines.append(ProseLine(text.strip(" \u3000"), page.number or None, line.box, left, right, at == 0, inside))
    body_lines, entries = _without_contents(list(without_furniture(lines)) if document.kind == "text" else lines)
    kept = tuple(line for line in outside_forms(body_lines) if not line.is_in_table)
    return Prose(kept, tuple(entries), _wrap(kept) if document.kind == "text" else 0)


def _is_in_table(line: Line, page: Page) -> bool:
    """Whether the line stands in a ruled table, or has cells: what it says is given with the tables."""
    if line.box is None:
        return line.cells is not None and sum(bool(cell) for cell in line.cells) > 1
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return any(
        grid.box is not None
        and grid.box.x0 <= x <= grid.box.x1
        and grid.box.top <= y <= grid.box.bottom
        and len(grid.rows) > 1
        and len(grid.rows[0]) > 1
        for grid in page.grids
    )


def _fixed(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _is_at_edge(box: Box | None, page: Page) -> bool:
    return box is not None and (box.bottom < EDGE * page.height or box.top > (1 - EDGE) * page.height)


def _running_heads(pages: Sequence[Page]) -> frozenset[str]:
    seen = Counter(
        text
        for page in pages
        for text in {_fixed(line.text) for line in page.lines if _is_at_edge(line.box, page)}
        if text and not is_form_title(text)
    )
    return frozenset(text for text, count in seen.items() if count >= max(REPEATED, len(pages) // 6))


def _is_furniture(line: Line, page: Page, heads: frozenset[str]) -> bool:
    if not line.text.strip():
        return True
    if page.number == 0:
        return False
    if _is_at_edge(line.box, page):
        return PAGE_NUMBER.fullmatch(line.text.strip()) is not None or _fixed(line.text) in heads
    return False


def _without_contents(lines: list[ProseLine]) -> tuple[list[ProseLine], list[str]]:
    start = next((at for at, line in enumerate(lines[:CONTENTS_REACH]) if CONTENTS_TITLE.fullmatch(line.text)), None)
    if start is None or start + 1 >= len(lines):
        return lines, []
    end = _end_of_contents(lines, start)
    entries = [key(line.text) for line in lines[start + 1 : end]]
    return lines[:start] + lines[end:], [entry for entry in entries if entry]


def _end_of_contents(lines: list[ProseLine], start: int) -> int:
    """Where the first entry comes again as a heading; else where its page, and pages full of leaders, end."""
    first = key(lines[start + 1].text)
    for at in range(start + 2, min(start + CONTENTS_REACH, len(lines))):
        again = key(lines[at].text)
        if again == first or (again.startswith("第") and "部分" in again and first.startswith(again)):
            return at
    page, at = lines[start].page, start + 1
    while at < len(lines) and page is not None:
        if lines[at].page != page:
            rest = [line.text for line in lines[at:] if line.page == lines[at].page]
            if 2 * sum(LEADER.search(text) is not None for text in rest) < len(rest):
                break
            page = lines[at].page
        at += 1
    return at if page is not None else start + 1


def paragraphs(lines: Iterable[ProseLine], wrap: int = 0) -> Iterator[tuple[str, int | None]]:
    """The lines joined to paragraphs, each with the page on which it starts."""
    text, page, last = "", None, None
    for line in lines:
        if last is not None and _continues(last, line, wrap):
            text += _seam(text, line.text) + line.text
        else:
            if text:
                yield text, page
            text, page = line.text, line.page
        last = line
    if text:
        yield text, page


def _continues(last: ProseLine, line: ProseLine, wrap: int) -> bool:
    if LIST_ITEM.match(line.text) and not _is_cut(last, line):
        return False
    if last.box and line.box:
        size = last.box.bottom - last.box.top
        gap = last.right - last.box.x1
        is_full = gap < 2.6 * size or (gap < 0.2 * (last.right - last.left) and not last.text.endswith(SENTENCE_END))
        is_indented = line.box.x0 > line.left + 1.2 * size
        return is_full and not is_indented
    if wrap:
        return _width(last.text) >= wrap - 8 and not last.text.endswith(("。", "！", "？"))
    return _width(last.text) >= LONG and not last.text.endswith((*SENTENCE_END, "）", ")"))


def _is_cut(last: ProseLine, line: ProseLine) -> bool:
    """Whether a line that looks like a list's item is the rest of a full line that ends within a sentence."""
    if last.box is None or line.box is None or last.text.endswith((*SENTENCE_END, "，", ",")):
        return False
    size = last.box.bottom - last.box.top
    return last.right - last.box.x1 < 1.2 * size and line.box.x0 < line.left + 0.5 * size


def _wrap(lines: Sequence[ProseLine]) -> int:
    """The width of a full line where plain text keeps the page's line breaks: many are as wide, none much wider."""
    widths = sorted(_width(line.text) for line in lines if "，" in line.text or "。" in line.text)
    if len(widths) > MANY and widths[-1] < 1.3 * widths[len(widths) // 2]:
        return widths[len(widths) // 2]
    return 0


def _width(text: str) -> int:
    return sum(1 if sign < "\u2000" else 2 for sign in text)


def _seam(before: str, after: str) -> str:
    """A blank only between two Latin words; a wrapped Chinese line or number has none."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""
    )
