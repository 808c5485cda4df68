"""核对 at the desk: the printable check sheet, and what departments have published about failed checks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from budgets.queries import checks
from ingest import actions
from ingest.checksheet import check_sheet
from ingest.forms import ReplyForm
from ingest.views.reports import found


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """公开检查单, to be printed on A4."""
    report = found(request, public_id)
    return render(request, "staff/sheet.html", {"sheet": check_sheet(report), "report": report, "at": timezone.now()})


@login_required
@permission_required("budgets.change_report", raise_exception=True)
def replies(request: HttpRequest, public_id: str) -> HttpResponse:
    """部门说明: the failed checks that the public sees, each with its reply."""
    report = found(request, public_id)
    failed = [finding for finding in checks.of_report(report) if finding.outcome == "failed"]
    return render(request, "staff/replies.html", {"report": report, "failed": failed, "form": ReplyForm()})


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def reply(request: HttpRequest, public_id: str, finding_id: int) -> HttpResponse:
    report, form = found(request, public_id), ReplyForm(request.POST)
    finding = get_object_or_404(report.findings, pk=finding_id)
    if not form.is_valid():
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
        return redirect("staff:replies", public_id)
    try:
        actions.record_reply(finding=finding, by=request.user, **form.cleaned_data)
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "部门说明已录入，和这一项一起公开。")
    return redirect("staff:replies", public_id)


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def withdraw_reply(request: HttpRequest, public_id: str, reply_id: int) -> HttpResponse:
    report = found(request, public_id)
    entered = get_object_or_404(report.replies, pk=reply_id)
    try:
        actions.withdraw_reply(reply=entered, reason=request.POST.get("reason", ""), by=request.user)
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "这条部门说明已撤下。")
    return redirect("staff:replies", public_id)
