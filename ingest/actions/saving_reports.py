"""From a file and its reading to a draft (存成草稿): all or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from budgets.models import DepartmentName, Reading, Report, SourceFile
from budgets.models.sources import source_path
from ingest import saving
from ingest.actions.events import log_event
from ingest.checking import check_stored
from ingest.headline import HEADLINE, summarise
from ingest.identity import Identity, Stated, identify
from ingest.jurisdictions import may_handle
from ingest.parser.report import ParsedReport, Refused
from ingest.project_identities import link_projects
from ingest.reading.media import is_pdf
from ingest.version import READER_VERSION


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
        return "application/pdf" if is_pdf(self.data) else "text/plain"


def report_of(sha256: str) -> Report | None:
    return Report.objects.filter(source__sha256=sha256).order_by("-id").first()


@transaction.atomic
def save_report(
    *, parsed: ParsedReport, received: Received, stated: Stated, by: AbstractBaseUser | None = None
) -> Report:
    """Source file, reading and draft of a file that is new here. Raises Refused where it isn't `by`'s to hand in."""
    source = store_source(received, parsed.page_count)
    try:
        report = store_report(parsed=parsed, source=source, stated=stated, by=by, official_url=received.official_url)
    except BaseException:
        default_storage.delete(source_path(source, ""))  # while the row still keeps the same bytes out
        raise
    log_event(
        verb="report_read",
        report=report,
        by=by,
        file=source.original_name,
        sha256=source.sha256,
        missing=missing_of(report),
    )
    return report


def store_source(received: Received, page_count: int | None) -> SourceFile:
    """The row comes first: whoever takes in the same bytes at the same time waits for it, then finds it there."""
    source = SourceFile.objects.create(
        sha256=received.sha256,
        size=len(received.data),
        media_type=received.media_type,
        original_name=received.name[-255:],
        kind=received.kind,
        page_count=page_count,
    )
    default_storage.delete(source_path(source, ""))  # what an interrupted attempt may have left
    try:
        source.file.save(source.sha256, ContentFile(received.data), save=True)
    except BaseException:
        default_storage.delete(source_path(source, ""))  # half of it, where the disk is full
        raise
    return source


def store_report(
    *,
    parsed: ParsedReport,
    source: SourceFile,
    stated: Stated,
    by: AbstractBaseUser | None = None,
    official_url: str | None = None,
    reader_version: str = READER_VERSION,
) -> Report:
    """A draft with all its rows. Runs inside its caller's transaction."""
    identity = settle(handled(identify(parsed, stated), by))
    report = Report.objects.create(
        source=source,
        reading=new_reading(source, parsed, reader_version),
        department=identity.department,
        unit=identity.unit,
        year=identity.year,
        scope=identity.scope,
        stage=parsed.stage,
        printed={"department": parsed.department, "year": parsed.year, "scope": parsed.scope},
        stated=stated.as_json(),
        official_url=official_url or None,
        narrative=dict(parsed.narrative),
        uploaded_by=by,
    )
    saved = saving.save_tables(report, parsed)
    saving.save_targets(report, parsed, saved.projects)
    saving.save_texts(report, parsed)
    saving.save_findings(report, parsed, check_stored(report, parsed), identity.notes + saved.doubts)
    summarise(report, saved.lines)
    report.save(update_fields=[*HEADLINE, "check_counts"])
    return report


def new_reading(source: SourceFile, parsed: ParsedReport, reader_version: str) -> Reading:
    boxes = {str(page): [[round(edge, 1) for edge in box] for box in on] for page, on in parsed.personal_boxes.items()}
    return Reading.objects.create(
        source=source,
        reader_version=reader_version,
        is_ocr=parsed.is_ocr,
        page_kinds=parsed.page_kinds,
        personal_boxes=boxes,
        personal_spans=[list(span) for span in parsed.personal_spans],
    )


@transaction.atomic
def complete_draft(*, report: Report, stated: Stated, by: AbstractBaseUser | None = None) -> Report:
    """State what a draft's report doesn't print. Does nothing for a report that is no draft or lacks nothing.

    Raises Refused where it isn't `by`'s to hand in.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)  # it may be submitted or published meanwhile
    if report.status != Report.Status.DRAFT or not (said := stated.as_json()) or not missing_of(report):
        return report
    together = Stated(**{**report.stated, **said})
    place_report(report, together, by)
    log_event(verb="draft_completed", report=report, by=by, stated=said)
    return report


def place_report(report: Report, stated: Stated, by: AbstractBaseUser | None) -> None:
    """Match the report to its department and year anew, from what it prints and what is stated.

    Raises Refused where it isn't `by`'s to hand in.
    """
    identity = settle(handled(identity_of(report, stated), by))
    report.department, report.unit = identity.department, identity.unit
    report.year, report.scope, report.stated = identity.year, identity.scope, stated.as_json()
    report.save()
    link_projects(report)


def handled(identity: Identity, by: AbstractBaseUser | None) -> Identity:
    """Raises Refused for what is outside the regions that somebody works for; the command line works for all."""
    department = identity.department
    if by and department and not may_handle(by, department.region):
        raise Refused(f"这是{department.region}的报告（{department}），不在你负责的地区内。")
    return identity


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
