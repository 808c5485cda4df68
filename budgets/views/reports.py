"""One report: the year's budget, its tables, its checks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import exports, jsonld
from budgets.addresses import permalink_of
from budgets.models import Finding, Line, Report, ReportTable
from budgets.packages import store
from budgets.packages.wanted import name_of_report
from budgets.queries import changes, checks, places, projects, reports, versions
from budgets.tables.columns import PublicColumn
from budgets.tables.crossings import ChangesTable
from budgets.tables.findings import FindingsTable
from budgets.tables.other import as_printed
from budgets.tables.printed import PRINTED, PrintedTable
from budgets.tables.sheet import sheet
from budgets.views import budget_page, embed
from budgets.views.asking import FILE, refuse_unknown
from budgets.views.found import for_report
from budgets.vocabulary import SEVERITIES, TABLE_KIND


def frame(report: Report, base: str) -> dict[str, object]:
    """What every page of a report says of itself: whose, which scope, which version, what else there is."""
    beside = reports.beside(report)
    return {
        "report": report,
        "base": base,
        "name": reports.name_then(report),
        "is_masked": reports.is_masked(report.source),
        "regions": places.path(report.department.region),
        "siblings": beside.siblings,
        "years": budget_page.year_slots(beside.holders, report),
        "holders": beside.holders,
        "versions": beside.versions,
        "is_correction": beside.is_correction(report),
        "present": beside.present,
    }


@for_report
def budget(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    stored = reports.tables(report)
    lines = reports.lines_of_kinds(stored, budget_page.KINDS)
    statements = reports.statements(report)
    whose = frame(report, base)
    holders = whose["holders"]
    by_change = {topic: changes.of_report(report, topic, holders, statements) for topic in changes.COLUMN_OF_TOPIC}
    in_figures = budget_page.year_in_figures(report, lines, by_change)
    if embed.is_asked(request):
        return embed.page(request, [in_figures["year_chart"], in_figures["economic_chart"]])
    package = store.index().get(name_of_report(report)) if report.status == Report.Status.PUBLISHED else None
    expenditure = shown(stored, lines, report, base)
    last_year = [
        other for other in holders if (other.year, other.department_id) == (report.year - 1, report.department_id)
    ]
    context = {
        **whose,
        "package": package,
        "dataset": jsonld.of_report(report, whose["name"], stored, package),
        **in_figures,
        "turnover": projects.turnovers([*last_year, report]).get(report.pk),
        "duties": reports.duties(report),
        "procurement": reports.stated(statements, "procurement_total"),
        "tables": with_kinds(stored),
        "three_public_table": next((t for t in stored if t.slug == "three_public"), None),
        "expenditure": expenditure,
        "is_wide": expenditure is not None and expenditure.layout == "scroll",
        "counts": checks.counts([report]).get(report.pk),
        "failed": checks.failed_of(report),
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
        "sheet": sheet(stored.headings, stored.cells),
    }
    return render(request, "table.html", context)


@for_report
def table_file(request: HttpRequest, *, report: Report, base: str, slug: str) -> HttpResponseBase:
    refuse_unknown(request, FILE)
    stored = reports.table(report, slug)
    if stored is None:
        raise Http404
    year = "" if str(report.year) in stored.title else f"{report.year}年"
    name = f"{report.holder}{year}{stored.title}"
    return exports.response(request, sheet_of(name, stored, report, base))


def sheet_of(name: str, stored: ReportTable, report: Report, base: str) -> exports.Sheet:
    make = PRINTED.get(stored.kind)
    if make is None:
        table = as_printed(stored)
        return exports.sheet(name, table, table.records)
    lines = reports.lines(stored)
    return exports.sheet(name, make(lines, stored, report, base), lines)


@for_report
def report_xlsx(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    """The whole report, one sheet a table."""
    refuse_unknown(request, ())
    sheets = [(sheet_title(stored), sheet_of(stored.title, stored, report, base)) for stored in report.tables.all()]
    name = f"{report.holder}{report.year}年{report.get_scope_display()}"
    return exports.spreadsheet_response(name, [("说明", cover(report, request)), *sheets])


def sheet_title(stored: ReportTable) -> str:
    kind = TABLE_KIND.get(stored.kind)
    return f"{kind.number} {kind.plain}" if kind else stored.title


def cover(report: Report, request: HttpRequest) -> exports.Sheet:
    """What a reader of the file alone has to know."""
    source = report.source
    rows = [
        ("部门", report.department.name),
        ("单位", report.unit.name if report.unit else None),
        ("地区", report.department.region.name + ("（虚构示例）" if report.department.region.is_fictional else "")),
        ("年度", str(report.year)),
        ("口径", report.get_scope_display()),
        ("阶段", report.get_stage_display()),
        ("版本", str(report.version)),
        ("固定链接", request.build_absolute_uri(permalink_of(report))),
        ("文件", source.get_kind_display()),
        ("来源 SHA-256", source.sha256),
        ("官方网址", report.official_url),
        ("金额单位", "万元，照原表准确换算，不四舍五入；空 = 原表空白，0.00 = 原表印了 0"),
        ("相加", "is_total 为 1 的行是合计；只挑一个级别（level）相加，不要把合计和分项加在一起"),
    ]
    columns = [PublicColumn("项"), PublicColumn("内容")]
    return exports.Sheet("说明", ["项", "内容"], columns, [list(row) for row in rows])


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


@for_report
def report_changes_file(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    refuse_unknown(request, FILE)
    old = versions.before(report)
    if old is None:
        raise Http404
    name = f"{report.holder}{report.year}年第{report.version}版改了什么"
    return exports.response(request, exports.sheet(name, ChangesTable([]), versions.differences(old, report)))


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
def report_checks_file(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    refuse_unknown(request, FILE)
    findings = checks.of_report(report)
    name = f"{report.holder}{report.year}年核对结果"
    return exports.response(request, exports.sheet(name, FindingsTable([]), findings))
