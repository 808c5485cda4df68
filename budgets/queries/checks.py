"""Results of the checks (核对结果) of published reports: passed, failed and skipped, always all three."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce

from budgets.models import Finding, RegionYear, Report
from budgets.models.findings import GRADE
from budgets.queries.reports import STAGE
from budgets.queries.totals import of_years
from budgets.rules import RULE, RULES

FOR_STAFF = [rule.code for rule in RULES if not rule.is_public]


@dataclass(slots=True)
class Counts:
    """How many checks passed, failed (by severity) and could not be run."""

    passed: int = 0
    skipped: int = 0
    error: int = 0
    warning: int = 0
    notice: int = 0

    @property
    def failed(self) -> int:
        return self.error + self.warning + self.notice

    @property
    def prominent(self) -> int:
        """错误 and 提醒: what a reader sees first; 提示 are folded away."""
        return self.error + self.warning

    @property
    def total(self) -> int:
        return self.passed + self.failed + self.skipped


def of_report(report: Report) -> list[Finding]:
    return with_report(report.findings.filter(origin=Finding.Origin.CHECK).exclude(rule__in=FOR_STAFF), report)


def failed_of(report: Report) -> list[Finding]:
    failed = report.findings.filter(origin=Finding.Origin.CHECK, outcome="failed")
    return with_report(failed.exclude(rule__in=FOR_STAFF), report)


def with_report(findings: QuerySet[Finding], report: Report) -> list[Finding]:
    """Each knows its report, with its acknowledgements and replies."""
    found = list(findings)
    if any(finding.outcome == "failed" for finding in found):
        prefetch_related_objects([report], "acknowledgements", "replies")
    for finding in found:
        finding.report = report
    return found


def failing_cells(report: Report, kind: str) -> dict[tuple[str, str], Finding]:
    """The failed errors and warnings of one table, by row and column as the check names them."""
    found = report.findings.filter(origin=Finding.Origin.CHECK, outcome="failed", table=kind).exclude(
        rule__in=FOR_STAFF
    )
    cells: dict[tuple[str, str], Finding] = {}
    for finding in found.exclude(severity="notice").order_by("position"):
        if finding.row and finding.column and not is_of_text(finding):
            cells.setdefault((finding.row, finding.column), finding)
    return cells


def is_of_text(finding: Finding) -> bool:
    """Whether the check starts from the text: then the text's figure, not the table's, is the one in question."""
    rule = RULE.get(finding.rule)
    return rule is not None and rule.kind == "narrative"


def counts(reports: Iterable[Report]) -> dict[int, Counts]:
    """By report id, as they were counted when the report was checked. One without any check result is left out."""
    return {report.pk: counts_of_one(report) for report in reports if report.check_counts}


def counts_of_one(report: Report) -> Counts:
    """All zero where nothing was checked."""
    return Counts(**(report.check_counts or {}))


def add(to: Counts, outcome: str, severity: str, count: int) -> None:
    key = severity if outcome == "failed" else outcome
    setattr(to, key, getattr(to, key) + count)


def count_all(findings: Iterable[Finding]) -> Counts:
    total = Counts()
    for finding in findings:
        add(total, finding.outcome, finding.severity, 1)
    return total


def of_published() -> QuerySet[Finding]:
    """Check results across published reports of real places and of the fictional one: errors first, newest first."""
    return (
        Finding.objects.filter(report__status=Report.Status.PUBLISHED, report__stage=STAGE, origin=Finding.Origin.CHECK)
        .exclude(rule__in=FOR_STAFF)
        .select_related("report__department__region", "report__unit", "report__source")
        .prefetch_related("report__acknowledgements", "report__replies")
        .order_by(GRADE, "-report_id", "position")
    )


def counts_of(rows: Iterable[RegionYear]) -> Counts:
    """Of regions and years together."""
    total = Counts()
    for row in rows:
        total.passed += row.passed
        total.skipped += row.skipped
        add_failed(total, row.failed)
    return total


def add_failed(to: Counts, failed: Mapping[str, Mapping[str, int]]) -> None:
    for by_severity in failed.values():
        for severity, count in by_severity.items():
            add(to, "failed", severity, count)


def totals(*, is_fictional: bool) -> Counts:
    """Of real places, or of the fictional ones: never of both."""
    rows = of_years().filter(region__is_fictional=is_fictional)
    sums = rows.aggregate(passed=Coalesce(Sum("passed"), 0), skipped=Coalesce(Sum("skipped"), 0))
    total = Counts(**sums)
    for failed in failed_in(rows):
        add_failed(total, failed)
    return total


def failed_in(rows: QuerySet[RegionYear]) -> QuerySet[RegionYear, dict[str, dict[str, int]]]:
    """Of each region and year in which anything failed."""
    return rows.exclude(failed={}).values_list("failed", flat=True)


def failed_rules() -> list[str]:
    """Codes of the rules that failed somewhere."""
    return sorted({rule for failed in failed_in(of_years()) for rule in failed})


def failed_count(region: str | None, year: int | None, rule: str, severities: Iterable[str]) -> int:
    """How many checks failed there, of one rule or of all (empty)."""
    rows = failed_in(of_years(region, year))
    chosen = [counts for failed in rows for code, counts in failed.items() if rule in ("", code)]
    return sum(counts.get(severity, 0) for counts in chosen for severity in severities)
