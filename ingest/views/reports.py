"""One report's way to the public: review, correct, confirm, submit, approve, withdraw."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from budgets import pictures
from budgets.models import Report, ReportTable
from budgets.queries.reports import personal_boxes, present
from budgets.queries.versions import differences
from budgets.views.files import box_of
from budgets.vocabulary import UNITS
from ingest import actions, queries
from ingest.forms import ApprovalForm, CorrectionForm, DescriptionForm, StatedForm, WithdrawForm
from ingest.parser.report import Refused
from ingest.reviewing import Doubt, Spot, doubts_of, kinds_to_choose, shown_rows

SHOWN_CHANGES = 200


def found(request: HttpRequest, public_id: str) -> Report:
    return get_object_or_404(queries.reports(request.user), public_id=public_id)


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    report = found(request, public_id)
    tables = list(queries.tables_of(report))
    doubts = doubts_of(report, tables)
    open_ones = [doubt for doubt in doubts if doubt.is_open and doubt.finding.severity != "notice"]
    at = chosen_doubt(request, open_ones)
    spot = chosen_spot(request, open_ones[at] if at is not None else None)
    table = chosen_table(request, tables, spot, open_ones[at] if at is not None else None)
    before = present(report) if report.is_open and report.department_id else None
    changes = differences(before, report) if before else []
    context = {
        "report": report,
        "tables": tables,
        "doubts": doubts,
        "open": open_ones,
        "at": at,
        "blocking": [doubt for doubt in doubts if doubt.is_open and doubt.finding.severity == "error"],
        "missing": actions.missing_of(report) if report.is_open else [],
        "counts": queries.outcomes(report),
        "skipped": report.findings.filter(outcome="skipped"),
        "before": before,
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
        **desk_of(report, table, spot, open_ones),
    }
    return render(request, "staff/review.html", context)


def chosen_doubt(request: HttpRequest, doubts: list[Doubt]) -> int | None:
    number = request.GET.get("doubt", "")
    if number.isdecimal():
        return min(int(number), len(doubts) - 1) if doubts else None
    return 0 if doubts and "table" not in request.GET else None


def chosen_spot(request: HttpRequest, doubt: Doubt | None) -> Spot | None:
    """The cell that was asked for, else the first one that the doubt speaks of."""
    row, key = request.GET.get("row", ""), request.GET.get("field", "")
    if row.isdecimal() and key and "table" in request.GET:
        return request.GET["table"], int(row), key
    return doubt.spots[0] if doubt and doubt.spots else None


def chosen_table(
    request: HttpRequest, tables: list[ReportTable], spot: Spot | None, doubt: Doubt | None
) -> ReportTable | None:
    by_slug = {table.slug: table for table in tables}
    wanted = request.GET.get("table") or (spot and spot[0]) or (doubt and doubt.slug) or ""
    return by_slug.get(wanted) or next(iter(tables), None)


def around(doubts: list[Doubt], at: int | None) -> dict[str, object]:
    """The doubts before and after the present one, by number."""
    if at is None:
        return {"previous": None, "next": 0 if doubts else None}
    return {"previous": at - 1 if at > 0 else None, "next": at + 1 if at + 1 < len(doubts) else None}


def desk_of(report: Report, table: ReportTable | None, spot: Spot | None, doubts: list[Doubt]) -> dict[str, object]:
    """Both halves of the desk: the page, and what was read from it."""
    doubtful = {spot for doubt in doubts for spot in doubt.spots}
    rows = shown_rows(table, doubtful, list(report.corrections.all())) if table else []
    line = next((row.line for row in rows if spot and row.line.position == spot[1]), None)
    cell = next((c for row in rows if row.line is line for c in row.cells if spot and c.key == spot[2]), None)
    page = (line and line.page) or (next(iter(table.pages), None) if table else None)
    return {
        "table": table,
        "rows": rows,
        "line": line,
        "cell": cell,
        "page": page if report.source.is_pdf else None,
        "doubtful": sum(1 for slug, _, _ in doubtful if table and slug == table.slug),
    }


def settle(
    request: HttpRequest, public_id: str, act: Callable[[], object], done: str = "", query: str = ""
) -> HttpResponse:
    """Do it, and say on the report's page what came of it."""
    try:
        outcome = act()
    except (actions.NotAllowed, Refused) as why:
        messages.error(request, str(why))
    else:
        report = outcome if isinstance(outcome, Report) else None
        messages.success(request, done or f"{report}：{report.get_status_display()}。" if report or done else "")
        public_id = report.public_id if report else public_id
    response = redirect("staff:review", public_id)
    response["Location"] += query
    return response


def valid(request: HttpRequest, form: forms.Form) -> bool:
    if not form.is_valid():
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
    return form.is_valid()


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def complete(request: HttpRequest, public_id: str) -> HttpResponse:
    report, form = found(request, public_id), StatedForm(request.POST)
    if not valid(request, form):
        return redirect("staff:review", public_id)
    act = lambda: actions.complete_draft(report=report, stated=form.stated(), by=request.user)  # noqa: E731
    return settle(request, public_id, act, "已补充。")


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    report, form = found(request, public_id), CorrectionForm(request.POST)
    back = back_to(request)
    if not valid(request, form):
        response = redirect("staff:review", public_id)
        response["Location"] += back
        return response
    said = form.cleaned_data

    def act() -> None:
        actions.correct_report(report=report, place=form.place(), value=said["value"], why=said["why"], by=request.user)

    return settle(request, public_id, act, "已更正，核对重新做过了。", back)


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def acknowledge(request: HttpRequest, public_id: str, finding_id: int) -> HttpResponse:
    report = found(request, public_id)
    finding = get_object_or_404(report.findings, pk=finding_id)
    reason = request.POST.get("reason", "")
    act = lambda: actions.acknowledge_finding(finding=finding, reason=reason, by=request.user)  # noqa: E731
    return settle(request, public_id, act, "已确认原件如此。", back_to(request))


def back_to(request: HttpRequest) -> str:
    """Where on the page one was: only ever a query of this page."""
    back = request.POST.get("back", "")
    return back if back.startswith("?") and "\n" not in back and "\r" not in back else ""


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    report, form = found(request, public_id), DescriptionForm(request.POST)
    if not valid(request, form):
        return redirect("staff:review", public_id)
    act = lambda: actions.describe_report(report=report, by=request.user, **form.cleaned_data)  # noqa: E731
    return settle(request, public_id, act, "日期和网址已记下。")


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    report = found(request, public_id)
    return settle(request, public_id, lambda: actions.submit_report(report=report, by=request.user))


@require_POST
@login_required
@permission_required("budgets.publish_report", raise_exception=True)
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    report, reason = found(request, public_id), request.POST.get("reason", "")
    act = lambda: actions.return_report(report=report, by=request.user, reason=reason)  # noqa: E731
    return settle(request, public_id, act, "已退回，成为草稿。")


@require_POST
@login_required
@permission_required("budgets.publish_report", raise_exception=True)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    report, form = found(request, public_id), ApprovalForm(request.POST)
    if not valid(request, form):
        return redirect("staff:review", public_id)
    at = form.cleaned_data["at"]
    return settle(request, public_id, lambda: actions.approve_report(report=report, by=request.user, at=at))


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def revise(request: HttpRequest, public_id: str) -> HttpResponse:
    report = found(request, public_id)
    return settle(request, public_id, lambda: actions.open_revision(report=report, by=request.user))


@require_POST
@login_required
@permission_required("budgets.publish_report", raise_exception=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    report, reason = found(request, public_id), request.POST.get("reason", "")
    return settle(request, public_id, lambda: actions.withdraw_report(report=report, by=request.user, reason=reason))


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
    """A page of the file; `?box=` marks a row."""
    report = found(request, public_id)
    try:
        png = pictures.picture(report.source, page, personal_boxes(report.source))
    except pictures.NoSuchPage as missing:
        raise Http404 from missing
    if "box" in request.GET:
        png = pictures.marked(png, box_of(request.GET["box"]))
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
