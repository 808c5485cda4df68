"""Every change of state (状态变更): take in a file, save, publish, withdraw. Nothing else writes reports."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from budgets.models import Department, DepartmentName, Event, Reading, Report, SourceFile
from ingest import saving
from ingest.checks import check_report
from ingest.identity import Identity, Stated, identify
from ingest.limits import read_apart
from ingest.models import Upload
from ingest.parser.report import ParsedReport, Refused
from ingest.version import READER_VERSION

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


class NotAllowed(Exception):  # noqa: N818  -- what may not be done, not a fault of the program
    """The state doesn't allow it. The message is one sentence in Chinese for whoever asked."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file's bytes and what is known of them before reading."""

    data: bytes
    name: str
    kind: str = SourceFile.Kind.ORIGINAL
    official_url: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def media_type(self) -> str:
        return "application/pdf" if self.data[:1024].lstrip().startswith(b"%PDF-") else "text/plain"


def log_event(
    *, verb: str, report: Report | None = None, by: AbstractBaseUser | None = None, **detail: object
) -> Event:
    return Event.objects.create(verb=verb, report=report, actor=by, detail=detail)


def receive_upload(*, data: bytes, name: str, by: AbstractBaseUser | None, stated: Stated) -> Upload:
    """Keep the file until it is read. Nothing is judged yet."""
    token = uuid.uuid4()
    upload = Upload(token=token, by=by, original_name=name[-255:], size=len(data), stated=stated.as_json())
    upload.sha256 = hashlib.sha256(data).hexdigest()
    upload.file.save(str(token), ContentFile(data), save=True)
    return upload


def read_upload(*, upload: Upload) -> Upload:
    """Read what was handed in: the file becomes a source file and its reading a draft, or only the refusal stays."""
    with upload.file.open("rb") as stream:
        data = stream.read()
    Upload.objects.filter(pk=upload.pk).update(status=Upload.Status.READING, pages_done=0)
    try:
        report, is_new = take_in(
            received=Received(data, upload.original_name),
            stated=Stated(**upload.stated),
            by=upload.by,
            progress=lambda done, total: note_progress(upload, done, total),
        )
    except Refused as refusal:
        end_upload(upload, Upload.Status.REFUSED, str(refusal))
    except Exception:
        log.exception("reading upload %s failed", upload.pk)
        upload.status, upload.message = Upload.Status.FAILED, "读取时程序出错，文件已保留，可以重试；请联系管理员。"
        upload.save(update_fields=["status", "message"])
    else:
        upload.report, upload.source = report, report.source
        if is_new:
            end_upload(upload, Upload.Status.READY, "")
        else:
            end_upload(upload, Upload.Status.DUPLICATE, f"和已收录的文件相同：{report}。")
    return upload


def note_progress(upload: Upload, done: int, total: int) -> None:
    Upload.objects.filter(pk=upload.pk).update(pages_done=done, pages_total=total)


def end_upload(upload: Upload, status: str, message: str) -> None:
    upload.status, upload.message = status, message
    upload.file.delete(save=False)
    upload.save(update_fields=["status", "message", "file", "source", "report"])


def take_in(
    *, received: Received, stated: Stated, by: AbstractBaseUser | None = None, progress: Progress | None = None
) -> tuple[Report, bool]:
    """The report of a file, and whether it is new: the same bytes twice make one source file and one report."""
    if known := report_of(received.sha256):
        complete_draft(report=known, stated=stated, by=by)
        return known, False
    parsed = read_apart(received.data, received.name, progress)
    try:
        return save_report(parsed=parsed, received=received, stated=stated, by=by), True
    except IntegrityError:
        if known := report_of(received.sha256):  # somebody else took in the same file meanwhile
            return known, False
        raise


def report_of(sha256: str) -> Report | None:
    return Report.objects.filter(source__sha256=sha256).order_by("-id").first()


@transaction.atomic
def save_report(
    *, parsed: ParsedReport, received: Received, stated: Stated, by: AbstractBaseUser | None = None
) -> Report:
    """Source file, reading and draft, all or nothing."""
    identity = settle(identify(parsed, stated))
    source = SourceFile(
        sha256=received.sha256,
        size=len(received.data),
        media_type=received.media_type,
        original_name=received.name[-255:],
        kind=received.kind,
        page_count=parsed.page_count,
    )
    source.file.save(source.sha256, ContentFile(received.data), save=True)
    report = Report.objects.create(
        source=source,
        reading=Reading.objects.create(source=source, reader_version=READER_VERSION, is_ocr=parsed.is_ocr),
        department=identity.department,
        unit=identity.unit,
        year=identity.year,
        scope=identity.scope,
        stage=parsed.stage,
        printed={"department": parsed.department, "year": parsed.year, "scope": parsed.scope},
        stated=stated.as_json(),
        official_url=received.official_url or None,
        narrative=dict(parsed.narrative),
    )
    doubts = saving.save_tables(report, parsed)
    saving.save_targets(report, parsed)
    saving.save_texts(report, parsed)
    saving.save_findings(report, parsed, check_report(parsed), identity.notes + doubts)
    saving.summarise(report)
    report.save()
    log_event(
        verb="report_read",
        report=report,
        by=by,
        file=source.original_name,
        sha256=source.sha256,
        missing=identity.missing,
    )
    return report


@transaction.atomic
def complete_draft(*, report: Report, stated: Stated, by: AbstractBaseUser | None = None) -> Report:
    """State what a draft's report doesn't print. Does nothing for a report that is no draft or lacks nothing."""
    if report.status != Report.Status.DRAFT or not (said := stated.as_json()) or not missing_of(report):
        return report
    identity = settle(identity_of(report, Stated(**{**report.stated, **said})))
    report.department, report.unit = identity.department, identity.unit
    report.year, report.scope, report.stated = identity.year, identity.scope, {**report.stated, **said}
    report.save()
    saving.link_projects(report)
    log_event(verb="draft_completed", report=report, by=by, stated=said)
    return report


def settle(identity: Identity) -> Identity:
    """Store a department or unit that is seen for the first time."""
    department, unit = identity.department, identity.unit
    if department and department.pk is None:
        department.save()
        DepartmentName.objects.create(department=department, name=department.name)
    if unit and unit.pk is None:
        unit.department = department
        unit.save()
    return identity


def identity_of(report: Report, stated: Stated) -> Identity:
    """Match a stored report anew, from what it prints and what is stated."""
    printed = {key: report.printed.get(key) for key in ("department", "year", "scope")}
    return identify(ParsedReport(**printed, stage="budget", tables=(), narrative={}), stated)


def missing_of(report: Report) -> list[str]:
    """What keeps a draft from being published, in Chinese: empty when nothing does."""
    if report.department and report.year and report.scope and (report.scope == "department" or report.unit):
        return []
    missing = identity_of(report, Stated(**report.stated)).missing
    return missing or ["还不知道这份报告属于哪个部门、哪一年。"]


def failed_errors(report: Report) -> int:
    return report.findings.filter(origin="check", outcome="failed", severity="error").count()


@transaction.atomic
def publish_report(
    *, report: Report, by: AbstractBaseUser | None = None, acknowledgement: str = "", reason: str | None = None
) -> Report:
    """Make a draft the public version of its department, unit, year and stage; the one before keeps its permalink.

    Raises NotAllowed where it says too little, isn't a draft, or fails an error that nobody acknowledged in writing.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.status != Report.Status.DRAFT:
        raise NotAllowed("只有草稿可以公布。")
    if missing := missing_of(report):
        raise NotAllowed("".join(missing))
    errors = failed_errors(report)
    if errors and not acknowledgement.strip():
        raise NotAllowed(f"有 {errors} 处错误没对上：请先核对原件，写明“原件如此”的理由再公布。")
    Department.objects.select_for_update().get(pk=report.department_id)  # one publication at a time
    same = Report.objects.filter(department=report.department, unit=report.unit, year=report.year, stage=report.stage)
    now = timezone.now()
    if before := same.filter(status=Report.Status.PUBLISHED).first():
        before.status, before.ended_at = Report.Status.SUPERSEDED, now
        before.save(update_fields=["status", "ended_at"])
        report.version_reason = reason or Report.Reason.REPLACED
    report.version = max(same.filter(version__isnull=False).values_list("version", flat=True), default=0) + 1
    report.status, report.published_at = Report.Status.PUBLISHED, now
    report.save()
    log_event(
        verb="report_published",
        report=report,
        by=by,
        version=report.version,
        errors=errors,
        acknowledgement=acknowledgement.strip(),
        supersedes=before.public_id if before else None,
    )
    return report


@transaction.atomic
def withdraw_report(*, report: Report, by: AbstractBaseUser | None, reason: str) -> Report:
    """Take a published report off the public site. Its record, and the reason, stay."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.status != Report.Status.PUBLISHED:
        raise NotAllowed("只有已公布的报告可以撤回。")
    if not reason.strip():
        raise NotAllowed("请写明撤回的理由。")
    report.status, report.ended_at, report.withdrawal_reason = Report.Status.WITHDRAWN, timezone.now(), reason.strip()
    report.save(update_fields=["status", "ended_at", "withdrawal_reason"])
    log_event(verb="report_withdrawn", report=report, by=by, reason=reason.strip())
    return report
