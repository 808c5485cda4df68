"""办理清单 (work lists): reports with what each still needs before its next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from budgets.models import Acknowledgement, Finding, Report
from ingest import actions


@dataclass(frozen=True, slots=True)
class Work:
    """A report; `errors` are those that nobody has dealt with, `missing` what it doesn't say, in Chinese.

    `replaces` is the published version that would give way to it, `scheduled` another draft of the same that is
    approved for a time.
    """

    report: Report
    errors: list[Finding] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    replaces: Report | None = None
    scheduled: Report | None = None
    is_own: bool = False

    @property
    def can_be_submitted(self) -> bool:
        return self.report.status == Report.Status.DRAFT and not self.errors and not self.missing

    @property
    def can_be_approved(self) -> bool:
        waits = self.report.status == Report.Status.SUBMITTED and not self.report.publish_at
        return waits and not (self.is_own or self.replaces or self.scheduled)


def work_on(reports: Iterable[Report], user: AbstractBaseUser) -> list[Work]:
    """Four queries for all of them, and those of each that lacks something."""
    reports = list(reports)
    unpublished = [report for report in reports if report.is_open]
    errors, published, scheduled = open_errors(unpublished), published_of(unpublished), scheduled_of(unpublished)
    return [
        Work(
            report,
            errors[report.pk],
            actions.missing_of(report) if report.is_open else [],
            published.get(identity_of(report)) if report.is_open else None,
            next((other for other in scheduled[identity_of(report)] if other != report and report.is_open), None),
            not settings.SELF_APPROVAL and user.pk in (report.uploaded_by_id, report.submitted_by_id),
        )
        for report in reports
    ]


def open_errors(reports: list[Report]) -> dict[int, list[Finding]]:
    """By report: failed errors that nobody confirmed as the document's own."""
    confirmed = set(Acknowledgement.objects.filter(report__in=reports).values_list("report", "place", "gap"))
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in Finding.objects.filter(report__in=reports, outcome="failed", severity="error"):
        if (finding.report_id, finding.place, finding.gap) not in confirmed:
            found[finding.report_id].append(finding)
    return found


def identity_of(report: Report) -> tuple[object, ...]:
    return report.department_id, report.unit_id, report.year, report.stage


def published_of(reports: list[Report]) -> dict[tuple[object, ...], Report]:
    """The published versions of the same departments, by whose and which year they are."""
    departments = {report.department_id for report in reports if report.department_id}
    return {identity_of(report): report for report in Report.published.filter(department__in=departments)}


def scheduled_of(reports: list[Report]) -> dict[tuple[object, ...], list[Report]]:
    """Drafts of the same departments that are approved for a time, by whose and which year they are."""
    departments = {report.department_id for report in reports if report.department_id}
    waiting = Report.objects.filter(department__in=departments, publish_at__isnull=False)
    found: dict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in waiting.filter(status=Report.Status.SUBMITTED).select_related("source").order_by("publish_at", "pk"):
        found[identity_of(report)].append(report)
    return found
