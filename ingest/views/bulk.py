"""The same step for many reports of a list: submit, approve, confirm their errors, state what they don't print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from budgets.ids import number_in
from budgets.models import Finding, Line, Report, ReportTable
from ingest import actions, queries
from ingest.forms import ApprovalForm, StatedForm, wrongs
from ingest.models import Batch
from ingest.reviewing import Doubt, doubts_of_each

SHOWN = 10  # reports on one page of errors
SHOWN_FORMS = 25  # on one page of what isn't printed: what is sent stays below the most fields that are taken
MOST_SAID = 20  # refusals named one by one
EDIT, PUBLISH = "budgets.change_report", "budgets.publish_report"


def chosen(request: HttpRequest) -> list[Report]:
    return list(queries.reports(request.user).filter(public_id__in=request.POST.getlist("report")).order_by("id"))


def told(request: HttpRequest, outcome: actions.Outcome, done: str) -> HttpResponse:
    """Say what was done and what wasn't, on the list where it was asked for."""
    if outcome.done:
        messages.success(request, done.format(outcome.done))
    for why in outcome.left[:MOST_SAID]:
        messages.error(request, why)
    if len(outcome.left) > MOST_SAID:
        messages.error(request, f"还有 {len(outcome.left) - MOST_SAID} 份没有办成。")
    if not outcome.done and not outcome.left:
        messages.error(request, "没有选中可以办理的。")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/staff/")
    return redirect(back if safe else "staff:desk")


@require_POST
@login_required
@permission_required(EDIT, raise_exception=True)
def submit_reports(request: HttpRequest) -> HttpResponse:
    return told(request, actions.submit_reports(reports=chosen(request), by=request.user), "{} 份已送审。")


@require_POST
@login_required
@permission_required(PUBLISH, raise_exception=True)
def approve_reports(request: HttpRequest) -> HttpResponse:
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return told(request, actions.Outcome(left=["定时公布的时间看不懂。"]), "")
    at = form.cleaned_data["at"]
    outcome = actions.approve_reports(reports=chosen(request), by=request.user, at=at)
    return told(request, outcome, "{} 份已定时公布。" if at else "{} 份已公布。")


def drafts_asked_for(request: HttpRequest) -> tuple[Batch | None, QuerySet[Report]]:
    """Drafts of the batch that `?batch=` names, else all that one may see."""
    number = number_in(request.GET.get("batch", ""))
    batch = get_object_or_404(queries.batches(request.user), pk=number) if number is not None else None
    return batch, queries.drafts_of(request.user, batch)


@login_required
@permission_required(EDIT, raise_exception=True)
def errors(request: HttpRequest) -> HttpResponse:
    """Every open error of many drafts, beside the rows it speaks of; each is confirmed by a reason of its own."""
    if request.method == "POST":
        return confirm(request)
    batch, drafts = drafts_asked_for(request)
    page = Paginator(queries.with_open_errors(drafts), SHOWN).get_page(request.GET.get("page"))
    tables = queries.tables_of_each(list(page))
    doubts = doubts_of_each(tables)
    shown = [(report, open_errors(doubts[report], tables[report])) for report in page]
    before = list(dict.fromkeys(queries.reasons(request.user)[:50]))
    context = {"batch": batch, "page": page, "reports": shown, "reasons": before, "section": "desk"}
    return render(request, "staff/errors.html", context)


def open_errors(doubts: list[Doubt], tables: list[ReportTable]) -> list[tuple[int, Doubt, list[Line]]]:
    """Each open error with its number on the report's page and the first rows that it speaks of."""
    lines = {(table.slug, line.position): line for table in tables for line in table.lines.all()}
    open_ones = [doubt for doubt in doubts if doubt.is_open and doubt.finding.severity != "notice"]
    found = []
    for number, doubt in enumerate(open_ones):
        if doubt.finding.severity == "error":
            rows = dict.fromkeys((slug, position) for slug, position, _ in doubt.spots)
            found.append((number, doubt, [line for row in rows if (line := lines.get(row)) and line.box][:2]))
    return found


def confirm(request: HttpRequest) -> HttpResponse:
    said = {name.removeprefix("reason-"): text for name, text in request.POST.items() if name.startswith("reason-")}
    written = {number_in(number): text for number, text in said.items() if text.strip()}
    written.pop(None, None)
    seen = queries.reports(request.user).values("pk")
    findings = Finding.objects.filter(pk__in=written, report__in=seen).select_related("report").order_by("pk")
    reasons = {finding: written[finding.pk] for finding in findings}
    outcome = actions.acknowledge_findings(reasons=reasons, by=request.user)
    return told(request, outcome, "{} 处错误已确认原件如此。")


@login_required
@permission_required(EDIT, raise_exception=True)
def unstated(request: HttpRequest) -> HttpResponse:
    """Every draft that doesn't print whose it is or for which year, to be stated in one go."""
    if request.method == "POST":
        return state(request)
    batch, drafts = drafts_asked_for(request)
    page = Paginator(queries.unplaced(drafts), SHOWN_FORMS).get_page(request.GET.get("page"))
    shown = [
        (report, actions.missing_of(report), StatedForm(initial=report.stated, prefix=report.public_id))
        for report in page
    ]
    context = {"batch": batch, "page": page, "reports": shown, "section": "desk"}
    return render(request, "staff/unstated.html", context)


def state(request: HttpRequest) -> HttpResponse:
    stated, wrong = {}, []
    for report in chosen(request):
        form = StatedForm(request.POST, prefix=report.public_id)
        if not form.is_valid():
            wrong += [f"{report.source.original_name}：{error}" for error in wrongs(form)]
        elif form.stated().as_json():
            stated[report] = form.stated()
    outcome = actions.complete_drafts(stated=stated, by=request.user)
    outcome.left += wrong
    return told(request, outcome, "{} 份已补充。")
