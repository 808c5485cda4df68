"""没对上的数: failed checks across published reports."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import exports
from budgets.models import Finding
from budgets.queries import checks
from budgets.rules import RULE
from budgets.tables.findings import FindingsTable
from budgets.views import filters

GRADES = {"": ("error", "warning"), "error": ("error",), "all": ("error", "warning", "notice")}


def check_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    grade = request.GET.get("grade", "")
    rule = request.GET.get("rule", "")
    found = failed(request, chosen)
    page = filters.page_of(request, found)
    real = checks.totals(is_fictional=False)
    context = {
        "chosen": chosen,
        "grade": grade,
        "rule": rule,
        "rules": [RULE[code] for code in checks.failed_rules() if code in RULE],
        "page_obj": page,
        "totals": real if real.total else checks.totals(is_fictional=True),
        "totals_are_fictional": not real.total,
        "csv": f"/checks.csv?{request.GET.urlencode()}",
    }
    return render(request, "check_list.html", context)


def check_list_csv(request: HttpRequest) -> HttpResponseBase:
    """Every result of every published report: passed and skipped ones too, unless a grade was chosen."""
    chosen = filters.chosen(request)
    found = narrowed(request, chosen) if "grade" not in request.GET else failed(request, chosen)
    rows = exports.table_rows(FindingsTable([]), found.iterator(chunk_size=1000))
    return exports.csv_response(request, "核对结果", rows)


def failed(request: HttpRequest, chosen: filters.Chosen) -> QuerySet[Finding]:
    grades = GRADES.get(request.GET.get("grade", ""), GRADES[""])
    return narrowed(request, chosen).filter(outcome="failed", severity__in=grades)


def narrowed(request: HttpRequest, chosen: filters.Chosen) -> QuerySet[Finding]:
    found = checks.of_published()
    if chosen.prefix:
        found = found.filter(report__department__region__code__startswith=chosen.prefix)
    if chosen.year:
        found = found.filter(report__year=chosen.year)
    if request.GET.get("rule"):
        found = found.filter(rule=request.GET["rule"][:48])
    return found
