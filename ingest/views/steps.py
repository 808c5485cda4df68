"""Steps of one report's way to the public: each is a POST that says on the report's page what came of it."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from budgets.models import Report
from ingest import actions
from ingest.forms import ApprovalForm, CorrectionForm, DescriptionForm, RowsForm, StatedForm
from ingest.parser.report import Refused
from ingest.views.reports import found

Act = Callable[..., Report | str]
EDIT, PUBLISH = "budgets.change_report", "budgets.publish_report"


def step(permission: str) -> Callable[[Act], Callable[..., HttpResponse]]:
    """For whoever has the permission and may see the report. The act gives the report as it is now, or what to say."""

    def decorate(act: Act) -> Callable[..., HttpResponse]:
        @require_POST
        @login_required
        @permission_required(permission, raise_exception=True)
        @wraps(act)
        def view(request: HttpRequest, public_id: str, **more: object) -> HttpResponse:
            report = found(request, public_id)
            try:
                outcome = act(request, report, **more)
            except (actions.NotAllowed, Refused) as why:
                messages.error(request, str(why))
                return back_to(request, public_id)
            if isinstance(outcome, Report):
                public_id = outcome.public_id
                outcome = f"{outcome}：{outcome.get_status_display()}。"
            messages.success(request, outcome)
            return back_to(request, public_id)

        return view

    return decorate


def back_to(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where on the report's page one was: only ever a query of that page."""
    response = redirect("staff:review", public_id)
    back = request.POST.get("back", "")
    if back.startswith("?") and "\n" not in back and "\r" not in back:
        response["Location"] += back
    return response


def said(form: forms.Form) -> dict[str, object]:
    """What a form says. Raises NotAllowed with what's wrong in it."""
    if not form.is_valid():
        raise actions.NotAllowed("".join(error for errors in form.errors.values() for error in errors))
    return form.cleaned_data


@step(EDIT)
def complete(request: HttpRequest, report: Report) -> str:
    form = StatedForm(request.POST)
    said(form)
    actions.complete_draft(report=report, stated=form.stated(), by=request.user)
    return "已补充。"


@step(EDIT)
def correct(request: HttpRequest, report: Report) -> str:
    form = CorrectionForm(request.POST)
    value, why = said(form)["value"], said(form)["why"]
    actions.correct_report(report=report, place=form.place(), value=value, why=why, by=request.user)
    return "已更正，核对重新做过了。"


@step(EDIT)
def correct_rows(request: HttpRequest, report: Report) -> str:
    form = RowsForm(request.POST)
    told = {key: said(form)[key] for key in ("table", "position", "count", "why")}
    actions.correct_rows(report=report, rows=form.cells(), by=request.user, **told)
    return "行已更正，核对重新做过了。"


@step(EDIT)
def acknowledge(request: HttpRequest, report: Report, finding_id: int) -> str:
    finding = get_object_or_404(report.findings, pk=finding_id)
    actions.acknowledge_finding(finding=finding, reason=request.POST.get("reason", ""), by=request.user)
    return "已确认原件如此。"


@step(EDIT)
def describe(request: HttpRequest, report: Report) -> str:
    actions.describe_report(report=report, by=request.user, **said(DescriptionForm(request.POST)))
    return "日期和网址已记下。"


@step(EDIT)
def submit(request: HttpRequest, report: Report) -> Report:
    return actions.submit_report(report=report, by=request.user)


@step(PUBLISH)
def send_back(request: HttpRequest, report: Report) -> str:
    actions.return_report(report=report, by=request.user, reason=request.POST.get("reason", ""))
    return "已退回，成为草稿。"


@step(PUBLISH)
def publish(request: HttpRequest, report: Report) -> Report:
    return actions.approve_report(report=report, by=request.user, at=said(ApprovalForm(request.POST))["at"])


@step(EDIT)
def revise(request: HttpRequest, report: Report) -> Report:
    return actions.open_revision(report=report, by=request.user)


@step(PUBLISH)
def withdraw(request: HttpRequest, report: Report) -> Report:
    return actions.withdraw_report(report=report, by=request.user, reason=request.POST.get("reason", ""))
