"""Across departments: projects, 三公经费, disclosure."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports, targets
from budgets.models import Line, Project, Report
from budgets.queries import disclosure, listed_projects, places, projects, reports, search, three_public, totals
from budgets.queries.listed_projects import Wanted
from budgets.tables.crossings import DisclosureTable
from budgets.tables.rankings import ProjectsTable, ThreePublicTable
from budgets.views import asking, embed, filters
from budgets.views.asking import FILE, LIST, accepts

PROJECTS = ("q", "department", "min", "max", "attribute", "turnover")


@accepts(*LIST, *PROJECTS)
def project_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    wanted = wanted_projects(request, chosen)
    found = listed_projects.found(wanted)
    page = filters.page_of(request, found.keys, is_more=found.is_more)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "chosen": chosen,
        "wanted": wanted,
        "q": request.GET.get("q", ""),
        "least": request.GET.get("min", ""),
        "most": request.GET.get("max", ""),
        "department": places.department(wanted.department) if wanted.department else None,
        "attributes": listed_projects.attributes(),
        "turnovers": TURNOVERS,
        "page_obj": page,
        "listed": ProjectsTable(listed_projects.lines(page.object_list)),
        "csv": f"/projects.csv?{query.urlencode()}",
    }
    return render(request, "project_list.html", context)


TURNOVERS = {"new": "新列的（上年报告里没有）", "ended": "结束的（这年报告里没再列）"}


@accepts(*LIST, *FILE, *PROJECTS)
def project_list_file(request: HttpRequest) -> HttpResponseBase:
    wanted = wanted_projects(request, filters.chosen(request))
    for name, amount in (("min", wanted.least), ("max", wanted.most)):
        if request.GET.get(name) and amount is None:
            raise BadRequest(f"金额要写成数字，单位万元，例如 120.5，不能是“{request.GET[name][:40]}”。")
    found = listed_projects.one_by_one(wanted)
    return exports.response(request, exports.sheet_of_query("项目", ProjectsTable([]), found))


def wanted_projects(request: HttpRequest, chosen: filters.Chosen) -> Wanted:
    question = search.asked(request.GET.get("q", ""))
    return Wanted(
        question=question,
        year=chosen.year or question.year,
        region=chosen.prefix,
        department=asking.number(request, "department", "部门编号"),
        least=filters.wan(request.GET.get("min", "")),
        most=filters.wan(request.GET.get("max", "")),
        attribute=request.GET.get("attribute", ""),
        turnover=asking.one_of(request, "turnover", "和上年比", TURNOVERS),
    )


@accepts("embed")
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    of = projects.project(project_id)
    if of is None:
        raise Http404
    lines = projects.one_per_year(projects.lines(of))
    chart = project_chart(of, lines)
    if embed.is_asked(request):
        return embed.page(request, [chart])
    years = sorted({line.table.report.year for line in lines})
    later = projects.next_reports(of, years, [line.table.report.unit_id for line in lines])
    forms = targets.by_year(projects.targets(of))
    columns, funding = targets.indicator_columns(forms), targets.funding_columns(forms)
    context = {
        "project": of,
        "regions": places.path(of.department.region),
        "lines": lines,
        "newest": newest(lines),
        "forms": forms,
        "target": forms[0] if forms else None,
        "columns": columns,
        "rows": targets.indicator_rows(columns),
        "funding_columns": funding,
        "funding_rows": targets.funding_rows(funding),
        "words": targets.words(forms),
        "replaced": projects.replaced_targets(of),
        "ended": later[0] if later else None,
        "chart": chart,
    }
    return render(request, "project.html", context)


def newest(lines: list[Line]) -> Line | None:
    """This year's money before carry-over, of the newest year."""
    return max(lines, key=lambda line: (line.table.report.year, line.table.kind == "projects"), default=None)


def project_chart(of: Project, lines: list[Line]) -> charts.Chart | None:
    amounts = {line.table.report.year: line.total for line in lines if line.table.kind == "projects"}
    if len(amounts) < 2:
        return None
    years = [(year, amounts.get(year), False) for year in range(min(amounts), max(amounts) + 1)]
    gaps = dict.fromkeys(projects.reported_years(of), "没列") | dict.fromkeys(amounts, "原表空白")
    fiction = "（虚构示例）" if of.department.region.is_fictional else ""
    source = f"{of.department}{fiction}各年预算报告，项目支出预算表（本年预算）"
    says = charts.Says("project", f"{of.name}，各年安排", "本年预算，万元", source)
    return charts.columns(says, years, "--c2", gaps=gaps)


@accepts(*FILE)
def project_file(request: HttpRequest, project_id: int) -> HttpResponseBase:
    of = projects.project(project_id)
    if of is None:
        raise Http404
    return exports.response(request, exports.sheet(of.name, ProjectsTable([]), projects.lines(of)))


@accepts(*LIST)
def three_public_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    year = chosen.year or reports.newest_year()
    sums = three_public.sums(chosen.prefix, year)
    found = three_public.of_year(year, chosen.prefix) if year else Report.objects.none()
    page = filters.page_of(request, found, sums.reports)
    context = {
        "chosen": chosen,
        "year": year,
        "page_obj": page,
        "count": sums.reports,
        "listed": ThreePublicTable(three_public.entries(page.object_list)),
        "real_count": sums.real_with_total,
        "total": sums.real_total,
        "mixed": 0 < sums.unit_reports < sums.reports,
        "csv": f"/three-public.csv?year={year or ''}{f'&region={chosen.region}' if chosen.region else ''}",
    }
    return render(request, "three_public_list.html", context)


@accepts(*LIST, *FILE)
def three_public_list_file(request: HttpRequest) -> HttpResponseBase:
    """Largest first within each batch of reports, newest year first: a file is written while it is read."""
    found = filters.chosen(request).reports(reports.without_overlap())
    entries = three_public.entries_in_batches(found.order_by("-year", F("three_public").desc(nulls_last=True), "pk"))
    return exports.response(request, exports.sheet("三公经费", ThreePublicTable([]), entries))


@accepts("region", "page")
def disclosure_board(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    known = totals.sum_of(totals.of_regions(chosen.prefix), "departments")
    page = filters.page_of(request, disclosure.departments(chosen.prefix), known)
    context = {
        "chosen": chosen,
        "years": totals.years(chosen.prefix) if chosen.prefix else chosen.years,
        "board": disclosure.rows(page.object_list),
        "page_obj": page,
        "csv": f"/disclosure.csv{chosen.query}",
    }
    return render(request, "disclosure_board.html", context)


@accepts("region", *FILE)
def disclosure_board_file(request: HttpRequest) -> HttpResponseBase:
    held = disclosure.one_by_one(filters.chosen(request).prefix)
    return exports.response(request, exports.sheet("谁公开了", DisclosureTable([]), held))
