"""Steps of one report's way to the public: each is a POST that says on a page of the report what came of it."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from budgets.models import Report
from ingest import actions, queries
from ingest.forms import ApprovalForm, CorrectionForm, DescriptionForm, RowsForm, StatedForm, wrongs
from ingest.parser.report import Refused
from ingest.views import typed
from ingest.views.reports import found

Act = Callable[..., Report | str]
EDIT, PUBLISH = "budgets.change_report", "budgets.publish_report"


def step(permission: str, page: str = "staff:review") -> Callable[[Act], Callable[..., HttpResponse]]:
    """For whoever has the permission and may see the report. The act gives the report as it is now, or what to say.

    `page` is the report's page that says it.
    """

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
                if request.POST.get("again"):
                    typed.keep(request, report, str(why))
                    return back_to(request, page, public_id, "again")
                messages.error(request, str(why))
                return back_to(request, page, public_id)
            if isinstance(outcome, Report):
                public_id = outcome.public_id
                outcome = f"{outcome}：{outcome.get_status_display()}。"
            messages.success(request, outcome)
            return back_to(request, page, public_id)

        return view

    return decorate


def back_to(request: HttpRequest, page: str, public_id: str, name: str = "back") -> HttpResponse:
    """Where on the page one was: only ever a query of that page. `again`: where the form itself stands."""
    response = redirect(page, public_id)
    back = request.POST.get(name, "")
    if back.startswith("?") and "\n" not in back and "\r" not in back:
        response["Location"] += back
    return response


def said(form: forms.Form) -> dict[str, object]:
    """What a form says. Raises NotAllowed with what's wrong in it."""
    if not form.is_valid():
        raise actions.NotAllowed("".join(wrongs(form)))
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
    value, why, before = said(form)["value"], said(form)["why"], queries.only_printed(report)
    actions.correct_report(report=report, place=form.place(), value=value, why=why, by=request.user)
    return "已更正，核对重新做过了。" + newly_only_printed(report, before)


@step(EDIT)
def correct_rows(request: HttpRequest, report: Report) -> str:
    form = RowsForm(request.POST)
    told = {key: said(form)[key] for key in ("table", "position", "count", "why")}
    before = queries.only_printed(report)
    actions.correct_rows(report=report, rows=form.cells(), by=request.user, **told)
    return "行已更正，核对重新做过了。" + newly_only_printed(report, before)


def newly_only_printed(report: Report, before: list[str]) -> str:
    return "".join(note for note in queries.only_printed(report) if note not in before)


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
    at, shown = said(ApprovalForm(request.POST))["at"], request.POST.get("replaces") or None
    return actions.approve_report(report=report, by=request.user, at=at, replaces=shown)


@step(EDIT)
def revise(request: HttpRequest, report: Report) -> Report:
    return actions.open_revision(report=report, by=request.user)


@step(PUBLISH)
def withdraw(request: HttpRequest, report: Report) -> Report:
    return actions.withdraw_report(report=report, by=request.user, reason=request.POST.get("reason", ""))
