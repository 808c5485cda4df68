"""前后一致 (repeated): what the narrative states twice, it states alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.checks.book import Book, bare
from ingest.checks.comparing import compare, judge, one
from ingest.checks.finding import Finding, Side
from ingest.checks.hierarchy import CODED
from ingest.checks.statements import CLAUSE, quoted, speaks_of_its_cell, stated_cell
from ingest.parser.report import Statement

RULE = "narrative-agrees-with-itself"
SEVERAL = re.compile(r"other|reason|(?:vehicles|performance|equipment|office).*")  # topics of several items
NEARBY = 10  # statements: farther apart, one name may stand for another basis
NAMED = re.compile(r"(?P<name>[一-鿿（）()、]+?)(?:预算|支出|安排|合计|共计|为)*-?[\d,.]+(?:亿元|百万元|万元|千元|元)$")
END = "，,。；;：:、"
FIGURE = re.compile(r"-?[\d,.]+\s*[^\d\s,.]{0,4}$")


def check_itself(book: Book) -> Iterator[Finding | None]:
    """One item stated twice has one amount (or count)."""
    seen: dict[tuple[str | None, ...], Statement] = {}
    for statement in book.report.statements:
        if not _is_one_thing(statement):
            continue
        kind = "count" if statement.count is not None else "amount"
        key = (statement.topic, statement.table, statement.row, statement.column, kind)
        first = seen.setdefault(key, statement)
        if first is not statement:
            yield _alike(first, statement)
    yield from _named(book)
    yield from _published(book)


def _is_one_thing(statement: Statement) -> bool:
    is_said = statement.amount is not None or statement.count is not None
    names_row = statement.row is not None or not statement.topic.endswith("_class")
    is_one = names_row and not SEVERAL.fullmatch(statement.topic) and not is_relative(statement)
    return is_said and is_one and speaks_of_its_cell(statement)


def is_relative(statement: Statement) -> bool:
    return statement.topic.endswith(("_change", "_prior"))


def item_of(statement: Statement) -> str:
    """What the figure is of: the row it was given, else the words before it."""
    clause = CLAUSE.split(statement.quote.rstrip(END))[-1]
    return statement.row or FIGURE.sub("", clause)[-40:] or statement.topic


def _alike(first: Statement, again: Statement) -> Finding | None:
    if first.count is None:
        left = replace(stated_cell(first), row=item_of(first))
        return compare(RULE, one(left), one(stated_cell(again)))
    sides = [
        Side(quoted(said.quote), str(said.count), said.unit, None, item_of(said), None, said.page)
        for said in (first, again)
    ]
    return judge(RULE, first.count == again.count, *sides, gap=str(abs((first.count or 0) - (again.count or 0))))


def _named(book: Book) -> Iterator[Finding | None]:
    """An item of the tables (住房公积金) that the text names and amounts twice, in sentences near each other."""
    names = _names(book)
    last: dict[str, tuple[int, Statement]] = {}
    for at, statement in enumerate(book.report.statements):
        name = _name(statement, names)
        if name is None:
            continue
        before, first = last.get(name, (at, statement))
        if 0 < at - before <= NEARBY:
            left = replace(stated_cell(first), row=name)
            yield compare(RULE, one(left), one(stated_cell(statement)))
        last[name] = (at, statement)


def _names(book: Book) -> frozenset[str]:
    rows = [row for sheet in book.of(*CODED, "basic_by_economic") for row in sheet.rows]
    return frozenset(
        bare(name) for row in rows for key in ("name", "department_economic") if (name := row.values.get(key))
    )


def _name(statement: Statement, names: frozenset[str]) -> str | None:
    if statement.topic != "other" or statement.amount is None:
        return None
    match = NAMED.search(statement.quote.rstrip(END))
    name = bare(match["name"]) if match else ""
    return next((known for known in (name, f"{name}支出") if known in names), None)


def _published(book: Book) -> Iterator[Finding | None]:
    """Where all projects' goals are published, each kind is counted alike among the managed and the published."""
    counts = {said.topic: said for said in book.report.statements if said.count is not None}
    managed, published = counts.get("performance_projects"), counts.get("performance_published")
    if managed is None or published is None or managed.count != published.count:
        return
    for kind in ("operating", "special"):
        first, again = counts.get(f"performance_{kind}"), counts.get(f"performance_published_{kind}")
        if first and again:
            yield _alike(first, again)
