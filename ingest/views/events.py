"""操作记录: who did what to which report when; on a page and as CSV."""

import json
from itertools import chain

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from budgets import exports
from budgets.models import Event
from ingest import queries
from ingest.templatetags.staff import verb

SHOWN = 100
HEADINGS = ("时间", "谁", "做了什么", "报告", "报告编号", "详情")


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def events(request: HttpRequest) -> HttpResponse:
    found = queries.events(request.user, request.GET)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(request, "staff/events.html", {"page": page, "section": "events", "asked": asked.urlencode()})


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def events_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = queries.events(request.user, request.GET).iterator(chunk_size=500)
    rows = ([exports.guarded(cell) for cell in cells(event)] for event in found)
    lines = exports.csv_lines(chain([HEADINGS], rows), bom=True)
    response = StreamingHttpResponse(exports.in_chunks(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = exports.disposition("attachment", "events.csv")
    return response


def cells(event: Event) -> tuple[str, ...]:
    return (
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.actor.get_username() if event.actor else "命令行",
        verb(event.verb),
        str(event.report) if event.report else "",
        event.report.public_id if event.report else "",
        json.dumps(event.detail, ensure_ascii=False) if event.detail else "",
    )
