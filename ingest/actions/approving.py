"""审核 (approving): the second person's word, for now or for a time that the worker watches for."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from budgets.models import Report
from budgets.queries.reports import present, same
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import lock_publication, locked, publish_report, refuse_incomplete
from ingest.jurisdictions import may_handle

log = logging.getLogger(__name__)


@transaction.atomic
def approve_report(
    *, report: Report, by: AbstractBaseUser, at: datetime | None = None, replaces: str | None = None
) -> Report:
    """The second person's word: public now, or from `at` on.

    `replaces`: the public id of the published version that they were shown beside it. Raises NotAllowed for one's own
    report or one outside their regions, where another version is public by now, or another draft is scheduled.
    """
    report = locked(report)
    if report.status != Report.Status.SUBMITTED:
        raise NotAllowed("只有送审的报告可以公布。")
    refuse_incomplete(report)
    if not may_handle(by, report.department.region):  # it may have been moved since it was chosen
        raise NotAllowed("不是你负责的地区的报告，不能审核。")
    if not settings.SELF_APPROVAL and by.pk in (report.uploaded_by_id, report.submitted_by_id):
        raise NotAllowed("自己上传或送审的报告，要由另一个人审核公布。")
    lock_publication(report)
    if why := overtaking(report) or unseen(report, replaces):
        raise NotAllowed(why)
    report.approved_by = by
    if at is None:
        report.save(update_fields=["approved_by"])
        return publish_report(report=report, by=by)
    if at <= timezone.now():
        raise NotAllowed("定时公布的时间已经过了。")
    report.publish_at = at
    report.save(update_fields=["approved_by", "publish_at"])
    log_event(verb="report_scheduled", report=report, by=by, at=at.isoformat(), replaces=replaces)
    return report


def scheduled_beside(report: Report) -> Report | None:
    """Another draft of the same department, unit, year and stage that is approved for a time."""
    others = Report.objects.filter(**same(report), status=Report.Status.SUBMITTED, publish_at__isnull=False)
    return others.exclude(pk=report.pk).select_related("source").order_by("publish_at", "pk").first()


def overtaking(report: Report) -> str | None:
    """Why it can't be approved: whichever became public second would replace what its approver never saw.

    Whoever asks holds the publication (`lock_publication`): nobody schedules another until their transaction ends.
    """
    other = scheduled_beside(report)
    if other is None:
        return None
    name, at = f"{other.source.original_name}，{other.public_id}", timezone.localtime(other.publish_at)
    return f"同一部门同一年的另一份（{name}）已定于 {at:%Y-%m-%d %H:%M} 公布，把它退回以后才能审核这一份。"


def unseen(report: Report, replaces: str | None) -> str | None:
    """Why what was approved can't stand: another version is public than the approver was shown.

    Whoever asks holds the publication (`lock_publication`): nobody publishes another until their transaction ends.
    """
    before = present(report)
    if (before.public_id if before else None) == replaces:
        return None
    if before:
        return f"会替换已公布的第 {before.version} 版，请打开来看过差别再公布。"
    return "它要替换的那一版已经不在公布了，请打开来看过再公布。"


def publish_due() -> int:
    """Publish what was approved for a time that has come, the earliest first; gives how many.

    Any number of workers may do it at once.
    """
    due = Report.objects.filter(status=Report.Status.SUBMITTED, publish_at__lte=timezone.now())
    published = 0
    for report in due.order_by("publish_at", "pk"):
        try:
            published += publish_if_due(report)
        except NotAllowed as why:
            log.warning("report %s was due but is not published: %s", report.public_id, why)
    return published


@transaction.atomic
def publish_if_due(report: Report) -> bool:
    """Not what was sent back, published or put off since it was found to be due.

    What would replace another version than its approver was shown waits for approval again.
    """
    report = locked(report)
    is_due = report.status == Report.Status.SUBMITTED and report.publish_at and report.publish_at <= timezone.now()
    if not is_due:
        return False
    lock_publication(report)
    scheduled = report.events.filter(verb="report_scheduled").first()
    if scheduled and "replaces" in scheduled.detail and (why := unseen(report, scheduled.detail["replaces"])):
        report.publish_at, report.approved_by = None, None
        report.save(update_fields=["publish_at", "approved_by"])
        log_event(verb="report_unscheduled", report=report, reason=why)
        return False
    publish_report(report=report, by=report.approved_by)
    return True
