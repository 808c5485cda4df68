"""One report: the year's budget, its tables, its checks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import exports, jsonld
from budgets.models import Finding, Line, Report, ReportTable
from budgets.packages import store
from budgets.packages.wanted import name_of_report
from budgets.queries import checks, places, projects, reports, versions
from budgets.queries.changes import changes
from budgets.tables.findings import FindingsTable
from budgets.tables.printed import PRINTED, PrintedTable
from budgets.views import budget_page, embed
from budgets.views.found import for_report
from budgets.vocabulary import SEVERITIES, TABLE_KIND


def frame(report: Report, base: str) -> dict[str, object]:
    """What every page of a report says of itself: whose, which scope, which version, what else there is."""
    return {
        "report": report,
        "base": base,
        "name": reports.name_then(report),
        "is_masked": reports.is_masked(report.source),
        "regions": places.path(report.department.region),
        "siblings": reports.siblings(report),
        "years": budget_page.year_slots(reports.years(report), report),
        "versions": reports.versions(report),
        "before": versions.before(report) if report.version > 1 else None,
        "present": reports.present(report) if report.status != Report.Status.PUBLISHED else report,
    }


@for_report
def budget(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    lines = reports.lines_of_kinds(report, budget_page.KINDS)
    stored = reports.tables(report)
    expenditure = shown(stored, lines, report, base)
    by_change = {
        topic: changes([report], topic, with_pages=True).get(report.pk)
        for topic in ("expenditure_change", "three_public_change")
    }
    in_figures = budget_page.year_in_figures(report, lines, by_change)
    if embed.is_asked(request):
        return embed.page(request, [in_figures["year_chart"], in_figures["economic_chart"]])
    whose = frame(report, base)
    package = store.index().get(name_of_report(report)) if report.status == Report.Status.PUBLISHED else None
    context = {
        **whose,
        "package": package,
        "dataset": jsonld.of_report(report, whose["name"], stored, package),
        **in_figures,
        "turnover": projects.turnover(report),
        "duties": reports.duties(report),
        "procurement": reports.stated(report, "procurement_total"),
        "tables": with_kinds(stored),
        "three_public_table": next((t for t in stored if t.slug == "three_public"), None),
        "expenditure": expenditure,
        "is_wide": expenditure is not None and expenditure.layout == "scroll",
        "counts": checks.counts([report]).get(report.pk),
        "failed": [f for f in checks.of_report(report) if f.outcome == "failed"],
    }
    return render(request, "budget.html", context)


def shown(stored: list[ReportTable], lines: dict[str, list[Line]], report: Report, base: str) -> PrintedTable | None:
    """支出总表 stands on the page itself."""
    table = next((table for table in stored if table.slug == "expenditure"), None)
    return PRINTED["expenditure"](lines["expenditure"], table, report, base) if table else None


def with_kinds(stored: list[ReportTable]) -> list[ReportTable]:
    for table in stored:
        table.of_kind = TABLE_KIND.get(table.kind)
    return stored


@for_report
def table(request: HttpRequest, *, report: Report, base: str, slug: str) -> HttpResponse:
    stored = reports.table(report, slug)
    if stored is None:
        raise Http404
    lines = reports.lines(stored)
    make = PRINTED.get(stored.kind)
    sides = ("revenue", "expenditure") if any(line.side for line in lines) else (None,)
    failing = checks.failing_cells(report, stored.kind) if lines else {}
    printed = [make(lines, stored, report, base, side, failing) for side in sides] if make and lines else []
    context = {
        **frame(report, base),
        "is_wide": bool(stored.cells) or any(one.layout == "scroll" for one in printed),
        "stored": with_kinds([stored])[0],
        "tables": with_kinds(reports.tables(report)),
        "has_levels": any(line.level == 3 and line.code for line in lines),
        "row_count": len(lines) or len(stored.cells),
        "printed": printed,
    }
    return render(request, "table.html", context)


@for_report
def table_csv(request: HttpRequest, *, report: Report, base: str, slug: str) -> HttpResponseBase:
    stored = reports.table(report, slug)
    if stored is None:
        raise Http404
    year = "" if str(report.year) in stored.title else f"{report.year}年"
    name = f"{report.holder}{year}{stored.title}"
    make = PRINTED.get(stored.kind)
    if make is None:
        rows = [[cell or "" for cell in row] for row in (*stored.headings, *stored.cells)]
        return exports.csv_response(request, name, rows)
    lines = reports.lines(stored)
    return exports.csv_response(request, name, exports.table_rows(make(lines, stored, report, base), lines))


@for_report
def report_checks(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    findings = checks.of_report(report)
    context = {
        **frame(report, base),
        "groups": grouped(findings),
        "counts": checks.count_all(findings),
        "table_titles": {t.slug: t.title for t in report.tables.all()},
    }
    return render(request, "report_checks.html", context)


@for_report
def report_changes(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    """更正: what this version changed."""
    old = versions.before(report)
    if old is None:
        raise Http404
    differences = versions.differences(old, report)
    context = {
        **frame(report, base),
        "old": old,
        "differences": differences,
        "corrections": versions.corrections(report),
    }
    return render(request, "report_changes.html", context)


def grouped(findings: list[Finding]) -> list[tuple[str, list[Finding], bool]]:
    """Failed first, errors before warnings; notices, passed and skipped ones folded away. Title, results, is open."""
    failed = sorted((f for f in findings if f.outcome == "failed"), key=lambda f: list(SEVERITIES).index(f.severity))
    return [
        ("没对上", [f for f in failed if f.severity != "notice"], True),
        ("提示", [f for f in failed if f.severity == "notice"], False),
        ("没法核", [f for f in findings if f.outcome == "skipped"], False),
        ("通过", [f for f in findings if f.outcome == "passed"], False),
    ]


@for_report
def report_checks_csv(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    findings = checks.of_report(report)
    name = f"{report.holder}{report.year}年核对结果"
    return exports.csv_response(request, name, exports.table_rows(FindingsTable([]), findings))
