"""Results of the checks (核对结果) of published reports: passed, failed and skipped, always all three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When, prefetch_related_objects

from budgets.models import Finding, Report
from budgets.queries.reports import STAGE
from budgets.rules import RULE, RULES
from budgets.vocabulary import OUTCOMES

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
    prefetch_related_objects([report], "acknowledgements", "replies")
    found = list(report.findings.filter(origin=Finding.Origin.CHECK).exclude(rule__in=FOR_STAFF))
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
    """By report id, in one query. A report without any check result is left out."""
    ids = [report.pk for report in reports]
    found_of = Finding.objects.filter(report_id__in=ids, origin=Finding.Origin.CHECK).exclude(rule__in=FOR_STAFF)
    rows = found_of.values_list("report_id", "outcome", "severity")
    found: dict[int, Counts] = {}
    for report_id, outcome, severity, count in rows.annotate(count=Count("id")).order_by("report_id"):
        add(found.setdefault(report_id, Counts()), outcome, severity, count)
    return found


def add(to: Counts, outcome: str, severity: str, count: int) -> None:
    key = severity if outcome == "failed" else outcome
    setattr(to, key, getattr(to, key) + count)


def count_all(findings: Iterable[Finding]) -> Counts:
    total = Counts()
    for finding in findings:
        add(total, finding.outcome, finding.severity, 1)
    return total


def of_published() -> QuerySet[Finding]:
    """Check results across published reports of real places and of the fictional one, errors first, newest first."""
    return (
        Finding.objects.filter(report__status=Report.Status.PUBLISHED, report__stage=STAGE, origin=Finding.Origin.CHECK)
        .exclude(rule__in=FOR_STAFF)
        .select_related("report__department__region", "report__unit", "report__source")
        .prefetch_related("report__acknowledgements", "report__replies")
        .annotate(grade=severity_order())
        .order_by("grade", "-report__year", "report_id", "position")
    )


def severity_order() -> Case:
    return Case(
        When(severity="error", then=Value(0)),
        When(severity="warning", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def totals(*, is_fictional: bool) -> Counts:
    """Of real places, or of the fictional one: never of both."""
    total = Counts()
    found = of_published().filter(report__department__region__is_fictional=is_fictional)
    rows = found.order_by().values_list("outcome", "severity").annotate(count=Count("id"))
    for outcome, severity, count in rows:
        if outcome in OUTCOMES:
            add(total, outcome, severity, count)
    return total


def failed_rules() -> list[str]:
    """Codes of the rules that failed somewhere."""
    rows = of_published().filter(outcome="failed").order_by("rule").values_list("rule", flat=True)
    return list(dict.fromkeys(rows))
