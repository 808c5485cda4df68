"""One report before the public: what was read beside the page, what is missing, publish and withdraw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from budgets import pictures
from budgets.views.files import box_of
from ingest import actions, queries
from ingest.forms import PublishForm, StatedForm, WithdrawForm


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    findings = list(report.findings.all())
    return render(
        request,
        "staff/review.html",
        {
            "report": report,
            "tables": queries.tables_of(report),
            "missing": actions.missing_of(report) if report.status == report.Status.DRAFT else [],
            "doubts": [f for f in findings if f.origin == "reading"],
            "failed": [f for f in findings if f.origin == "check" and f.outcome == "failed"],
            "passed": sum(f.outcome == "passed" for f in findings),
            "skipped": [f for f in findings if f.outcome == "skipped"],
            "events": report.events.select_related("actor")[:50],
            "identity_form": StatedForm(initial=report.stated),
            "publish_form": PublishForm(),
            "withdraw_form": WithdrawForm(),
        },
    )


@require_POST
@login_required
@permission_required("budgets.change_report", raise_exception=True)
def complete(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    form = StatedForm(request.POST)
    if form.is_valid():
        actions.complete_draft(report=report, stated=form.stated(), by=request.user)
    else:
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
    return redirect("staff:review", public_id)


@require_POST
@login_required
@permission_required("budgets.publish_report", raise_exception=True)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    form = PublishForm(request.POST)
    reason = form.cleaned_data["acknowledgement"] if form.is_valid() else ""
    return settle(
        request, public_id, lambda: actions.publish_report(report=report, by=request.user, acknowledgement=reason)
    )


@require_POST
@login_required
@permission_required("budgets.publish_report", raise_exception=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    reason = request.POST.get("reason", "")
    return settle(request, public_id, lambda: actions.withdraw_report(report=report, by=request.user, reason=reason))


def settle(request: HttpRequest, public_id: str, act) -> HttpResponse:
    """Do it, and say on the report's page what came of it."""
    try:
        report = act()
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{report}：{report.get_status_display()}。")
    return redirect("staff:review", public_id)


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def source(request: HttpRequest, public_id: str) -> FileResponse:
    """The file as received, for staff."""
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    return FileResponse(
        report.source.file.open("rb"), filename=report.source.original_name, content_type=report.source.media_type
    )


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def page_picture(request: HttpRequest, public_id: str, page: int) -> HttpResponse:
    """A page of the file; `?box=` marks a row."""
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    try:
        png = pictures.picture(report, page)
    except pictures.NoSuchPage as missing:
        raise Http404 from missing
    if "box" in request.GET:
        png = pictures.marked(png, box_of(request.GET["box"]))
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
