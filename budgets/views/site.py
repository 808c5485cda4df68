"""The front page with its search, and the pages about the portal."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports, plain_words
from budgets.amounts import share
from budgets.datasets import BATCH, DATASET, DATASETS
from budgets.models import Report
from budgets.queries import glossary as terms
from budgets.queries import home as front
from budgets.queries import places, reports, search, summaries, totals
from budgets.queries.hits import hits
from budgets.tables.catalogue import CATALOGUE
from budgets.tables.crossings import HitsTable, TermsTable
from budgets.tables.lists import ReportsTable
from budgets.views import embed, filters, packages
from budgets.views.asking import FILE, LIST, accepts, narrowed_by, one_of, refuse_unknown


@accepts("q", "embed")
def home(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    if text:
        return render(request, "search.html", {"results": search.results(text), "q": text})
    picture = front.big_picture()
    largest = front.largest_shares()
    chart = share_chart(largest)
    if embed.is_asked(request):
        return embed.page(request, [chart])
    example = front.example(picture) if picture else None
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


@accepts("q", *FILE)
def search_file(request: HttpRequest) -> HttpResponseBase:
    text = request.GET.get("q", "").strip()
    if not text:
        raise BadRequest("要查什么？在网址后面写 ?q= 和要查的词。")
    return exports.response(request, exports.sheet(f"搜索{text[:40]}", HitsTable([]), hits(text)))


@accepts(*LIST, "sort")
def report_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    sort = one_of(request, "sort", "排序", SORTS)
    held = totals.sum_of(totals.of_years(chosen.prefix, chosen.year), "published")
    known = None if sort == "project_share" else held
    found = summaries.as_shown(chosen.reports(reports.published()))
    page = filters.page_of(request, in_order(found, sort), known)
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


@accepts(*LIST, *FILE, "sort")
def report_list_file(request: HttpRequest) -> HttpResponseBase:
    found = filters.chosen(request).reports(
        reports.published().order_by("department__region_id", "department_id", "year")
    )
    records = DATASET["reports"].batched(found.iterator(chunk_size=BATCH))
    return exports.response(request, exports.sheet("报告一览", ReportsTable([]), records, found.count))


@accepts("page")
def glossary(request: HttpRequest) -> HttpResponse:
    page = filters.page_of(request, terms.terms())
    return render(request, "glossary.html", {"page_obj": page, "terms": terms.definitions(page.object_list)})


@accepts(*FILE)
def glossary_file(request: HttpRequest) -> HttpResponseBase:
    return exports.response(request, exports.sheet("名词解释", TermsTable([]), terms.definitions(terms.terms())))


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


@accepts("region")
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "data.html", {"catalogue": CATALOGUE, "datasets": DATASETS, **packages.listed(request)})


def data_dictionary(request: HttpRequest) -> HttpResponse:
    return render(request, "data_dictionary.html", {"catalogue": CATALOGUE, "datasets": DATASETS})


def dataset_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A whole dataset, or what its filters leave of it."""
    of = DATASET.get(name)
    if of is None:
        raise Http404
    refuse_unknown(request, (*of.filters, *FILE))
    found = of.narrowed(of.query(reports.published()), narrowed_by(request, of)).order_by("pk")
    return exports.response(request, of.sheet(found))
