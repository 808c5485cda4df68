"""绩效目标表 (target forms): their funding adds up, and each project of table 12 has its form and its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from budgets.vocabulary import FUNDING_SOURCES, SCOPE_OF_TARGET
from ingest.checks.book import Book, Sheet, name_of, squeezed
from ingest.checks.comparing import Cell, closest, compare, judge, one, skip, total_of
from ingest.checks.finding import Finding, Side
from ingest.checks.projects import kind_of
from ingest.parser.report import Row, Target

FORM_UNIT = "元"  # what the forms' amounts are given in (docs/report.md)
SOURCES = tuple(source for source in FUNDING_SOURCES if source != "total")
MARKS = re.compile(r"[“”\"'‘’《》\s]")


def folded(name: str | None) -> str:
    """A project's name as it is compared: brackets, case, 费 and 经费 alike; no quotation marks."""
    return MARKS.sub("", squeezed(name)).casefold().replace("经费", "费")


def amount_cell(book: Book, target: Target, half: str, source: str) -> Cell:
    said = "年度资金总额" if half == "annual" else "实施期资金总额"
    word = said if source == "total" else f"{SCOPE_OF_TARGET[half]}{FUNDING_SOURCES[source]}"
    return Cell(
        f"绩效目标表“{target.project}”{word}",
        target.funding.get(half, {}).get(source),
        FORM_UNIT,
        "targets",
        target.project,
        f"{half}.{source}",
        next(iter(target.pages), None),
        doubt=doubt_of(book, target),
    )


def doubt_of(book: Book, target: Target) -> str | None:
    doubts = (f for f in book.report.findings if f.severity != "notice" and f.rule.startswith("target"))
    found = next((f for f in doubts if f.page in target.pages and target.project in f.message), None)
    return f"这张表的读取有疑问：{found.message}" if found else None


def check_forms(book: Book) -> Iterator[Finding | None]:
    """A form's total = its sources, for the year and for the whole run; vehicles held ≤ vehicles authorised."""
    rule = "form-adds-up"
    for target in book.report.targets:
        for half in SCOPE_OF_TARGET:
            parts = [amount_cell(book, target, half, source) for source in SOURCES]
            total = amount_cell(book, target, half, "total")
            if any(part.text is not None for part in parts[:3]):
                yield compare(rule, one(total), total_of("各来源之和", parts))
            elif total.text is not None:  # forms that only say 财政拨款 and 其他资金
                yield skip(rule, f"{total.label}没有按中央、省级、市县分列", "targets")
    yield _vehicles(rule, book.report.narrative.get("assets") or {})


def _vehicles(rule: str, assets: Mapping[str, object]) -> Finding | None:
    held, authorised = assets.get("vehicles"), assets.get("vehicles_authorised")
    if not isinstance(held, int) or not isinstance(authorised, int):
        return None
    left = Side("实有车辆", str(held), "辆", row="实有车辆")
    gap = max(held - authorised, 0)
    return judge(rule, not gap, left, Side("车辆编制", str(authorised), "辆"), gap=str(gap), severity="notice")


def check_projects(book: Book) -> Iterator[Finding | None]:
    rule = "targets-match-projects"
    sheet = book.sheet("projects")
    if sheet is None or not sheet.rows:
        return
    projects = [row for row in sheet.rows if kind_of(row) == "project"]
    yield from _forms(rule, book, sheet, projects)
    yield from _without_form(rule, book, sheet, projects)


def _forms(rule: str, book: Book, sheet: Sheet, projects: Sequence[Row]) -> Iterator[Finding | None]:
    """Each form has its project, with its amount; a project carried over may have one too."""
    brought = book.sheet("carryover_projects")
    carried = {folded(row.values.get("name")) for row in brought.rows} if brought else set()
    for target in book.report.targets:
        cell = amount_cell(book, target, "annual", "total")
        found = [row for row in projects if folded(name_of(row)) == folded(target.project)]
        if target.unit and len(found) > 1:
            found = [row for row in found if folded(row.values.get("unit")) == folded(target.unit)] or found
        if found:
            yield closest(compare(rule, one(cell), one(held), at=held) for held in _cells(sheet, found))
            yield _named_alike(rule, target, sheet, found, cell)
        elif folded(target.project) not in carried:
            left = Side(f"绩效目标表“{target.project}”", None, None, "targets", target.project, None, cell.page)
            finding = judge(rule, False, left, Side(f"{sheet.name}没有同名的项目", table=sheet.id))
            yield finding if not cell.doubt else skip(rule, cell.doubt, "targets")


def _named_alike(rule: str, target: Target, sheet: Sheet, rows: Sequence[Row], cell: Cell) -> Finding | None:
    """The same project under two names (经费, 费): worth a look, and no more."""
    names = [MARKS.sub("", squeezed(name_of(row))) for row in rows]
    if MARKS.sub("", squeezed(target.project)) in names or cell.doubt or sheet.doubt:
        return None
    left = Side("绩效目标表的项目名称", target.project, None, "targets", target.project, "name", cell.page)
    right = Side(f"{sheet.name} 的项目名称", name_of(rows[0]), None, sheet.id, page=rows[0].page)
    return judge(rule, False, left, right, severity="notice")


def _cells(sheet: Sheet, rows: Sequence[Row]) -> list[Cell]:
    return [sheet.cell(row, "total") for row in rows]


def announced(book: Book) -> tuple[int, str] | None:
    """How many forms the report says it publishes; where it only attaches some, how many projects have goals."""
    performance = book.report.narrative.get("performance") or {}
    published, managed = performance.get("published_projects"), performance.get("projects")
    if isinstance(published, int):
        return published, f"说明写公开绩效目标 {published} 个"
    if isinstance(managed, int) and book.report.targets:
        return managed, f"说明写纳入绩效管理的项目 {managed} 个"
    return None


def _without_form(rule: str, book: Book, sheet: Sheet, projects: Sequence[Row]) -> Iterator[Finding | None]:
    """Every project has its form, where the report says that it publishes as many forms as there are projects."""
    said = announced(book)
    if said is None:
        yield skip(rule, "说明没有写公开多少个绩效目标，不核对是否每个项目都有表", sheet.id)
        return
    names = {folded(target.project) for target in book.report.targets}
    lacking = [row for row in projects if folded(name_of(row)) not in names]
    if lacking and said[0] < len(projects):
        yield skip(rule, f"{said[1]}，少于项目数 {len(projects)}，不知是哪几个", sheet.id)
        return
    for row in lacking:
        cell = sheet.cell(row, "total")
        left = Side(f"{sheet.name} {name_of(row)}", cell.text, cell.unit, sheet.id, cell.row, None, cell.page)
        yield judge(rule, False, left, Side(f"没有这个项目的绩效目标表（{said[1]}）", table="targets"))
    if projects and not lacking:
        page = next(iter(sheet.table.pages), None)
        left = Side("项目", str(len(projects)), "个", sheet.id, "项目个数", None, page)
        yield judge(rule, True, left, Side("有绩效目标表的项目", str(len(projects)), "个", "targets"))
