"""部门说明 (replying): what the department has published about a failed check stands beside it, with its source."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from budgets.models import Finding, Reply
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import locked


@transaction.atomic
def record_reply(
    *, finding: Finding, text: str, source_url: str, said_on: date | None, by: AbstractBaseUser | None
) -> Reply:
    """Enter or replace the reply to one failed check. The check stays failed. Raises NotAllowed."""
    report = locked(finding.report)
    if finding.outcome != "failed" or finding.origin != Finding.Origin.CHECK:
        raise NotAllowed("只有没对上的核对项可以附部门说明。")
    if not text.strip() or not source_url.strip():
        raise NotAllowed("请写明部门是怎么说的，和它登在哪个网址。")
    reply, _ = Reply.objects.update_or_create(
        report=report,
        place=finding.place,
        gap=finding.gap,
        defaults={
            "text": text.strip(),
            "source_url": source_url.strip(),
            "said_on": said_on,
            "by": by,
            "is_carried": False,
        },
    )
    told = {"place": reply.place, "text": reply.text, "source": reply.source_url, "said_on": str(said_on or "")}
    log_event(verb="reply_recorded", report=report, by=by, **told)
    return reply


@transaction.atomic
def withdraw_reply(*, reply: Reply, reason: str, by: AbstractBaseUser | None) -> None:
    """Take a reply off again that was entered wrongly. What it said stays in the log."""
    report = locked(reply.report)
    if not reason.strip():
        raise NotAllowed("请写明为什么撤下这条说明。")
    log_event(verb="reply_withdrawn", report=report, by=by, place=reply.place, text=reply.text, reason=reason.strip())
    reply.delete()
