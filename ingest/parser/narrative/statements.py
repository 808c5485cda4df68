"""文中陈述 (statements): every figure the narrative states, one each and in order, with the cell it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgets.vocabulary import TABLE_KIND
from ingest.parser.narrative.quantities import Mention, passages_of, read_mentions
from ingest.parser.narrative.topics import ROWS, Cell
from ingest.parser.narrative.wording import COUNTED, LONGEST, count, figure
from ingest.parser.report import ReadingFinding, Row, Section, Statement, Table

AREA = ("平方米", "平米", "㎡")
QUOTE_STARTS = "。；;"
NAME_KEYS = ("item", "name", "department_economic", "unit")
LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.、])")
SIGNS = str.maketrans('():"', "（）：”")


def read_statements(sections: Sequence[Section], tables: Sequence[Table] = ()) -> tuple[Statement, ...]:
    """The statements of part three. `row` is as the table prints it where the report has the table and the row."""
    found = []
    for passage in passages_of(sections):
        for mention in read_mentions(passage):
            if mention.number is not None:
                found.append(_statement(mention, tables))
    return tuple(found)


def _statement(mention: Mention, tables: Sequence[Table]) -> Statement:
    cell = _found(mention.cell, mention.number, tables) if mention.cell and mention.role in ("item", "share") else None
    is_share, is_counted = mention.unit == "%", _is_counted(mention)
    return Statement(
        topic=_topic(mention),
        quote=_quote(mention),
        amount=None if is_share or is_counted else figure(mention.number),
        count=count(mention.number) if is_counted else None,
        share=figure(mention.number) if is_share else None,
        unit=mention.unit,
        table=cell.table if cell else None,
        row=cell.row if cell else None,
        column=cell.column if cell else None,
        page=mention.passage.page,
    )


def _is_counted(mention: Mention) -> bool:
    unit = mention.unit
    return unit is not None and unit not in AREA and re.fullmatch(COUNTED, unit) is not None


def read_doubts(sections: Sequence[Section]) -> Iterator[ReadingFinding]:
    """Numbers of part three that are none, since they have more digits than any."""
    for passage in passages_of(sections):
        for mention in read_mentions(passage):
            number = mention.number or ""
            held = count(number) if _is_counted(mention) and number.isdigit() else figure(number)
            if held is None:
                shown = number if len(number) <= LONGEST else f"{number[:LONGEST]}…"
                said = f"说明里写的“{shown}{mention.unit}”有 {len(number)} 位，不像一个数，只保留了原文。"
                yield ReadingFinding("reading.number", "warning", said, page=passage.page)


def _topic(mention: Mention) -> str:
    if mention.role in ("change", "prior"):
        return f"{mention.topic.removesuffix('_total')}_{mention.role}"
    return mention.topic


def _quote(mention: Mention) -> str:
    """The words around the figure, from the sentence's start to the next stop."""
    text = mention.passage.text
    start = max((text.rfind(sign, 0, mention.start) for sign in QUOTE_STARTS), default=-1) + 1
    return text[start : mention.end]


def _found(cell: Cell, amount: str | None, tables: Sequence[Table]) -> Cell | None:
    """The cell as the report's table has it; None where a table of another form has no such row or column.

    A class (类) that the table lacks stays: the text speaks of a row that should be there.
    """
    if not tables:
        return cell
    named = [table for table in tables if table.id == cell.table]
    rows = [row for table in named for row in table.rows]
    has_thirteen = len({table.id for table in tables} & set(TABLE_KIND)) == len(TABLE_KIND)
    is_zero = amount is not None and not amount.strip("0.,")
    if not (has_thirteen or is_zero or any(row.values.get(cell.column) for row in rows)):
        return None
    wordings = ROWS.get(cell.row, ()) or (re.escape(cell.row.translate(SIGNS)),)
    if cell.table == "three_public" and any(re.search("会议|培训", _name(row) or "") for row in rows):
        wordings = wordings[:1]  # there 合计 takes in 会议费 and 培训费
    for words in wordings:
        for row in rows:
            printed = _name(row)
            if printed is not None and re.fullmatch(words, _bare(printed)):
                return cell._replace(row=printed)
    return None if cell.row in ROWS else cell


def _name(row: Row) -> str | None:
    return next((row.values[key] for key in NAME_KEYS if row.values.get(key)), None)


def _bare(name: str) -> str:
    return LIST_NUMBER.sub("", re.sub(r"\s+", "", name).translate(SIGNS))
