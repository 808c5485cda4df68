"""更正与确认 (correcting): the record is made equal to the page; what the page misprints is confirmed as such."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, transaction

from budgets.models import Acknowledgement, Correction, Finding, Report
from budgets.vocabulary import SCOPES, TABLE_KIND, UNITS
from ingest import saving
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import locked
from ingest.actions.rechecking import recheck
from ingest.actions.saving_reports import place_report
from ingest.corrections import Place, corrected, label_at, row_at, value_at
from ingest.headline import summarise
from ingest.identity import Stated, is_year
from ingest.parser.report import ParsedReport
from ingest.parser.wording import amount, squeezed
from ingest.project_identities import link_projects, projects_of
from ingest.row_corrections import ROWS, Cells, as_text, read_at, replaced
from ingest.sheet_fields import DIRECTIONS
from ingest.sheets import STATEMENTS, NoSuchPlace, has_open_rows, holds, is_table, label_of, rows_of
from ingest.stored import parsed_report

LONGEST_AMOUNT = 40  # signs; what is longer no page prints as one amount
MOST_DIGITS = 9  # of a count, as it is stored
NO_PLACE = "报告里没有这一格，可能刚被别人改过，请刷新页面。"


@transaction.atomic
def correct_report(
    *, report: Report, place: Place, value: str | None, why: str, by: AbstractBaseUser | None
) -> Correction:
    """Put what the page prints in place of what was read, and hold the report against itself anew.

    `value`: as printed, None for a blank cell. Raises NotAllowed, and changes nothing then.
    """
    report = open_draft(report, why)
    value = (value or "").replace("\r\n", "\n").strip() or None
    value = as_read(place, value)
    parsed = parsed_report(report)
    try:
        read = value_at(parsed, place)
        if read == value:
            raise NotAllowed("和现在的值一样，没有改动。")
        changed = corrected(parsed, place, value)
        row = label_at(parsed, place)[:300] if place.position else None
        page = row_at(parsed, place).page if place.position else None
    except NoSuchPlace as missing:
        raise NotAllowed(NO_PLACE) from missing
    correction = Correction(
        report=report, table=place.table, position=place.position, row=row, field=place.field, page=page
    )
    correction.read, correction.corrected, correction.by, correction.why = read, value, by, why.strip()
    return keep(correction, changed)


@transaction.atomic
def correct_rows(
    *,
    report: Report,
    table: str,
    position: int,
    count: int,
    rows: Sequence[Cells],
    why: str,
    by: AbstractBaseUser | None,
) -> Correction:
    """Put `rows`, as the page prints them, in place of `count` rows from `position` on: split, joined, added, deleted.

    Cells as printed, by key; a blank is None. Raises NotAllowed, and changes nothing then.
    """
    report = open_draft(report, why)
    if not has_open_rows(table) or (table == STATEMENTS and rows and count):
        raise NotAllowed("这里的行不能增减。")
    rows = [{key: (text or "").strip() or None for key, text in row.items()} for row in rows]
    for cells in rows:
        if not any(cells.values()):
            raise NotAllowed("每一行至少要有一格不是空白。")
        cells.update({key: as_read(Place(key, table, position), text) for key, text in cells.items()})
        if table == STATEMENTS:
            refuse_unstated(report, cells)
    parsed = parsed_report(report)
    try:
        read = read_at(parsed, table, position, count)
        if read == rows:
            raise NotAllowed("和现在的值一样，没有改动。")
        changed = replaced(parsed, table, position, count, rows)
        there = rows_of(parsed, table)
    except NoSuchPlace as missing:
        raise NotAllowed(NO_PLACE) from missing
    named = there[position - 1 if count else position - 2] if there and position - bool(not count) > 0 else None
    correction = Correction(report=report, table=table, position=position, field=ROWS, by=by, why=why.strip())
    correction.row = label_of(parsed, table, named)[:300] if named else None
    correction.page = named.page if named else None
    correction.read, correction.corrected = as_text(read), as_text(rows)
    return keep(correction, changed)


def open_draft(report: Report, why: str) -> Report:
    report = locked(report)
    if report.status != Report.Status.DRAFT:
        raise NotAllowed("只有草稿可以更正；已公布的请先开一个更正版。")
    if not why.strip():
        raise NotAllowed("请写明为什么改。")
    return report


def keep(correction: Correction, changed: ParsedReport) -> Correction:
    """The correction, the corrected report, and the log of it."""
    try:
        store(correction.report, changed, correction.table, correction.by)
    except DataError as too_long:
        raise NotAllowed("这里放不下这么长的内容。") from too_long
    correction.save()
    log_event(
        verb="report_corrected",
        report=correction.report,
        by=correction.by,
        place=" ".join(part for part in (correction.table, correction.row, correction.field) if part),
        read=correction.read,
        corrected=correction.corrected,
        reason=correction.why,
    )
    return correction


def refuse_unstated(report: Report, cells: Cells) -> None:
    """Raises NotAllowed for a figure of the narrative whose words are not there, or that is no figure."""
    quote = squeezed(cells.get("quote"))
    if not quote or not any(quote in squeezed(section.text) for section in report.sections.all()):
        raise NotAllowed("说明的正文里没有这段原文，请照正文抄写。")
    if not any(cells.get(key) for key in ("amount", "count", "share")):
        raise NotAllowed("请填这段原文里的金额、数量或比重。")


def as_read(place: Place, value: str | None) -> str | None:
    """What was typed as the reader gives it: an amount without separators, in plain digits. Raises NotAllowed."""
    refuse_impossible(place, value)
    is_amount = place.table and place.position and holds(place.table, place.position, place.field) == "amount"
    return amount(value) if is_amount else value


def refuse_impossible(place: Place, value: str | None) -> None:
    """Raises NotAllowed for what can't stand on any page in such a place."""
    if place.table and place.position:
        refuse_impossible_cell(holds(place.table, place.position, place.field), value)
        if value is None and (place.field == "quote" or (place.table.startswith("target-") and place.position == 1)):
            raise NotAllowed("这一格不能留空。")
    if place.table is None and place.field == "year" and not (value and is_year(value)):
        raise NotAllowed("年度要是四位数字，例如 2024。")
    if place.table is None and place.field == "scope" and value not in SCOPES:
        raise NotAllowed("口径要是部门预算或单位预算。")
    if place.table and not place.position and place.field == "unit" and value not in UNITS:
        raise NotAllowed("金额单位要是" + "、".join(UNITS) + "之一。")
    if place.table and not place.position and place.field == "kind" and value not in {*TABLE_KIND, "other"}:
        raise NotAllowed("没有这种表。")


def refuse_impossible_cell(kind: str, value: str | None) -> None:
    if value is None:
        return
    if kind == "amount" and (amount(value) is None or len(value) > LONGEST_AMOUNT):
        raise NotAllowed(f"“{value[:40]}”不是一个数，请照原件写，例如 -1,234.50；原件这一格是空白的，请留空。")
    if kind == "count" and not (value.isdecimal() and len(value) <= MOST_DIGITS):
        raise NotAllowed(f"“{value[:40]}”不是一个整数，或者太大。")
    if kind == "direction" and value not in DIRECTIONS:
        raise NotAllowed("增减要写 increase、decrease 或 unchanged。")


def store(report: Report, parsed: ParsedReport, address: str | None, by: AbstractBaseUser | None) -> None:
    """The corrected report's rows, and what the checks say of it now."""
    kept = None
    if address is None:
        report.printed = {"department": parsed.department, "year": parsed.year, "scope": parsed.scope}
        place_report(report, Stated(**report.stated), by)
    elif is_table(address):
        report.tables.all().delete()
        saved = saving.save_tables(report, parsed)
        link_projects(report)
        summarise(report, saved.lines)
        kept = saved.doubts
        report.save()
    else:
        report.narrative = dict(parsed.narrative)
        report.save(update_fields=["narrative"])
        report.targets.all().delete()
        saving.save_targets(report, parsed, projects_of(report))
        report.statements.all().delete()
        saving.save_statements(report, parsed)
    recheck(report, parsed, kept)


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
