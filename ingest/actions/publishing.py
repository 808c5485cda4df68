"""公布 (publishing): draft → submitted → published, by two people; sent back, withdrawn."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from budgets import totals
from budgets.models import Department, Finding, Report
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.packaging import queue_packages
from ingest.actions.rechecking import recheck
from ingest.actions.saving_reports import missing_of
from ingest.stored import parsed_report


def locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def failed_errors(report: Report) -> int:
    return report.findings.filter(origin="check", outcome="failed", severity="error").count()


def open_errors(report: Report) -> list[Finding]:
    """Failed errors, of checks and of the reading, that nobody confirmed as the document's own."""
    failed = report.findings.filter(outcome="failed", severity="error")
    confirmed = set(report.acknowledgements.values_list("place", "gap"))
    return [finding for finding in failed if (finding.place, finding.gap) not in confirmed]


@transaction.atomic
def submit_report(*, report: Report, by: AbstractBaseUser | None) -> Report:
    """Hand a draft to the second person. Raises NotAllowed while anything blocks it."""
    report = locked(report)
    if report.status != Report.Status.DRAFT:
        raise NotAllowed("只有草稿可以送审。")
    refuse_incomplete(report)
    report.status, report.submitted_by, report.submitted_at = Report.Status.SUBMITTED, by, timezone.now()
    report.save(update_fields=["status", "submitted_by", "submitted_at"])
    log_event(verb="report_submitted", report=report, by=by)
    return report


def refuse_incomplete(report: Report) -> None:
    if missing := missing_of(report):
        raise NotAllowed("".join(missing))
    if errors := open_errors(report):
        raise NotAllowed(f"还有 {len(errors)} 处错误没有处理：读错的请更正，原件如此的请逐条确认并写明理由。")


@transaction.atomic
def return_report(*, report: Report, by: AbstractBaseUser | None, reason: str) -> Report:
    """Send a submitted report back to being a draft."""
    report = locked(report)
    if report.status != Report.Status.SUBMITTED:
        raise NotAllowed("只有待审核的报告可以退回。")
    if not reason.strip():
        raise NotAllowed("请写明退回的理由。")
    report.status, report.publish_at, report.approved_by = Report.Status.DRAFT, None, None
    report.save(update_fields=["status", "publish_at", "approved_by"])
    log_event(verb="report_returned", report=report, by=by, reason=reason.strip())
    return report


def lock_publication(report: Report) -> None:
    """One publication at a time. `no_key`: whoever stores a draft of the department need not wait."""
    Department.objects.select_for_update(no_key=True).get(pk=report.department_id)


@transaction.atomic
def publish_report(
    *, report: Report, by: AbstractBaseUser | None = None, acknowledgement: str = "", reason: str | None = None
) -> Report:
    """Make a draft the public version of its department, unit, year and stage; the one before keeps its permalink.

    Raises NotAllowed where it says too little, isn't a draft, or fails an error that nobody confirmed: one by one, or
    all of them by the command line's `acknowledgement`.
    """
    report = locked(report)
    if not report.is_open:
        raise NotAllowed("只有草稿可以公布。")
    if missing := missing_of(report):
        raise NotAllowed("".join(missing))
    errors = open_errors(report)
    if errors and not acknowledgement.strip():
        raise NotAllowed(f"有 {len(errors)} 处错误没对上：请先核对原件，写明“原件如此”的理由再公布。")
    lock_publication(report)
    same = Report.objects.filter(department=report.department, unit=report.unit, year=report.year, stage=report.stage)
    now = timezone.now()
    if before := same.select_for_update().filter(status=Report.Status.PUBLISHED).first():  # unless withdrawn just now
        before.status, before.ended_at = Report.Status.SUPERSEDED, now
        before.save(update_fields=["status", "ended_at"])
        report.version_reason = reason or reason_of(before, report)
    report.version = max(same.filter(version__isnull=False).values_list("version", flat=True), default=0) + 1
    report.status, report.published_at, report.publish_at = Report.Status.PUBLISHED, now, None
    report.save()
    log_event(
        verb="report_published",
        report=report,
        by=by,
        version=report.version,
        errors=failed_errors(report),
        acknowledgement=acknowledgement.strip(),
        supersedes=before.public_id if before else None,
    )
    recheck_following(report)
    totals.refresh_for(report)
    queue_packages()
    return report


def recheck_following(report: Report) -> None:
    """The next year's published report says something of this year: now it can be held against this one."""
    of_next_year = Report.published.filter(
        department=report.department, unit=report.unit, stage=report.stage, year=report.year + 1
    )
    for following in of_next_year.select_for_update():
        recheck(following, parsed_report(following))


def reason_of(before: Report, report: Report) -> str:
    """The same file read or corrected anew is our own erratum; another file is the department's."""
    return Report.Reason.CORRECTED if before.source_id == report.source_id else Report.Reason.REPLACED


@transaction.atomic
def withdraw_report(*, report: Report, by: AbstractBaseUser | None, reason: str) -> Report:
    """Take a published report off the public site. Its record, and the reason, stay."""
    report = locked(report)
    if report.status != Report.Status.PUBLISHED:
        raise NotAllowed("只有已公布的报告可以撤回。")
    if not reason.strip():
        raise NotAllowed("请写明撤回的理由。")
    report.status, report.ended_at, report.withdrawal_reason = Report.Status.WITHDRAWN, timezone.now(), reason.strip()
    report.save(update_fields=["status", "ended_at", "withdrawal_reason"])
    log_event(verb="report_withdrawn", report=report, by=by, reason=reason.strip())
    totals.refresh_for(report)
    queue_packages()
    return report


@transaction.atomic
def describe_report(
    *,
    report: Report,
    by: AbstractBaseUser | None,
    approved_on: date | None,
    disclosed_on: date | None,
    official_url: str | None,
) -> Report:
    """Enter when the budget was approved (批复) and disclosed (公开), and where the department put it."""
    report = locked(report)
    if approved_on and disclosed_on and disclosed_on < approved_on:
        raise NotAllowed("公开日期不能早于批复日期。")
    before = [report.approved_on, report.disclosed_on, report.official_url]
    report.approved_on, report.disclosed_on, report.official_url = approved_on, disclosed_on, official_url or None
    after = [approved_on, disclosed_on, official_url or None]
    if after == before:
        return report
    report.save(update_fields=["approved_on", "disclosed_on", "official_url"])
    if after[:2] != before[:2]:
        recheck(report, parsed_report(report))
    told = {"before": [str(value or "") for value in before], "after": [str(value or "") for value in after]}
    log_event(verb="report_described", report=report, by=by, **told)
    if report.status == Report.Status.PUBLISHED:
        queue_packages()
    return report
