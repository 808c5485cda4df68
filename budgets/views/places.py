"""Regions and departments."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import charts, exports
from budgets.models import Department, Region
from budgets.queries import places, summaries
from budgets.queries.summaries import Summary
from budgets.tables.lists import ReportsTable


def region_list(request: HttpRequest) -> HttpResponse:
    return render(request, "region_list.html", {"provinces": places.provinces()})


def region(request: HttpRequest, code: str) -> HttpResponse:
    of = region_or_404(code)
    entries = summaries.by_total(summaries.summaries(places.newest_reports(of)))
    context = {
        "region": of,
        "regions": places.path(of),
        "children": places.children(of),
        "entries": entries,
        "listed": ReportsTable(entries),
        "years": sorted({s.report.year for s in entries}, reverse=True),
        "mixed": mixed(entries),
        "largest": max((s.report.total for s in entries if s.report.total is not None), default=None),
    }
    return render(request, "region.html", context)


def region_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    of = region_or_404(code)
    entries = summaries.by_total(summaries.summaries(places.newest_reports(of)))
    return exports.csv_response(request, f"{of.name}各部门预算", exports.table_rows(ReportsTable([]), entries))


def region_or_404(code: str) -> Region:
    of = places.region(code)
    if of is None:
        raise Http404
    return of


def mixed(entries: list[Summary]) -> dict[str, bool]:
    """What makes these totals incomparable: scopes, carry-over, years."""
    reports = [s.report for s in entries]
    return {
        "scopes": len({r.scope for r in reports}) > 1,
        "carryover": 0 < len([r for r in reports if r.carryover]) < len(reports),
        "years": len({r.year for r in reports}) > 1,
    }


def department(request: HttpRequest, department_id: int) -> HttpResponse:
    of = department_or_404(department_id)
    entries = summaries.summaries(places.department_reports(of))
    threads = by_holder(entries)
    context = {
        "department": of,
        "regions": places.path(of.region),
        "entries": entries,
        "listed": ReportsTable(entries),
        "threads": [(title, held, thread_chart(n, title, held)) for n, (title, held) in enumerate(threads)],
        "names": list(of.names.exclude(name=of.name)),
        "successions": places.successions(of),
    }
    return render(request, "department.html", context)


def department_csv(request: HttpRequest, department_id: int) -> HttpResponseBase:
    of = department_or_404(department_id)
    entries = summaries.summaries(places.department_reports(of))
    return exports.csv_response(request, f"{of.name}历年预算", exports.table_rows(ReportsTable([]), entries))


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


def thread_chart(number: int, title: str, held: list[Summary]) -> charts.Chart | None:
    """Every year from the first to the last; the year before the first from the report's words, hatched."""
    amounts = {s.report.year: (s.report.total, False) for s in held}
    for entry in held:
        if entry.change and entry.change.is_derived:
            amounts.setdefault(entry.report.year - 1, (entry.change.prior, True))
    years = [(year, *amounts.get(year, (None, False))) for year in range(min(amounts), max(amounts) + 1)]
    shown = [
        f"{year} 年 {'未收录' if total is None else charts.grouped(total)}{'（推算）' if derived else ''}"
        for year, total, derived in years
    ]
    return charts.columns(f"thread-{number}", f"柱图，{title}，万元：{'，'.join(shown)}", years, whole=len(years) > 4)
