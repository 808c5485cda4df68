"""经济科目 (economic items): table 6 adds up by row and by subtotal, and agrees with table 5 and table 11."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.checks.book import Book, Sheet, is_total, squeezed
from ingest.checks.comparing import compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.parser.report import Row

COLUMNS = ("total", "personnel", "public")
FUNDS = ("general_public_budget", "government_fund", "state_capital")
ITEM = re.compile(r"3\d{4}")
CODE_IN_NAME = re.compile(r"[\[（(]?(3\d{2}(?:\d{2})?)[\]）)-]?(?=\D)")
SPLIT = ("personnel", "public")


def check_personnel(book: Book) -> Iterator[Finding | None]:
    rule = "personnel-plus-public"
    for sheet in book.of("basic_by_economic"):
        if any(sheet.has(column) for column in SPLIT):
            for row in sheet.rows:
                if row.values.get("total") is not None:
                    parts = [sheet.cell(row, column) for column in SPLIT]
                    yield compare(rule, one(sheet.cell(row, "total")), total_of("人员经费与公用经费之和", parts))
        yield from _subtotals(rule, sheet)


def _subtotals(rule: str, sheet: Sheet) -> Iterator[Finding | None]:
    total = sheet.total()
    families = list(_families([row for row in sheet.rows if row is not total]))
    if not families:
        yield skip(rule, f"{sheet.name}认不出小计和明细", sheet.id)
        return
    for column in (column for column in COLUMNS if sheet.has(column)):
        if total is not None:
            classes = [sheet.cell(head, column) for head, _ in families]
            yield compare(rule, one(sheet.cell(total, column)), total_of("各小计之和", classes))
        for head, items in families:
            parts = [sheet.cell(item, column) for item in items]
            yield compare(rule, one(sheet.cell(head, column)), total_of("所属明细之和", parts))


def _families(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each subtotal with the items below it. Subtotals have a code of three digits, or no 政府经济科目 beside them.

    Items at the top belong to none: their subtotal was left out, and the total shows it.
    """
    heads = [row for row in rows if is_subtotal(row)]
    if not heads or len(heads) == len(rows) or not (is_subtotal(rows[0]) or _is_item(rows[0])):
        return
    at = [rows.index(head) for head in heads]
    for start, end in pairwise([*at, len(rows)]):
        if items := rows[start + 1 : end]:
            yield rows[start], list(items)


def economic_code(row: Row) -> str:
    """The row's economic code: 部门's before 政府's, and one that is printed with the name ([30107]绩效工资)."""
    for key in ("department_economic_code", "government_economic_code"):
        if code := squeezed(row.values.get(key)):
            return code
    match = CODE_IN_NAME.match(squeezed(row.values.get("department_economic")))
    return match[1] if match else ""


def is_subtotal(row: Row) -> bool:
    if code := economic_code(row):
        return len(code) == 3
    return row.values.get("government_economic") is None and bool(row.values.get("department_economic"))


def _is_item(row: Row) -> bool:
    code = economic_code(row)
    return bool(ITEM.fullmatch(code)) if code else row.values.get("government_economic") is not None


def check_general(book: Book) -> Iterator[Finding | None]:
    """表6 合计 = 表5 基本支出合计."""
    rule = "basic-matches-economic"
    items, general = book.sheet("basic_by_economic"), book.sheet("general_expenditure")
    if items is None or general is None or book.missing("basic_by_economic", "general_expenditure"):
        return
    total, whole = items.total(), general.total()
    if total is None or whole is None:
        yield skip(rule, f"{(items if total is None else general).name}没有合计行", items.id)
    elif whole.values.get("basic") is None:
        yield skip(rule, f"{general.name}没有分出基本支出", general.id)
    else:
        yield compare(rule, one(items.cell(total, "total")), one(general.cell(whole, "basic")))


def check_operating_sums(book: Book) -> Iterator[Finding | None]:
    """表11: 部门合计 = its units in each column, and each row = its three budgets."""
    rule = "operating-adds-up"
    for sheet in book.of("operating"):
        total = sheet.total()
        units = [row for row in sheet.rows if row is not total]
        if total is None or not units:
            yield skip(rule, f"{sheet.name}没有合计行和各单位的行", sheet.id)
        else:
            for column in (column for column in ("total", *FUNDS) if sheet.has(column)):
                parts = [sheet.cell(row, column) for row in units]
                yield compare(rule, one(sheet.cell(total, column)), total_of("各单位之和", parts))
        for row in sheet.rows if any(sheet.has(column) for column in FUNDS) else ():
            parts = [sheet.cell(row, column) for column in FUNDS]
            yield compare(rule, one(sheet.cell(row, "total")), total_of("三本预算之和", parts))


def check_operating(book: Book) -> Iterator[Finding | None]:
    """Σ 机关运行经费 ≤ 公用经费 of table 6."""
    rule = "operating-within-public"
    operating, items = book.sheet("operating"), book.sheet("basic_by_economic")
    if operating is None or items is None or book.missing("operating", "basic_by_economic"):
        return
    whole = items.total()
    if whole is None or whole.values.get("public") is None:
        yield skip(rule, f"{items.name}没有公用经费合计", items.id)
        return
    row = operating.total()
    rows = [row] if row is not None else [row for row in operating.rows if not is_total(row)]
    spent = total_of("机关运行经费", [operating.cell(row, "total") for row in rows])
    yield compare(rule, spent, one(items.cell(whole, "public")), at_most=True)
