"""科目 (codes): who spends on one, and how much it is each year."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets import exports, plain_words
from budgets.models import Line
from budgets.queries import codes
from budgets.queries.codes import CodeYear
from budgets.tables.rankings import EconomicSpendersTable, FunctionalSpendersTable
from budgets.views import filters
from budgets.views.asking import FILE, accepts


@accepts("year", "page")
def function(request: HttpRequest, code: str) -> HttpResponse:
    known = codes.functional(code)
    if not known:
        raise Http404
    context = {
        **spending(request, codes.of_function(code), FunctionalSpendersTable),
        "kind": "functions",
        "official": "支出功能分类",
        "code": code,
        "known": known,
        "plain": plain_words.functional(code),
        "parent": next(iter(codes.functional(code[:-2])), None) if len(code) > 3 else None,
        "children": codes.functional_children(code),
    }
    return render(request, "code.html", context)


@accepts("year", *FILE)
def function_file(request: HttpRequest, code: str) -> HttpResponseBase:
    return spenders_file(request, f"功能科目{code}", codes.functional_lines(code), FunctionalSpendersTable)


@accepts("year", "page")
def economic(request: HttpRequest, code: str) -> HttpResponse:
    known = codes.economic(code)
    if not known:
        raise Http404
    context = {
        **spending(request, codes.of_economic(known), EconomicSpendersTable),
        "kind": "economics",
        "official": known[0].get_classification_display(),
        "code": code,
        "known": known,
        "plain": plain_words.economic(code, known[0].name),
        "parent": next(iter(codes.economic(code[:-2])), None) if len(code) > 3 else None,
        "children": [],
    }
    return render(request, "code.html", context)


@accepts("year", *FILE)
def economic_file(request: HttpRequest, code: str) -> HttpResponseBase:
    lines = codes.economic_lines(codes.economic(code))
    return spenders_file(request, f"经济科目{code}", lines, EconomicSpendersTable)


def spending(request: HttpRequest, wanted: Q, table: type) -> dict[str, object]:
    """Who spent on it in the chosen year; without a choice the newest year that has any."""
    sums = codes.by_year(wanted)
    year = filters.year_of(request) or default_year(sums)
    of_year = [row for row in sums if row.year == year]
    count = sum(row.reports for row in of_year)
    page = filters.page_of(request, codes.of_one_year(wanted, year or 0), count)
    real = next((row for row in of_year if not row.is_fictional), None)
    return {
        "years": list(dict.fromkeys(row.year for row in sums)),
        "year": year,
        "page_obj": page,
        "listed": table(codes.spenders(page.object_list)),
        "total": real and real.total,
        "by_year": [row for row in sums if not row.is_fictional] or sums,
        "real_count": real.reports if real else 0,
        "mixed": real is not None and 0 < real.unit_reports < real.reports,
    }


def default_year(sums: Sequence[CodeYear]) -> int | None:
    """The newest year with real money; where all is fiction, its newest."""
    return max(((not row.is_fictional, row.year) for row in sums), default=(False, None))[1]


def spenders_file(request: HttpRequest, name: str, lines: QuerySet[Line], table: type) -> HttpResponseBase:
    """By region, department and year, not by amount: a file is written while it is read."""
    year = filters.year_of(request)
    chosen = lines.filter(table__report__year=year) if year else lines
    return exports.response(request, exports.sheet(name, table([]), codes.spenders_one_by_one(chosen)))
