"""One report under review: its page beside what was read, its file, its pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from budgets import pictures
from budgets.ids import number_in
from budgets.models import Report, ReportTable
from budgets.queries.reports import personal_boxes, present
from budgets.queries.versions import differences
from budgets.views.files import box_of
from budgets.vocabulary import UNITS
from ingest import actions, queries
from ingest.forms import ApprovalForm, DescriptionForm, StatedForm, WithdrawForm
from ingest.reviewing import Doubt, Spot, doubts_of
from ingest.row_forms import row_form, ways_of
from ingest.shown_sheets import NARRATIVE_TITLES, ShownCell, ShownRow, ShownSheet, kinds_to_choose, sheet_of
from ingest.views import typed

SHOWN_CHANGES = 200


def found(request: HttpRequest, public_id: str) -> Report:
    return get_object_or_404(queries.reports(request.user), public_id=public_id)


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    report = found(request, public_id)
    tables = queries.tables_of(report)
    doubts = doubts_of(report, tables)
    open_ones = [doubt for doubt in doubts if doubt.is_open and doubt.finding.severity != "notice"]
    at = chosen_doubt(request, open_ones)
    spot = chosen_spot(request, open_ones[at] if at is not None else None)
    address = chosen_address(request, tables, spot, open_ones[at] if at is not None else None)
    before = present(report) if report.is_open and report.department_id else None
    changes = differences(before, report) if before else []
    context = {
        "report": report,
        "tables": tables,
        "forms": list(report.targets.order_by("position").values_list("name", flat=True)),
        "statements": report.statements.count(),
        "doubts": doubts,
        "open": open_ones,
        "at": at,
        "blocking": [doubt for doubt in doubts if doubt.is_open and doubt.finding.severity == "error"],
        "missing": actions.missing_of(report) if report.is_open else [],
        "counts": queries.outcomes(report),
        "skipped": report.findings.filter(outcome="skipped"),
        "before": before,
        "scheduled": actions.scheduled_beside(report) if report.is_open and report.department_id else None,
        "changes": changes[:SHOWN_CHANGES],
        "more_changes": max(0, len(changes) - SHOWN_CHANGES),
        "corrections": report.corrections.select_related("by"),
        "events": report.events.select_related("actor")[:50],
        "identity_form": StatedForm(initial=report.stated),
        "description_form": DescriptionForm(
            initial={key: getattr(report, key) for key in ("approved_on", "disclosed_on", "official_url")}
        ),
        "approval_form": ApprovalForm(),
        "withdraw_form": WithdrawForm(),
        "kinds": kinds_to_choose(),
        "units": UNITS,
        **around(open_ones, at),
        **desk_of(request, report, tables, address, spot, open_ones),
    }
    return render(request, "staff/review.html", context)


def chosen_doubt(request: HttpRequest, doubts: list[Doubt]) -> int | None:
    number = number_in(request.GET.get("doubt", ""))
    if number is not None:
        return min(number, len(doubts) - 1) if doubts else None
    return 0 if doubts and "table" not in request.GET else None


def chosen_spot(request: HttpRequest, doubt: Doubt | None) -> Spot | None:
    """The cell that was asked for, else the first one that the doubt speaks of."""
    row, key = number_in(request.GET.get("row", "")), request.GET.get("field", "")
    if row is not None and key and "table" in request.GET:
        return request.GET["table"], row, key
    return doubt.spots[0] if doubt and doubt.spots else None


def chosen_address(
    request: HttpRequest, tables: list[ReportTable], spot: Spot | None, doubt: Doubt | None
) -> str | None:
    """Of the part that was asked for, else of what the doubt speaks of, else the first table's."""
    wanted = request.GET.get("table") or (spot and spot[0]) or (doubt and doubt.slug)
    return wanted or next((table.slug for table in tables), None)


def around(doubts: list[Doubt], at: int | None) -> dict[str, object]:
    """The doubts before and after the present one, by number."""
    if at is None:
        return {"previous": None, "next": 0 if doubts else None}
    return {"previous": at - 1 if at > 0 else None, "next": at + 1 if at + 1 < len(doubts) else None}


def desk_of(
    request: HttpRequest,
    report: Report,
    tables: list[ReportTable],
    address: str | None,
    spot: Spot | None,
    doubts: list[Doubt],
) -> dict[str, object]:
    """Both halves of the desk: the page, and what was read from it."""
    if address is None:
        return {"sheet": None}
    doubtful = {spot for doubt in doubts for spot in doubt.spots}
    by_slug = {table.slug: table for table in tables}
    sheet = sheet_of(report, by_slug.get(address), address, doubtful, list(report.corrections.all()))
    if sheet is None:
        raise Http404
    row = next((row for row in sheet.rows or [sheet.blank] if spot and row.position == spot[1]), None)
    cell = next((c for c in row.cells if c.key == spot[2]), None) if row and spot else None
    page = (row and row.page) or next(iter(sheet.pages), None)
    return {
        **forms_of(request, report, sheet, row, cell),
        "sheet": sheet,
        "table": sheet.table,
        "row": row,
        "cell": cell,
        "ways": ways_of(sheet),
        "page": page if report.source.is_pdf else None,
        "doubtful": sum(cell.is_doubtful for row in sheet.rows for cell in row.cells),
        "narrative": NARRATIVE_TITLES.items(),
    }


def forms_of(
    request: HttpRequest, report: Report, sheet: ShownSheet, row: ShownRow | None, cell: ShownCell | None
) -> dict[str, object]:
    """The form for the cell or for its rows, with what was typed there when it was refused."""
    refused = typed.take(request, report)
    of_rows = row_form(sheet, row, request.GET.get("rows", "")) if row else None
    if of_rows:
        place = {"position": of_rows.position, "count": of_rows.count, "rows": len(of_rows.rows)}
    else:
        place = {"position": row and row.position, "field": cell and cell.key}
    if not typed.is_for(refused, table=sheet.address, **place):
        if refused:
            messages.error(request, refused["refused"])
        return {"row_form": of_rows, "entered": cell}
    return {
        "row_form": of_rows and typed.in_rows(of_rows, refused),
        "entered": cell and typed.in_cell(cell, refused),
        "refused": refused["refused"],
        "typed_why": refused.get("why", ""),
    }


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def source(request: HttpRequest, public_id: str) -> FileResponse:
    """The file as received, for staff."""
    report = found(request, public_id)
    return FileResponse(
        report.source.file.open("rb"), filename=report.source.original_name, content_type=report.source.media_type
    )


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def page_picture(request: HttpRequest, public_id: str, page: int) -> HttpResponse:
    """A page of the file; `?box=` marks a row, `&strip=1` gives only the band around it."""
    report = found(request, public_id)
    try:
        png = pictures.picture(report.source, page, personal_boxes(report.source))
    except pictures.NoSuchPage as missing:
        raise Http404 from missing
    if "box" in request.GET:
        box = box_of(request.GET["box"])
        png = pictures.marked(png, box)
        png = pictures.strip(png, box) if "strip" in request.GET else png
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
