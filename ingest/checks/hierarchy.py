"""科目层级 (hierarchy): 合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column of amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgets.vocabulary import TABLE_KIND
from ingest.checks.balances import current_total, grand_total, top_level
from ingest.checks.book import Book, Sheet, bare, is_total, name_of, squeezed
from ingest.checks.classes import is_class
from ingest.checks.comparing import closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.levels import LEVELS, check_branches
from ingest.parser.report import Row

CODED = ("revenue", "expenditure", "general_expenditure", "fund_revenue", "fund_expenditure", "state_capital")
FUNDS = ("general_public_budget", "government_fund", "state_capital")


def code_of(row: Row) -> str | None:
    """The functional code, or the unit's where the rows are budget units."""
    code = squeezed(row.values.get("code")) or squeezed(row.values.get("unit_code"))
    return code if code.isdigit() else None


def groups(sheet: Sheet) -> Iterator[tuple[str, list[Row]]]:
    """The rows whose amounts belong together: a two-sided table has two groups."""
    for side in ("revenue", "expenditure") if sheet.id == "state_capital" else (None,):
        rows = [row for row in sheet.rows if side is None or row.values.get("side") == side]
        if rows:
            yield side or "", rows


def columns(sheet: Sheet, rows: Sequence[Row]) -> list[str]:
    measures = TABLE_KIND[sheet.id].measures
    return [key for key in measures if any(row.values.get(key) is not None for row in rows)]


def check_classes(book: Book) -> Iterator[Finding | None]:
    rule = "classes-add-up"
    for sheet in book.of("balance", "appropriation"):
        yield from _items(sheet, rule)
    for sheet in book.of(*CODED):
        for _, rows in groups(sheet):
            total = sheet.total(rows)
            classes = _highest([row for row in rows if row is not total])
            if total is None or not classes:
                reason = "没有合计行" if total is None else "没有带编码的行"
                yield skip(rule, f"{sheet.name}{reason}", sheet.id)
                continue
            level = LEVELS.get(len(code_of(classes[0]) or ""), "最上级") if classes[0].values.get("code") else "各单位"
            for column in columns(sheet, rows):
                parts = [sheet.cell(row, column) for row in classes]
                yield compare(rule, one(sheet.cell(total, column)), total_of(f"{level}之和", parts))


def _highest(rows: Sequence[Row]) -> list[Row]:
    coded = [(code, row) for row in rows if (code := code_of(row))]
    shortest = min((len(code) for code, _ in coded), default=0)
    return [row for code, row in coded if len(code) == shortest]


def _items(sheet: Sheet, rule: str) -> Iterator[Finding | None]:
    """Tables 1 and 4: 本年支出合计, or else 支出总计, = the classes above it."""
    rows = sheet.side("expenditure")
    total = current_total(sheet, "expenditure") or grand_total(sheet, "expenditure")
    if total is None:
        yield skip(rule, f"{sheet.name}没有读到本年支出合计", sheet.id)
        return
    classes = [row for row in rows if is_class(name_of(row))]
    others = [row for row in top_level(rows) if row not in classes and not is_total(row) and _is_amount(row)]
    if not classes:
        yield skip(rule, f"{sheet.name}的支出不按功能分类", sheet.id)
        return
    for column in columns(sheet, rows):
        parts = [sheet.cell(row, column) for row in classes]
        found = compare(rule, one(sheet.cell(total, column)), total_of("各类之和", parts))
        if found and found.outcome == "failed" and any(_is_unclassed(row, total, rows) for row in others):
            names = "、".join(bare(name_of(row)) for row in others[:3])
            yield skip(rule, f"{sheet.name}有不属于功能分类的行（{names}），不知是否计入合计", sheet.id)
            continue
        yield found


def _is_amount(row: Row) -> bool:
    return any(row.values.get(key) for key in ("total", "current", "carryover", *FUNDS))


def _is_unclassed(row: Row, total: Row, rows: Sequence[Row]) -> bool:
    return row is not total and rows.index(row) < rows.index(total)


def check_children(book: Book) -> Iterator[Finding | None]:
    rule = "children-add-up"
    for sheet in book.of(*CODED):
        for _, rows in groups(sheet):
            families, printed = list(_families(rows)), columns(sheet, rows)
            if not families:
                yield skip(rule, f"{sheet.name}没有上下级科目", sheet.id)
            for parent, children in families:
                level = LEVELS.get(len(code_of(children[0]) or ""), "下级")
                for column in printed:
                    whole = one(sheet.cell(parent, column))
                    yield closest(
                        compare(rule, whole, total_of(f"所属{level}之和", [sheet.cell(row, column) for row in summed]))
                        for summed in (children, _once_each(children))
                    )
            yield from check_branches(sheet, rows)


def _once_each(rows: Sequence[Row]) -> list[Row]:
    """A code that is printed twice in a row, for a 款 and its only 项, counts once."""
    return [row for at, row in enumerate(rows) if at == 0 or code_of(row) != code_of(rows[at - 1])]


def _families(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each parent with its children: the rows right below it, until one of its own level or higher."""
    codes = [code_of(row) for row in rows]
    for at, parent in enumerate(codes):
        if parent is None:
            continue
        below: list[tuple[str, Row]] = []
        for code, row in zip(codes[at + 1 :], rows[at + 1 :], strict=True):
            if code is None or len(code) <= len(parent) or not code.startswith(parent):
                break
            below.append((code, row))
        if below:
            nearest = min(len(code) for code, _ in below)
            yield rows[at], [row for code, row in below if len(code) == nearest]
