"""The front page with its search, and the pages about the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports, plain_words
from budgets.models import Report
from budgets.queries import glossary as terms
from budgets.queries import home as front
from budgets.queries import places, reports, search, summaries
from budgets.tables.catalogue import CATALOGUE
from budgets.tables.lists import ReportsTable
from budgets.views import embed, filters, packages


def home(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    if text:
        return render(request, "search.html", {"results": search.results(text), "q": text})
    picture = front.big_picture()
    share = share_chart(picture)
    if embed.is_asked(request):
        return embed.page(request, [share])
    example = front.example()
    context = {
        "picture": picture,
        "share_chart": share,
        "example": example,
        "example_parts": front.parts_of(example) if example else [],
        "newest": ReportsTable(front.newest_published()),
        "provinces": places.provinces(),
        "words": [(name, *plain_words.TERMS[name]) for name in ("基本支出", "项目支出", "“三公”经费")],
    }
    return render(request, "home.html", context)


def share_chart(picture: front.BigPicture | None) -> charts.Chart | None:
    shown = picture.with_shares if picture else []
    if not shown:
        return None
    title = "没有一个部门把一半以上的钱花在专门项目上"
    if picture.mostly_projects:
        title = f"{picture.departments} 个部门里，有 {picture.mostly_projects} 个把一半以上的钱花在专门项目上"
    fiction = "，虚构示例" if picture.is_fictional else ""
    says = charts.Says(
        "shares",
        title,
        f"项目支出与基本支出各占百分比，{picture.year} 年{fiction}",
        f"各部门 {picture.year} 年预算支出总表（表 3）",
    )
    return charts.shares(
        says,
        [str(s.report.holder) for s in shown],
        [s.project_share for s in shown],
        [s.basic_share for s in shown],
    )


def report_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    page = filters.page_of(request, chosen.reports(reports.published().order_by("-published_at", "-id")))
    context = {
        "chosen": chosen,
        "page_obj": page,
        "listed": ReportsTable(summaries.summaries(page.object_list)),
        "csv": f"/reports.csv{chosen.query}",
    }
    return render(request, "report_list.html", context)


def report_list_csv(request: HttpRequest) -> HttpResponseBase:
    found = filters.chosen(request).reports(
        reports.published().order_by("department__region_id", "department_id", "year")
    )
    rows = exports.table_rows(ReportsTable([]), in_batches(found))
    return exports.csv_response(request, "报告一览", rows)


def in_batches(found: QuerySet[Report], size: int = 500) -> Iterator[summaries.Summary]:
    """Summaries a batch at a time, so that a long list neither waits nor fills memory."""
    batch = []
    for report in found.iterator(chunk_size=size):
        batch.append(report)
        if len(batch) == size:
            yield from summaries.summaries(batch)
            batch = []
    yield from summaries.summaries(batch)


def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "glossary.html", {"terms": terms.terms()})


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


def data(request: HttpRequest) -> HttpResponse:
    return render(request, "data.html", {"catalogue": CATALOGUE, **packages.listed(request)})
