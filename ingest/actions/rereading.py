"""重读 (rereading): published files are read again in the background; what came of each is kept to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from budgets.models import Report
from budgets.queries.versions import Difference
from ingest import tasks
from ingest.actions.events import log_event
from ingest.actions.revising import reread_report
from ingest.models import Rereading
from ingest.parser.report import Refused
from ingest.stopping import Stopping
from ingest.version import READER_VERSION

KEPT = 50  # changed cells of one report


@transaction.atomic
def ask_rereading(*, reports: Iterable[Report], trial: bool, by: AbstractBaseUser | None) -> int:
    """Leave the reading to the workers; a trial changes nothing. What still waits is not asked for twice."""
    waiting = set(
        Rereading.objects.filter(reader_version=READER_VERSION, outcome=Rereading.Outcome.QUEUED).values_list(
            "report", flat=True
        )
    )
    asked = [report for report in reports if report.pk not in waiting]
    for report in asked:
        fresh = {"is_trial": trial, "outcome": Rereading.Outcome.QUEUED, "message": "", "changes": [], "by": by}
        rereading, _ = Rereading.objects.update_or_create(
            report=report, reader_version=READER_VERSION, defaults={**fresh, "change_count": 0, "draft": None}
        )
        tasks.reread_report.enqueue(rereading.pk)
    if asked:
        log_event(verb="rereading_asked", by=by, reports=len(asked), trial=trial, reader=READER_VERSION)
    return len(asked)


def carry_out_rereading(*, rereading: Rereading) -> None:
    """Read it, and note what came of it. Doing it twice does no harm: the same reads the same."""
    if rereading.outcome != Rereading.Outcome.QUEUED:
        return
    try:
        made = reread_report(report=rereading.report, dry_run=rereading.is_trial)
    except Stopping:
        tasks.reread_report.enqueue(rereading.pk)
        return
    except Refused as refusal:
        rereading.outcome, rereading.message = Rereading.Outcome.REFUSED, str(refusal)
    except FileNotFoundError:
        rereading.outcome, rereading.message = Rereading.Outcome.REFUSED, "原来的文件不见了，请通知管理员。"
    else:
        rereading.outcome, rereading.draft = made.outcome, made.draft
        rereading.changes = [told(change) for change in made.changes[:KEPT]]
        rereading.change_count = len(made.changes)
    rereading.save()


def told(change: Difference) -> dict[str, str | None]:
    return {key: getattr(change, key) for key in ("what", "title", "row", "column", "old", "new")}
