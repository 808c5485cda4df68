"""更正与确认 (correcting): the record is made equal to the page; what the page misprints is confirmed as such."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from budgets.models import Acknowledgement, Correction, Finding, Report
from budgets.vocabulary import SCOPES, TABLE_KIND, UNITS
from ingest import saving
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import locked
from ingest.actions.rechecking import recheck
from ingest.actions.saving_reports import place_report
from ingest.corrections import NoSuchPlace, Place, corrected, is_amount, label_of, row_at, value_at
from ingest.identity import Stated
from ingest.parser.report import ParsedReport
from ingest.stored import parsed_report

NO_PLACE = "报告里没有这一格，可能刚被别人改过，请刷新页面。"


@transaction.atomic
def correct_report(
    *, report: Report, place: Place, value: str | None, why: str, by: AbstractBaseUser | None
) -> Correction:
    """Put what the page prints in place of what was read, and hold the report against itself anew.

    `value`: as printed, None for a blank cell. Raises NotAllowed, and changes nothing then.
    """
    report = locked(report)
    if report.status != Report.Status.DRAFT:
        raise NotAllowed("只有草稿可以更正；已公布的请先开一个更正版。")
    if not why.strip():
        raise NotAllowed("请写明为什么改。")
    value = (value or "").strip() or None
    refuse_impossible(place, value)
    parsed = parsed_report(report)
    try:
        read = value_at(parsed, place)
        if read == value:
            raise NotAllowed("和现在的值一样，没有改动。")
        changed = corrected(parsed, place, value)
        row = label_of(parsed, place) if place.position else None
        page = row_at(parsed, place).page if place.position else None
    except NoSuchPlace as missing:
        raise NotAllowed(NO_PLACE) from missing
    correction = Correction.objects.create(
        report=report,
        table=place.table,
        position=place.position,
        row=row,
        field=place.field,
        read=read,
        corrected=value,
        page=page,
        by=by,
        why=why.strip(),
    )
    store(report, changed, place)
    log_event(
        verb="report_corrected",
        report=report,
        by=by,
        place=" ".join(part for part in (place.table, row, place.field) if part),
        read=read,
        corrected=value,
        reason=why.strip(),
    )
    return correction


def refuse_impossible(place: Place, value: str | None) -> None:
    """Raises NotAllowed for what can't stand on any page in such a place."""
    if place.position and is_amount(place.field) and value is not None and not is_number(value):
        raise NotAllowed(f"“{value}”不是一个数；原件这一格是空白的，请留空。")
    if (
        place.table is None
        and place.field == "year"
        and not (value and value.isdecimal() and 1990 <= int(value) <= 2100)
    ):
        raise NotAllowed("年度要是四位数字，例如 2024。")
    if place.table is None and place.field == "scope" and value not in SCOPES:
        raise NotAllowed("口径要是部门预算或单位预算。")
    if place.table and not place.position and place.field == "unit" and value not in UNITS:
        raise NotAllowed("金额单位要是" + "、".join(UNITS) + "之一。")
    if place.table and not place.position and place.field == "kind" and value not in {*TABLE_KIND, "other"}:
        raise NotAllowed("没有这种表。")


def is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", "")).is_finite()
    except InvalidOperation:
        return False


def store(report: Report, parsed: ParsedReport, place: Place) -> None:
    """The corrected report's rows, and what the checks say of it now."""
    if place.table is None:
        report.printed = {"department": parsed.department, "year": parsed.year, "scope": parsed.scope}
        place_report(report, Stated(**report.stated))
    else:
        report.tables.all().delete()
        saving.save_tables(report, parsed)
        saving.link_projects(report)
        saving.summarise(report)
        report.save()
    recheck(report, parsed)


@transaction.atomic
def acknowledge_finding(*, finding: Finding, reason: str, by: AbstractBaseUser | None) -> Acknowledgement:
    """Confirm that the document itself is so (原件如此). The finding stays failed and is shown in public."""
    report = locked(finding.report)
    if not report.is_open:
        raise NotAllowed("报告已经公布，不能再确认。")
    if finding.outcome != "failed":
        raise NotAllowed("这一条没有没对上的数。")
    if not reason.strip():
        raise NotAllowed("请写明凭什么说原件如此。")
    made, _ = Acknowledgement.objects.update_or_create(
        report=report,
        place=finding.place,
        gap=finding.gap,
        defaults={"reason": reason.strip(), "by": by, "is_carried": False},
    )
    log_event(
        verb="finding_acknowledged", report=report, by=by, place=finding.place, gap=finding.gap, reason=made.reason
    )
    return made
