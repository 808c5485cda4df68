"""收件 (intake): what was handed in is kept, read once, and becomes a draft or a refusal."""

from __future__ import annotations

import errno
import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from budgets.models import Report
from ingest import stopping, tasks
from ingest.actions import leases
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.saving_reports import Received, complete_draft, report_of, save_report
from ingest.actions.unpacking import is_archive, unpack
from ingest.identity import Stated
from ingest.limits import read_apart
from ingest.models import Batch, Upload, incoming_path
from ingest.parser.report import ParsedReport, Refused
from ingest.stopping import Stopping

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
TRIES = 3
TELL_EVERY = 0.5  # seconds between two notes of progress
FULL = "服务器的磁盘满了，文件没有存下来，请通知管理员后再传。"
FULL_WHILE_READING = "服务器的磁盘满了，没有读完；文件已保留，腾出空间后可以重试，请通知管理员。"
FAILED = "读取时程序出错，文件已保留，可以重试；请联系管理员。"
NOT_STORED = "文件没有存下来（{}），请重新上传。"


def open_batch(*, by: AbstractBaseUser | None) -> Batch:
    return Batch.objects.create(by=by)


def receive_upload(
    *,
    file: File,
    name: str,
    by: AbstractBaseUser | None,
    stated: Stated,
    batch: Batch | None = None,
    archive: Upload | None = None,
    entry: int | None = None,
) -> Upload:
    """Keep the file, stream to stream, until a worker reads it. Nothing is judged yet.

    Raises NotAllowed where it can't be kept; nothing of it stays then.
    """
    upload = Upload(token=uuid.uuid4(), by=by, original_name=name[-255:], stated=stated.as_json())
    upload.batch, upload.archive, upload.entry = batch, archive, entry
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
        upload.size += len(chunk)
    upload.sha256 = digest.hexdigest()
    file.seek(0)
    try:
        with transaction.atomic():
            upload.file.save(str(upload.token), file, save=False)
            upload.save()
            tasks.read_upload.enqueue(upload.pk)
    except BaseException as error:
        default_storage.delete(incoming_path(upload, ""))
        if isinstance(error, OSError):
            raise NotAllowed(FULL if is_full(error) else NOT_STORED.format(error.strerror)) from error
        raise
    return upload


def is_full(error: OSError) -> bool:
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def read_upload(*, upload: Upload) -> Upload:
    """Read what was handed in: the file becomes a source file and its reading a draft, or only the refusal stays.

    Whoever reads holds the upload by a lease; somebody else's is left alone.
    """
    lease = leases.take(upload)
    if lease is None:
        return upload
    try:
        if is_archive(upload):
            unpack(upload, go_on=partial(leases.go_on, upload, lease), receive=receive_upload)
            leases.end(upload, lease, Upload.Status.UNPACKED, upload.message)
        else:
            read_file(upload, lease)
    except Stopping:
        leases.give_back(upload, lease)
    except leases.LeaseLost:
        log.warning("upload %s was taken over by another worker", upload.pk)
    except Refused as refusal:
        leases.end(upload, lease, Upload.Status.REFUSED, str(refusal))
    except FileNotFoundError:
        leases.end(upload, lease, Upload.Status.REFUSED, "收到的文件在读取时不见了，请重新上传。")
    except NotAllowed as why:  # a packed file that couldn't be kept
        leases.set_aside(upload, lease, str(why))
    except OSError as error:
        log.exception("reading upload %s failed", upload.pk)
        leases.set_aside(upload, lease, FULL_WHILE_READING if is_full(error) else FAILED)
    except Exception:
        log.exception("reading upload %s failed", upload.pk)
        leases.set_aside(upload, lease, FAILED)
    upload.refresh_from_db()
    return upload


def read_file(upload: Upload, lease: uuid.UUID) -> None:
    with upload.file.open("rb") as stream:
        received = Received(stream.read(), upload.original_name)
    stated = Stated(**upload.stated)
    if known := report_of(received.sha256):
        return end_as_duplicate(upload, lease, known, stated)
    parsed = read_apart(
        received.data, received.name, told_sparingly(upload, lease), partial(leases.go_on, upload, lease)
    )
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                leases.renew(
                    upload, lease
                )  # the row is locked from here on: nobody else takes it over before all is stored
                upload.report = save_report(parsed=parsed, received=received, stated=stated, by=upload.by)
                upload.source = upload.report.source
                return leases.end(upload, lease, Upload.Status.READY, "")
        except IntegrityError:  # somebody else stored the same file, or the same new department, meanwhile
            if known := report_of(received.sha256):
                return end_as_duplicate(upload, lease, known, stated)
            if attempt == TRIES:
                raise
    return None


def end_as_duplicate(upload: Upload, lease: uuid.UUID, known: Report, stated: Stated) -> None:
    known = complete_draft(report=known, stated=stated, by=upload.by)
    upload.report, upload.source = known, known.source
    leases.end(upload, lease, Upload.Status.DUPLICATE, f"和已收录的文件相同：{known}。")


def told_sparingly(upload: Upload, lease: uuid.UUID) -> Progress:
    """Note the progress at most twice a second, and the last page always."""
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        stopping.go_on()
        if done == total or time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            leases.renew(upload, lease, pages_done=done, pages_total=total)

    return tell


def take_in(
    *, received: Received, stated: Stated, by: AbstractBaseUser | None = None, progress: Progress | None = None
) -> tuple[Report, bool]:
    """The report of a file, and whether it is new: the same bytes twice make one source file and one report."""
    if known := report_of(received.sha256):
        return complete_draft(report=known, stated=stated, by=by), False
    parsed: ParsedReport = read_apart(received.data, received.name, progress)
    try:
        return save_report(parsed=parsed, received=received, stated=stated, by=by), True
    except IntegrityError:
        if known := report_of(received.sha256):  # somebody else took in the same file meanwhile
            return known, False
        raise


def retry_upload(*, upload: Upload) -> Upload:
    """Read a kept file once more."""
    with transaction.atomic():
        waits = Upload.objects.filter(pk=upload.pk, status=Upload.Status.FAILED).exclude(file="")
        if not waits.update(status=Upload.Status.WAITING, message="", attempts=0, pages_done=0):
            raise NotAllowed("只有读取出错、文件还在的才能重试。")
        tasks.read_upload.enqueue(upload.pk)
    upload.refresh_from_db()
    return upload
