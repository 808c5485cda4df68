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
from budgets.views.asking import FILE, LIST, accepts, one_of

RESULTS = 20  # a page: each is as tall as ten rows of other lists
GRADES = {"": ("error", "warning"), "error": ("error",), "all": ("error", "warning", "notice")}


@accepts(*LIST, "grade", "rule")
def check_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.chosen(request)
    found = failed(request, chosen)
    grade = request.GET.get("grade", "")
    rule = request.GET.get("rule", "")
    known = checks.failed_count(chosen.prefix, chosen.year, rule, GRADES.get(grade, GRADES[""]))
    page = filters.page_of(request, found, known, size=RESULTS)
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


@accepts(*LIST, *FILE, "grade", "rule")
def check_list_file(request: HttpRequest) -> HttpResponseBase:
    """Every result of every published report: passed and skipped ones too, unless a grade was chosen."""
    chosen = filters.chosen(request)
    found = narrowed(request, chosen) if "grade" not in request.GET else failed(request, chosen)
    rows = found.iterator(chunk_size=1000)
    return exports.response(request, exports.sheet("核对结果", FindingsTable([]), rows, found.count))


def failed(request: HttpRequest, chosen: filters.Chosen) -> QuerySet[Finding]:
    grades = GRADES[one_of(request, "grade", "级别", GRADES)]
    return narrowed(request, chosen).filter(outcome="failed", severity__in=grades)


def narrowed(request: HttpRequest, chosen: filters.Chosen) -> QuerySet[Finding]:
    found = checks.of_published()
    if chosen.prefix:
        found = found.filter(report__department__region__code__startswith=chosen.prefix)
    if chosen.year:
        found = found.filter(report__year=chosen.year)
    rule = one_of(request, "rule", "规则代码", RULE)
    return found.filter(rule=rule) if rule else found
