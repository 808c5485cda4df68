"""The front page with its search, and the pages about the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports, plain_words
from budgets.amounts import share
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
    largest = front.largest_shares()
    chart = share_chart(largest)
    if embed.is_asked(request):
        return embed.page(request, [chart])
    example = front.example()
    context = {
        "picture": picture,
        "shares": largest,
        "share_chart": chart,
        "example": example,
        "example_parts": front.parts_of(example) if example else [],
        "newest": ReportsTable(front.newest_published()),
        "provinces": places.provinces(),
        "words": [(name, *plain_words.TERMS[name]) for name in ("基本支出", "项目支出", "“三公”经费")],
    }
    return render(request, "home.html", context)


def share_chart(of: front.Shares | None) -> charts.Chart | None:
    if of is None:
        return None
    title = "没有一个部门把一半以上的钱花在专门项目上"
    if of.mostly:
        title = f"{of.count} 个部门里，有 {of.mostly} 个把一半以上的钱花在专门项目上"
    which = f"，最多的 {len(of.shown)} 个" if of.count > len(of.shown) else ""
    year = f"{of.years[0]} 年" if len(of.years) == 1 else "各部门最新一年"
    fiction = "，虚构示例" if of.is_fictional else ""
    unit = f"项目支出与基本支出各占百分比，{year}{which}{fiction}"
    names = [f"{r.holder}" if len(of.years) == 1 else f"{r.holder} {r.year}" for r in of.shown]
    project = [share(report.project, report.total) for report in of.shown]
    basic = [share(report.basic, report.total) for report in of.shown]
    return charts.shares(charts.Says("shares", title, unit, "各部门预算支出总表（表 3）"), names, project, basic)


SORTS = {"": "最新收录", "total": "预算合计", "project_share": "项目占比"}


def report_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    sort = request.GET.get("sort", "")
    page = filters.page_of(request, in_order(chosen.reports(reports.published()), sort))
    context = {
        "chosen": chosen,
        "sort": sort,
        "sorts": SORTS,
        "page_obj": page,
        "listed": ReportsTable(summaries.summaries(page.object_list)),
        "csv": f"/reports.csv{chosen.query}",
    }
    return render(request, "report_list.html", context)


def in_order(found: QuerySet[Report], sort: str) -> QuerySet[Report]:
    if sort == "project_share":
        return reports.by_project_share(found)
    return reports.by_total(found) if sort == "total" else found.order_by("-published_at", "-id")


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
