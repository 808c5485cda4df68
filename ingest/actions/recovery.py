"""收拾 (recovery): what a killed worker or web process left behind is taken up again; nothing is lost or done twice."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ingest import tasks
from ingest.models import Rereading, Upload

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
GAVE_UP = f"读取这个文件时程序中断了 {MOST_ATTEMPTS} 次，文件已保留；请联系管理员。"
ORPHAN_AGE = timedelta(days=1)


def take_up_again() -> int:
    """Queue what nobody reads any more; gives how many."""
    return sum(queue_again(upload) for upload in [*abandoned(), *forgotten()]) + reread_again()


def reread_again() -> int:
    """Queue the rereadings whose worker was killed: they left no trace but that nothing came of them."""
    long_ago = timezone.now() - timedelta(seconds=settings.READING_SECONDS)
    stale = Rereading.objects.filter(outcome=Rereading.Outcome.QUEUED, at__lt=long_ago)
    queued = queued_for(tasks.reread_report.module_path, long_ago) if stale else set()
    again = [rereading for rereading in stale if rereading.pk not in queued]
    for rereading in again:
        rereading.save()  # the time counts anew
        tasks.reread_report.enqueue(rereading.pk)
    return len(again)


def abandoned() -> list[Upload]:
    """Read by a worker that has shown no sign of life for as long as its lease was."""
    return list(Upload.objects.filter(status=Upload.Status.READING, leased_until__lt=timezone.now()))


def forgotten() -> list[Upload]:
    """Waiting, with no task that would ever read it."""
    long_ago = timezone.now() - timedelta(seconds=settings.READING_LEASE)
    waiting = list(Upload.objects.filter(status=Upload.Status.WAITING, at__lt=long_ago))
    if not waiting:
        return []
    queued = queued_for(tasks.read_upload.module_path, long_ago)
    return [upload for upload in waiting if upload.pk not in queued]


def queued_for(task_path: str, long_ago: datetime) -> set[int]:
    """What tasks that wait, or were begun since then, are about."""
    mine = DBTaskResult.objects.filter(task_path=task_path)
    alive = mine.filter(status="READY") | mine.filter(status="RUNNING", started_at__gte=long_ago)
    return {arguments["args"][0] for arguments in alive.values_list("args_kwargs", flat=True)}


@transaction.atomic
def queue_again(upload: Upload) -> bool:
    """Back to waiting with a task of its own; a file that has ended several workers is set aside."""
    same = Upload.objects.filter(
        pk=upload.pk, status=upload.status, lease=upload.lease, leased_until=upload.leased_until
    )
    if upload.attempts >= MOST_ATTEMPTS:
        same.update(status=Upload.Status.FAILED, message=GAVE_UP, lease=None, leased_until=None)
        return False
    if not same.update(status=Upload.Status.WAITING, lease=None, leased_until=None):
        return False  # somebody was faster
    running = DBTaskResult.objects.filter(task_path=tasks.read_upload.module_path, status="RUNNING")
    for task in running:
        if task.args_kwargs["args"][0] == upload.pk:
            task.set_failed(InterruptedError("the worker ended before the task did"))
    tasks.read_upload.enqueue(upload.pk)
    log.warning("upload %s is read again", upload.pk)
    return True


def sweep_incoming() -> int:
    """Delete received files of which no upload knows: what a process left that died while it stored them."""
    _, names = default_storage.listdir("incoming") if default_storage.exists("incoming") else ((), ())
    paths = {f"incoming/{name}" for name in names}
    known = set(Upload.objects.filter(file__in=paths).values_list("file", flat=True))
    before = timezone.now() - ORPHAN_AGE
    orphans = [path for path in paths - known if default_storage.get_modified_time(path) < before]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)
