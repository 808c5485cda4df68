"""Regions and departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports
from budgets.datasets import DATASET
from budgets.models import Department, Region
from budgets.queries import compare, places, projects, summaries, three_public
from budgets.queries.summaries import Summary
from budgets.tables.lists import ReportsTable
from budgets.views import embed, filters
from budgets.views.asking import FILE, accepts


@accepts()
def region_list(request: HttpRequest) -> HttpResponse:
    return render(request, "region_list.html", {"provinces": places.provinces()})


@accepts(*FILE)
def region_list_file(request: HttpRequest) -> HttpResponseBase:
    of = DATASET["regions"]
    return exports.response(request, exports.sheet("行政区划", of.table([]), of.records()))


@accepts("year", "embed", "page")
def region(request: HttpRequest, code: str) -> HttpResponse:
    of = region_or_404(code)
    years = places.years(of)
    year = filters.year_of(request) or next(iter(years), None)
    standing = places.standing(of, year) if year else []
    page = filters.page_of(request, standing)
    entries = summaries.shown([one.report_id for one in page.object_list])
    totals = [one.total for one in standing if one.total is not None]
    context = {
        "region": of,
        "regions": places.path(of),
        "children": places.children(of),
        "page_obj": page,
        "entries": entries,
        "listed": ReportsTable(entries),
        "years": years,
        "year": year,
        "missing": places.others(of, [one.department_id for one in standing]),
        "mixed": mixed(standing),
        "total": sum(totals) if totals else None,
        "counted": len(totals),
        "largest": max(totals, default=None),
    }
    return render(request, "region.html", context)


@accepts("year", *FILE)
def region_file(request: HttpRequest, code: str) -> HttpResponseBase:
    of = region_or_404(code)
    year = filters.year_of(request)
    found = places.reports_of_year(of, year) if year else places.newest_reports(of)
    entries = summaries.by_total(summaries.summaries(found))
    return exports.response(request, exports.sheet(f"{of.name}各部门预算", ReportsTable([]), entries))


def region_or_404(code: str) -> Region:
    of = places.region(code)
    if of is None:
        raise Http404
    return of


def mixed(standing: Sequence[places.Standing]) -> dict[str, bool]:
    """What makes these totals incomparable: scopes, carry-over."""
    return {
        "scopes": len({one.unit is None for one in standing}) > 1,
        "carryover": 0 < len([one for one in standing if one.carryover]) < len(standing),
    }


@accepts("embed")
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    of = department_or_404(department_id)
    entries = summaries.summaries(places.department_reports(of))
    threads = [Thread(number, title, held) for number, (title, held) in enumerate(by_holder(entries))]
    if embed.is_asked(request):
        return embed.page(request, [thread.chart for thread in threads])
    context = {
        "department": of,
        "regions": places.path(of.region),
        "entries": entries,
        "listed": ReportsTable(entries),
        "threads": threads,
        "main": inside_years(threads[0].held),
        "names": list(of.names.exclude(name=of.name)),
        "successions": places.successions(of),
    }
    return render(request, "department.html", context)


MOST_YEARS = 8


def inside_years(held: list[Summary]) -> dict[str, object]:
    """What is inside the years of one thread, newest first: functions, 三公经费, projects new, ended and changed."""
    reports = [entry.report for entry in reversed(held[-MOST_YEARS:])]
    turnovers = projects.turnovers([entry.report for entry in held[-MOST_YEARS - 1 :]])
    return {
        "years": [report.year for report in reports],
        "reports": reports,
        "functions": compare.inside(reports, "expenditure") if len(reports) > 1 else [],
        "three_public": three_public.entries_in_order(reports),
        "turnovers": [(report, turnovers[report.pk]) for report in reports if report.pk in turnovers],
    }


@dataclass(frozen=True, slots=True)
class Thread:
    """The years of the 部门 report, or of one unit's own: never both on one axis."""

    number: int
    title: str
    held: list[Summary]

    @property
    def chart(self) -> charts.Chart:
        """Every year from the first to the last; the year before the first from the report's words, hatched."""
        amounts = {s.report.year: (s.report.total, False) for s in self.held}
        for entry in self.held:
            if entry.change and entry.change.is_derived:
                amounts.setdefault(entry.report.year - 1, (entry.change.prior, True))
        years = [(year, *amounts.get(year, (None, False))) for year in range(min(amounts), max(amounts) + 1)]
        report = self.held[-1].report
        fiction = "（虚构示例）" if report.department.region.is_fictional else ""
        says = charts.Says(
            f"thread-{self.number}",
            f"{report.holder}各年的全年预算",
            f"预算支出总计，{self.title}，万元",
            f"{report.holder}{fiction}各年预算报告，预算收支总表",
        )
        gaps = {s.report.year: "没读到" for s in self.held}
        return charts.columns(says, years, whole=len(years) > 4, gaps=gaps)


@accepts(*FILE)
def department_file(request: HttpRequest, department_id: int) -> HttpResponseBase:
    of = department_or_404(department_id)
    entries = summaries.summaries(places.department_reports(of))
    return exports.response(request, exports.sheet(f"{of.name}历年预算", ReportsTable([]), entries))


def department_or_404(department_id: int) -> Department:
    of = places.department(department_id)
    if of is None:
        raise Http404
    return of


def by_holder(entries: list[Summary]) -> list[tuple[str, list[Summary]]]:
    """部门 and 单位 budgets never stand on one axis: a thread of years for each."""
    threads: dict[int | None, list[Summary]] = {}
    for entry in sorted(entries, key=lambda s: (s.report.unit_id is not None, s.report.unit_id or 0, s.report.year)):
        threads.setdefault(entry.report.unit_id, []).append(entry)
    return [
        (f"单位预算：{held[0].report.unit}" if unit else "部门预算（含所属单位）", held)
        for unit, held in threads.items()
    ]
