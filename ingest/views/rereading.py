"""重读: what a better reader would change in what is published; the unchanged takes effect, the changed is reviewed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from budgets.models import Report
from ingest import actions, queries
from ingest.models import Rereading
from ingest.version import READER_VERSION
from ingest.worklist import work_on

EDIT = "budgets.change_report"


@login_required
@permission_required(EDIT, raise_exception=True)
def rereading(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return ask(request)
    drafts = Report.objects.filter(pk__in=queries.rereadings(request.user).values("draft"))
    waiting = queries.reports(request.user).filter(pk__in=drafts, status__in=("draft", "submitted"))
    works = work_on(waiting, request.user)
    older = queries.read_by_older(request.user).count()
    published = queries.published(request.user).count()
    context = {"section": "rereading", "older": older, "published": published, "reader": READER_VERSION, "works": works}
    return render(request, "staff/rereading.html", {**context, **progress(request), "to_submit": submittable(works)})


def submittable(works: list) -> int:
    return sum(work.can_be_submitted for work in works)


def ask(request: HttpRequest) -> HttpResponse:
    everything = "everything" in request.POST
    reports = queries.published(request.user) if everything else queries.read_by_older(request.user)
    asked = actions.ask_rereading(reports=reports, trial=request.POST.get("way") != "real", by=request.user)
    if asked:
        messages.success(request, f"{asked} 份已排队，读完一份列出一份。")
    else:
        messages.error(request, "没有要重读的。")
    return redirect("staff:rereading")


@login_required
@permission_required(EDIT, raise_exception=True)
def rereading_rows(request: HttpRequest) -> HttpResponse:
    """The list alone, for the script that keeps the page up to date."""
    response = render(request, "staff/rereading_rows.html", progress(request))
    response["Cache-Control"] = "no-store"
    return response


def progress(request: HttpRequest) -> dict[str, object]:
    """Asked for every second or so: of the many that didn't change only the number is read."""
    found = queries.rereadings(request.user)
    counts = dict(found.order_by().values_list("outcome").annotate(Count("pk")))
    return {
        "rereadings": found.exclude(outcome__in=(Rereading.Outcome.UNCHANGED, Rereading.Outcome.QUEUED)),
        "tally": "，".join(f"{outcome.label} {counts[outcome]}" for outcome in Rereading.Outcome if outcome in counts),
        "is_working": Rereading.Outcome.QUEUED in counts,
    }
