"""核对 at the desk: the printable check sheet, and what departments have published about failed checks."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from budgets.models import Report
from budgets.queries import checks
from ingest import actions
from ingest.checksheet import check_sheet
from ingest.forms import ReplyForm
from ingest.views.reports import found
from ingest.views.steps import EDIT, said, step


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """公开检查单, to be printed on A4."""
    report = found(request, public_id)
    return render(request, "staff/sheet.html", {"sheet": check_sheet(report), "report": report, "at": timezone.now()})


@login_required
@permission_required(EDIT, raise_exception=True)
def replies(request: HttpRequest, public_id: str) -> HttpResponse:
    """部门说明: the failed checks that the public sees, each with its reply."""
    report = found(request, public_id)
    failed = [finding for finding in checks.of_report(report) if finding.outcome == "failed"]
    return render(request, "staff/replies.html", {"report": report, "failed": failed, "form": ReplyForm()})


@step(EDIT, "staff:replies")
def reply(request: HttpRequest, report: Report, finding_id: int) -> str:
    finding = get_object_or_404(report.findings, pk=finding_id)
    actions.record_reply(finding=finding, by=request.user, **said(ReplyForm(request.POST)))
    return "部门说明已录入，和这一项一起公开。"


@step(EDIT, "staff:replies")
def withdraw_reply(request: HttpRequest, report: Report, reply_id: int) -> str:
    entered = get_object_or_404(report.replies, pk=reply_id)
    actions.withdraw_reply(reply=entered, reason=request.POST.get("reason", ""), by=request.user)
    return "这条部门说明已撤下。"
