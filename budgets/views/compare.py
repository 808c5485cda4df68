"""比一比: up to six departments side by side, or one over the years. A plain GET form that works without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from budgets import charts, exports
from budgets.amounts import share
from budgets.comparing import Choice, Comparison, Row, compared, comparison, is_current
from budgets.models import Report
from budgets.queries import compare as comparing
from budgets.queries import measures
from budgets.queries.compare import Side
from budgets.queries.measures import Measure
from budgets.tables.crossings import ComparedTable, InsideTable
from budgets.views import asking, embed, filters
from budgets.views.asking import FILE, accepts
from budgets.vocabulary import FUNDS_BASES

ASKED = ("d", "year", "measure", "basis", "baseline")
BASES = ("", "report", "current")


def choice(request: HttpRequest) -> Choice:
    """400 where they can't be. An empty one is one not chosen: that is how a form sends it."""
    query = request.GET
    departments = list(dict.fromkeys(asking.whole(text, "部门编号") for text in query.getlist("d") if text))
    if len(departments) > comparing.MOST:
        raise BadRequest(f"最多比 {comparing.MOST} 个部门，这里有 {len(departments)} 个。")
    return Choice(
        departments,
        sorted({filters.year(text) for text in query.getlist("year") if text}),
        measure_of(query.get("measure", "")),
        asking.one_of(request, "basis", "口径", BASES) == "current",
        asking.number(request, "baseline", "部门编号"),
    )


def measure_of(key: str) -> Measure:
    found = measures.measure(key)
    if key and found.key != key:
        words = "、".join(measures.BY_KEY)
        raise BadRequest(f"比什么只能是 {words}，或者 f:科目编码、e:经济科目名称，不能是“{key[:40]}”。")
    return found


@accepts(*ASKED, "q", "embed")
def compare(request: HttpRequest) -> HttpResponse:
    chosen = choice(request)
    asked = request.GET.get("q", "").strip()
    found = comparing.matching(asked, chosen.departments) if asked else []
    if len(found) == 1 and len(chosen.departments) < comparing.MOST:
        return redirect(f"{request.path}?{added(request.GET, found[0].pk)}")
    shown = comparison(chosen)
    small = small_charts(shown)
    if embed.is_asked(request):
        return embed.page(request, small)
    reports = [side.by_year.get(shown.year) for side in shown.sides]
    context = {
        "chosen": chosen,
        "shown": shown,
        "charts": small,
        "measures": measures.MEASURES,
        "asked": asked,
        "found": found[: comparing.OFFERED],
        "has_more": len(found) > comparing.OFFERED,
        "offered": comparing.offered(shown.sides),
        "all_years": sorted({year for side in shown.sides for year in side.by_year}),
        "is_full": len(shown.sides) >= comparing.MOST,
        "cautions": cautions(shown),
        "functions": comparing.inside(reports, "expenditure"),
        "economics": comparing.inside(reports, "basic_by_economic"),
        "shares": shares(shown),
        "query": request.GET.urlencode(),
        "permalink": request.build_absolute_uri(),
    }
    return render(request, "compare.html", context)


def added(query: QueryDict, department: int) -> str:
    """The same choice with one department more, and nothing left to look for."""
    changed = query.copy()
    changed.pop("q", None)
    changed.appendlist("d", str(department))
    return changed.urlencode()


def small_charts(shown: Comparison) -> list[charts.Chart]:
    """The same small chart per department, one scale for all. Names stand above, so one colour is enough."""
    most = max((one.amount for row in shown.rows for one in row.cells if one.amount is not None), default=None)
    return [small_chart(number, row, shown, most) for number, row in enumerate(shown.rows, start=1)]


def small_chart(number: int, row: Row, shown: Comparison, most: Decimal | None) -> charts.Chart:
    slots = [(year, one.amount, one.is_derived) for year, one in zip(shown.years, row.cells, strict=True)]
    of = shown.chosen.measure
    department = row.side.department
    basis = "，不含上年结转" if is_current(shown.chosen) else ""
    unit = f"{of.official}{basis}，{'%' if of.is_share else '万元'}"
    fiction = "（虚构示例）" if department.region.is_fictional else ""
    source = f"{department}{fiction}各年预算报告，{of.source}"
    says = charts.Says(f"compare-{number}", str(department), unit, source)
    gaps = {year: "没读到" for year, one in zip(shown.years, row.cells, strict=True) if one.has_report}
    look = {"height": 200, "most": most, "whole": True, "is_share": of.is_share}
    return charts.columns(says, slots, gaps=gaps, **look)


def shares(shown: Comparison) -> list[tuple[Side, int, Decimal]]:
    """项目支出占比 of each department's newest year shown, largest first."""
    found = []
    for side in shown.sides:
        year = max((year for year in shown.years if year in side.by_year), default=None)
        report = side.by_year.get(year)
        part = share(report.project, report.total) if report else None
        if part is not None:
            found.append((side, year, part))
    return sorted(found, key=lambda item: -item[2])


def cautions(shown: Comparison) -> dict[str, object]:
    """What makes the figures incomparable: scopes, carry-over, funds, missing years, the fictional region."""
    sides, years, of = shown.sides, shown.years, shown.chosen.measure
    held = [(side, year, side.by_year[year]) for side in sides for year in years if year in side.by_year]
    scopes = {report.scope for _, _, report in held}
    carryover = of.column in {"total", "project"} and not is_current(shown.chosen)
    found = {
        "units": [(side, year) for side, year, report in held if report.scope == "unit"] if len(scopes) > 1 else [],
        "carryover": with_carryover(sides, held) if carryover and any(r.carryover for *_, r in held) else [],
        "missing": [side for side in sides if shown.year not in side.by_year],
        "fictional": [side for side in sides if side.department.region.is_fictional],
        "funds": mixed_funds(held, of),
    }
    return found | {"any": any(found.values())}


def with_carryover(sides: Sequence[Side], held: Sequence[tuple[Side, int, object]]) -> list[tuple[Side, list[int]]]:
    years = [(side, [year for other, year, report in held if other is side and report.carryover]) for side in sides]
    return [(side, found) for side, found in years if found]


def mixed_funds(held: Sequence[tuple[Side, int, object]], of: Measure) -> list[str]:
    """资金口径 that differ among the compared tables."""
    if of.column != "three_public" and of.key != "operating":
        return []
    slug = "operating" if of.key == "operating" else "three_public"
    found = set(comparing.funds_bases([report for *_, report in held], slug).values())
    return [FUNDS_BASES[key] for key in sorted(found)] if len(found) > 1 else []


@accepts(*ASKED, *FILE, "q")
def compare_file(request: HttpRequest) -> HttpResponseBase:
    shown = comparison(choice(request))
    return exports.response(request, exports.sheet("比一比", ComparedTable([]), compared(shown)))


@accepts(*ASKED, *FILE, "q")
def functions_file(request: HttpRequest) -> HttpResponseBase:
    return inside_file(request, "比功能科目", "expenditure")


@accepts(*ASKED, *FILE, "q")
def economics_file(request: HttpRequest) -> HttpResponseBase:
    return inside_file(request, "比经济科目", "basic_by_economic")


@dataclass(frozen=True, slots=True)
class Inside:
    """What one report has under one code, in yuan."""

    code: str | None
    name: str
    report: Report
    amount: Decimal | None


def inside_file(request: HttpRequest, name: str, slug: str) -> HttpResponseBase:
    """The year and the reports that the page shows inside."""
    shown = comparison(choice(request))
    reports = [side.by_year[shown.year] for side in shown.sides if shown.year in side.by_year]
    cells = (
        Inside(row.code, row.name, report, amount)
        for row in comparing.inside(reports, slug)
        for report, amount in zip(reports, row.amounts, strict=True)
    )
    return exports.response(request, exports.sheet(name, InsideTable([]), cells))
