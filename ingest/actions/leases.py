"""租约 (leases): which worker reads an upload. One that died loses it, and what it held is taken up again."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ingest import stopping, tasks
from ingest.models import Upload


class LeaseLost(Exception):  # noqa: N818  -- somebody else goes on, nothing failed
    """Another worker has taken the upload over."""


def until() -> object:
    return timezone.now() + timedelta(seconds=settings.READING_LEASE)


def take(upload: Upload) -> uuid.UUID | None:
    """A lease of the upload, None where somebody else holds one or there's nothing to read."""
    lease = uuid.uuid4()
    free = Q(status=Upload.Status.WAITING) | Q(status=Upload.Status.READING, leased_until__lt=timezone.now())
    taken = Upload.objects.filter(free, pk=upload.pk).update(
        status=Upload.Status.READING, lease=lease, leased_until=until(), attempts=F("attempts") + 1, pages_done=0
    )
    if not taken:
        return None
    upload.refresh_from_db()
    return lease


def renew(upload: Upload, lease: uuid.UUID, **noted: object) -> None:
    """Go on holding it. Raises LeaseLost."""
    if not Upload.objects.filter(pk=upload.pk, lease=lease).update(leased_until=until(), **noted):
        raise LeaseLost


def go_on(upload: Upload, lease: uuid.UUID, **noted: object) -> None:
    """Go on reading, as long as the worker isn't asked to end. Raises Stopping, LeaseLost."""
    stopping.go_on()
    renew(upload, lease, **noted)


def end(upload: Upload, lease: uuid.UUID, status: str, message: str) -> None:
    """What became of it; the received file goes once that is stored. Raises LeaseLost."""
    path = upload.file.name
    ended = Upload.objects.filter(pk=upload.pk, lease=lease).update(
        status=status,
        message=message,
        file="",
        lease=None,
        leased_until=None,
        source=upload.source,
        report=upload.report,
    )
    if not ended:
        raise LeaseLost
    if path:
        transaction.on_commit(lambda: default_storage.delete(path))


def give_back(upload: Upload, lease: uuid.UUID) -> None:
    """To the queue, unread: its worker ends. That is no attempt."""
    with transaction.atomic():
        mine = Upload.objects.filter(pk=upload.pk, lease=lease)
        if mine.update(status=Upload.Status.WAITING, lease=None, leased_until=None, attempts=F("attempts") - 1):
            tasks.read_upload.enqueue(upload.pk)


def set_aside(upload: Upload, lease: uuid.UUID, message: str) -> None:
    """Keep the file for another try."""
    Upload.objects.filter(pk=upload.pk, lease=lease).update(
        status=Upload.Status.FAILED, message=message, lease=None, leased_until=None
    )
