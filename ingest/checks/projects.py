"""项目 (projects): tables 12 and 13 add up and agree with the project expenditure of tables 3 and 5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgets.vocabulary import TABLE_KIND
from ingest.checks.agreements import carried_over, is_zero
from ingest.checks.book import Book, Sheet, is_total
from ingest.checks.comparing import Cell, Sum, closest, compare, one, skip, total_of
from ingest.checks.finding import Finding
from ingest.checks.row_sums import by_source
from ingest.parser.report import Row

RULE = "projects-match-expenditure"


def check_projects(book: Book) -> Iterator[Finding | None]:
    for sheet in book.of("projects", "carryover_projects"):
        yield from _within(sheet)
    projects = book.sheet("projects")
    if projects is not None and projects.rows:
        yield from _against_expenditure(book, projects)
        yield from _against_general(book, projects)
    for sheet in book.of("projects", "carryover_projects"):  # last: acknowledged places keep their numbers
        yield from by_source(RULE, sheet)


def kind_of(row: Row) -> str:
    kind = row.values.get("kind")
    return kind if kind else "department" if is_total(row) else "project"


def head_of(sheet: Sheet) -> Row | None:
    """The row of the whole: the department's, or the only unit's."""
    for kind in ("department", "unit"):
        rows = [row for row in sheet.rows if kind_of(row) == kind]
        if len(rows) == 1:
            return rows[0]
    return None


def whole_of(sheet: Sheet, column: str) -> Sum:
    """The department's cell; where none is printed, the sum of the units or of the projects."""
    head = head_of(sheet)
    if head is not None:
        return one(sheet.cell(head, column))
    units = [row for row in sheet.rows if kind_of(row) == "unit"]
    rows = units or [row for row in sheet.rows if kind_of(row) == "project"]
    return total_of(f"{sheet.name} 各{'单位' if units else '项目'}之和", [sheet.cell(row, column) for row in rows])


def _within(sheet: Sheet) -> Iterator[Finding | None]:
    """部门 = Σ 单位; each unit, or the department itself where it has none, = Σ its projects."""
    columns = [column for column in TABLE_KIND[sheet.id].measures if sheet.has(column)]
    heads = [row for row in sheet.rows if kind_of(row) == "department"]
    units = [row for row in sheet.rows if kind_of(row) == "unit"]
    for column in columns:
        if len(heads) == 1 and units:
            parts = [sheet.cell(row, column) for row in units]
            yield compare(RULE, one(sheet.cell(heads[0], column)), total_of("各单位之和", parts))
        for head, rows in _owned(sheet.rows, "unit" if units else "department"):
            parts = [sheet.cell(row, column) for row in rows]
            yield compare(RULE, one(sheet.cell(head, column)), total_of("所属项目之和", parts))


def _owned(rows: Sequence[Row], kind: str) -> Iterator[tuple[Row, list[Row]]]:
    """Each row of the kind with the projects below it; a total that is printed last owns those above it."""
    at = [n for n, row in enumerate(rows) if kind_of(row) == kind]
    if len(at) == 1 and at[0] == len(rows) - 1:
        yield rows[-1], [row for row in rows[:-1] if kind_of(row) == "project"]
        return
    for start, end in pairwise([*at, len(rows)]):
        owned = [row for row in rows[start + 1 : end] if kind_of(row) == "project"]
        if owned:
            yield rows[start], owned


def _against_expenditure(book: Book, projects: Sheet) -> Iterator[Finding | None]:
    """表12 + 表13 = 表3 项目支出, where table 13 is printed or nothing was carried over."""
    spent, brought = book.sheet("expenditure"), book.sheet("carryover_projects")
    total = spent.total() if spent else None
    if spent is None or total is None or total.values.get("project") is None:
        yield skip(RULE, "表3 没有项目支出合计", projects.id)
        return
    right, now = one(spent.cell(total, "project")), whole_of(projects, "total")
    if brought is not None and brought.rows:
        left = total_of("表12 与表13 之和", [*now.cells, *whole_of(brought, "total").cells])
        yield compare(RULE, left, right)
        return
    carried = carried_over(book, "balance")
    found = compare(RULE, now, right)
    if brought is None and carried is not None and not is_zero(carried.text) and not _holds(found):
        yield skip(RULE, "有上年结转而没有表13，不知项目表是否包含结转", projects.id)
    else:
        yield found


def _against_general(book: Book, projects: Sheet) -> Iterator[Finding | None]:
    """表12's 一般公共预算 = 表5 项目支出, with table 13's where table 5 takes carry-over in."""
    general, brought = book.sheet("general_expenditure"), book.sheet("carryover_projects")
    total = general.total() if general else None
    if general is None or total is None or total.values.get("project") is None:
        yield skip(RULE, "表5 没有项目支出合计", projects.id)
        return
    if not projects.has("general_public_budget"):
        yield skip(RULE, f"{projects.name}没有分出一般公共预算", projects.id)
        return
    right, now = one(general.cell(total, "project")), whole_of(projects, "general_public_budget")
    cells: list[Cell] = list(whole_of(brought, "general_public_budget").cells) if brought and brought.rows else []
    both = total_of("表12 与表13 一般公共预算之和", [*now.cells, *cells])
    if general.table.carryover == "excluded" or not cells:
        bases = [now]
    else:
        bases = [both] if general.table.carryover == "included" else [both, now]
    found = closest(compare(RULE, base, right) for base in bases)
    carried = carried_over(book, "balance")
    unsure = general.table.carryover != "excluded" and not cells and carried is not None and not is_zero(carried.text)
    if unsure and not _holds(found):
        yield skip(RULE, "有上年结转而口径没有印明，不知项目表是否包含结转", projects.id)
    else:
        yield found


def _holds(finding: Finding | None) -> bool:
    return finding is None or finding.outcome == "passed"
