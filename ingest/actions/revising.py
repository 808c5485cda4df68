"""更正版与重读 (revising): a new version of a published report from the same file, read or corrected anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from budgets.models import Acknowledgement, Correction, Reply, Report
from budgets.queries.versions import Difference, differences
from ingest import stopping
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import locked
from ingest.actions.rechecking import recheck
from ingest.actions.saving_reports import new_reading, store_report
from ingest.identity import Stated
from ingest.limits import read_apart
from ingest.parser.as_json import to_json
from ingest.parser.report import ParsedReport, ReadingFinding, Target
from ingest.reapplying import with_corrections
from ingest.stored import parsed_report
from ingest.version import READER_VERSION

DESCRIBED = ("approved_on", "disclosed_on", "official_url")


@transaction.atomic
def open_revision(*, report: Report, by: AbstractBaseUser | None) -> Report:
    """A draft that starts as the published version stands, to be corrected and published as its erratum (平台勘误)."""
    report = locked(report)
    if report.status != Report.Status.PUBLISHED:
        raise NotAllowed("只有已公布的报告可以开更正版。")
    if waiting := waiting_version(report):
        raise NotAllowed(f"这个文件已经有一个没公布的更正版（{waiting.public_id}）。")
    draft = store_report(
        parsed=parsed_report(report),
        source=report.source,
        stated=Stated(**report.stated),
        by=by,
        reader_version=report.reading.reader_version,
    )
    carry_over(report, draft)
    log_event(verb="revision_opened", report=draft, by=by, of=report.public_id)
    return draft


def waiting_version(report: Report) -> Report | None:
    open_states = (Report.Status.DRAFT, Report.Status.SUBMITTED)
    return Report.objects.filter(source=report.source, status__in=open_states).first()


def carry_over(before: Report, draft: Report) -> None:
    """What people said of the file: corrections, confirmations and replies that still apply, dates and address."""
    for described in DESCRIBED:
        setattr(draft, described, getattr(before, described))
    draft.save(update_fields=DESCRIBED)
    for model in (Correction, Acknowledgement, Reply):
        for told in model.objects.filter(report=before):
            told.pk, told.report, told.is_carried, at = None, draft, True, told.at
            told._state.adding = True
            told.save()
            model.objects.filter(pk=told.pk).update(at=at)


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of it (Rereading.Outcome), the changed cells, and the draft that they became."""

    outcome: str
    changes: list[Difference] = field(default_factory=list)
    draft: Report | None = None


def reread_report(*, report: Report, dry_run: bool = False) -> Reread:
    """Read a published file again: `unchanged` takes effect silently, `changed` becomes a draft for review.

    Raises Refused where the file can't be read any more, Stopping where its worker ends; the published version stays as
    it is. A dry run stores what it would, says what that changes, and takes it all back.
    """
    with report.source.file.open("rb") as stream:
        data = stream.read()
    fresh = read_apart(data, report.source.original_name, lambda *_: stopping.go_on(), stopping.go_on)
    read, left_out = with_corrections(fresh, list(report.corrections.all()))
    is_same = not left_out and comparable(read) == comparable(parsed_report(report))
    with transaction.atomic():
        made = store_reread(locked(report), read, left_out, is_same=is_same)
        transaction.set_rollback(dry_run)
    return replace(made, draft=None) if dry_run else made


def store_reread(report: Report, read: ParsedReport, left_out: list[str], *, is_same: bool) -> Reread:
    if report.status != Report.Status.PUBLISHED:
        return Reread("gone")
    if is_same:
        renew_reading(report, read)
        return Reread("unchanged")
    if waiting_version(report):
        return Reread("waiting")
    doubts = tuple(ReadingFinding("carried", "warning", message) for message in left_out)
    read = replace(read, findings=(*read.findings, *doubts))
    draft = store_report(parsed=read, source=report.source, stated=Stated(**report.stated))
    carry_over(report, draft)
    log_event(verb="report_reread", report=draft, of=report.public_id, reader=READER_VERSION, left_out=left_out)
    return Reread("changed", differences(report, draft), draft)


def renew_reading(report: Report, read: ParsedReport) -> None:
    """Nothing that is printed reads differently: the checks and what is to be masked may."""
    report.reading = new_reading(report.source, read, READER_VERSION)
    report.save(update_fields=["reading"])
    recheck(report, read)
    log_event(verb="reading_renewed", report=report, reader=READER_VERSION)


def comparable(parsed: ParsedReport) -> str:
    """What a reader of the pages would notice: not where on the page a row stands, nor what the reader doubted."""
    told = to_json(
        replace(parsed, findings=(), page_kinds=None, targets=tuple(bare(target) for target in parsed.targets))
    )
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def bare(target: Target) -> Target:
    """As it is stored."""
    goals = {scope: text for scope, text in target.goals.items() if text is not None}
    return replace(target, department=None, goals=goals)
