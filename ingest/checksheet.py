"""公开检查单 (check sheet): what a bureau's own inspection of a report lists before it is disclosed.

From the stored report and its findings: what is there, what isn't, what nobody could tell, each with its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from budgets.models import Acknowledgement, Finding, Report, ReportTable
from budgets.rules import required_tables
from budgets.vocabulary import TABLE_KIND

THERE, EMPTY, MISSING, UNKNOWN = "有", "空表", "没有", "看不出"
# rows of the sheet by chapter, as parts-present names them
FRONT = ("封面", "目录", "报表", "情况说明", "名词解释")
ABOUT = ("部门职责", "机构设置")
TOPICS = ("三公经费", "机关运行经费", "政府采购", "国有资产", "绩效")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet. `said` is what was seen, in words."""

    name: str
    state: str
    said: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed check, and why staff confirmed that the document itself says so; empty where nobody did."""

    finding: Finding
    confirmed: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    report: Report
    chapters: tuple[tuple[str, tuple[Item, ...]], ...]
    errors: tuple[Failure, ...]
    warnings: tuple[Failure, ...]
    notices: tuple[Failure, ...]
    passed: int
    skipped: int

    @property
    def lacking(self) -> int:
        return sum(item.state == MISSING for _, items in self.chapters for item in items)


def check_sheet(report: Report) -> CheckSheet:
    """The whole sheet of one report."""
    findings = list(report.findings.filter(origin=Finding.Origin.CHECK))
    tables = list(report.tables.annotate(rows=Count("lines")).order_by("position"))
    parts = {finding.row: finding for finding in findings if finding.rule == "parts-present" and finding.row}
    chapters = (
        ("封面、目录和组成", tuple(_part(name, parts) for name in FRONT)),
        ("部门概况", tuple(_part(name, parts) for name in ABOUT)),
        ("应当公开的表", tuple(_required(report, tables))),
        ("另外公开的表", tuple(_others(report, tables))),
        ("应当说明的事项", tuple(_part(name, parts) for name in TOPICS)),
        ("项目和绩效目标表", tuple(_forms(report, tables, findings))),
        ("文字规范", tuple(_form_of_text(findings))),
    )
    failures = _failures(findings, report.acknowledgements.all())
    by_severity = {
        severity: tuple(failure for failure in failures if failure.finding.severity == severity)
        for severity in ("error", "warning", "notice")
    }
    counts = [finding.outcome for finding in findings]
    return CheckSheet(
        report,
        chapters,
        by_severity["error"],
        by_severity["warning"],
        by_severity["notice"],
        counts.count("passed"),
        counts.count("skipped"),
    )


def _part(name: str, parts: dict[str | None, Finding]) -> Item:
    found = parts.get(name)
    if found is None:
        return Item(name, UNKNOWN, "没有正文或没有分页，看不出")
    said = (found.evidence.get("right") or {}).get("label", "")
    state = THERE if found.outcome == "passed" else MISSING
    return Item(name, state, said if said.startswith("见") else "", found.page)


def _required(report: Report, tables: Sequence[ReportTable]) -> Iterable[Item]:
    kinds = required_tables(report.year) if report.year else ()
    for number, kind in enumerate(kinds, 1):
        stored = [table for table in tables if table.kind == kind]
        name = f"{number}. {TABLE_KIND[kind].name}"
        if stored:
            yield _table(name, max(stored, key=lambda table: table.rows))
            continue
        unknown = next((table.title for table in tables if table.kind == "other"), None)
        yield Item(name, MISSING, f"有没认出的表，例如《{unknown}》" if unknown else "")


def _others(report: Report, tables: Sequence[ReportTable]) -> Iterable[Item]:
    needed = required_tables(report.year) if report.year else ()
    for table in tables:
        if table.kind not in needed:
            yield _table(table.title, table)


def _table(name: str, table: ReportTable) -> Item:
    page = next(iter(table.pages), None)
    if table.rows or table.cells:
        return Item(name, THERE, f"{table.rows or len(table.cells)} 行", page)
    return Item(name, EMPTY, f"注明“{table.note}”" if table.note else "没有读到“本表无数据”的说明", page)


def _forms(report: Report, tables: Sequence[ReportTable], findings: Sequence[Finding]) -> Iterable[Item]:
    listed = next((table for table in tables if table.kind == "projects"), None)
    count = listed.lines.filter(row_kind="project").count() if listed else 0
    forms = list(report.targets.all())
    pages = listed.pages if listed else []
    yield Item("项目支出表中的项目", THERE if count else MISSING, f"{count} 个", next(iter(pages), None))
    pages = [page for form in forms for page in form.pages]
    yield Item("绩效目标表", THERE if forms else MISSING, f"{len(forms)} 份", min(pages, default=None))
    for finding in findings:
        if finding.rule == "targets-match-projects" and finding.outcome == "failed":
            yield Item(finding.row or "", MISSING if not finding.gap else "不符", _sides(finding), finding.page)


def _form_of_text(findings: Sequence[Finding]) -> Iterable[Item]:
    flaws = [finding for finding in findings if finding.rule == "text-form" and finding.outcome == "failed"]
    for finding in flaws:
        yield Item(finding.column or "", "要看", finding.row or "", finding.page)
    if not flaws:
        yield Item("标点、乱码、没改定的套话、空白页", "没有发现")


def _sides(finding: Finding) -> str:
    sides = (finding.evidence.get("left") or {}, finding.evidence.get("right") or {})
    return " ≠ ".join(f"{side.get('label', '')} {side.get('amount') or ''}".strip() for side in sides)


def _failures(findings: Sequence[Finding], confirmed: Iterable[Acknowledgement]) -> list[Failure]:
    reasons = {(one.place, one.gap): one.reason for one in confirmed}
    listed = {"text-form", "parts-present"}  # in chapters of their own
    failed = [finding for finding in findings if finding.outcome == "failed" and finding.rule not in listed]
    return [Failure(finding, reasons.get((finding.place, finding.gap), "")) for finding in failed]
