"""比一比: up to six departments side by side, or one over the years. A plain GET form that works without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from budgets import charts, exports
from budgets.addresses import base_of
from budgets.amounts import exact, share
from budgets.queries import compare as comparing
from budgets.queries.changes import Change
from budgets.queries.compare import MEASURES, Side
from budgets.views import filters


@dataclass(frozen=True, slots=True)
class Choice:
    """What to compare, from the address."""

    departments: list[int]
    years: list[int]
    measure: str
    without_carryover: bool


def choice(query: QueryDict) -> Choice:
    measure = query.get("measure", "")
    return Choice(
        [number for text in query.getlist("d") if (number := filters.number(text))],
        sorted({number for text in query.getlist("year") if (number := filters.number(text))}),
        measure if measure in MEASURES else "total",
        query.get("basis") == "current",
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A department's figure in a year: printed, derived, or 未收录 (None)."""

    amount: Decimal | None
    is_derived: bool
    has_report: bool


def cell(side: Side, year: int, chosen: Choice) -> Cell:
    if year in side.by_year:
        amount = side.amount(year, chosen.measure, without_carryover=chosen.without_carryover)
        return Cell(amount, is_derived=False, has_report=True)
    following = side.by_year.get(year + 1)
    if chosen.measure == "total" and not chosen.without_carryover and following and following.change:
        return Cell(following.change.prior, is_derived=True, has_report=False)
    return Cell(None, is_derived=False, has_report=False)


def years_of(sides: list[Side], chosen: Choice) -> list[int]:
    if chosen.years:
        return chosen.years
    held = {year for side in sides for year in side.by_year}
    derived = {year - 1 for side in sides for year, entry in side.by_year.items() if entry.change}
    return list(range(min(held | derived), max(held) + 1)) if held else []


def compare(request: HttpRequest) -> HttpResponse:
    chosen = choice(request.GET)
    sides = comparing.sides(chosen.departments)
    years = years_of(sides, chosen)
    rows = [(side, [cell(side, year, chosen) for year in years]) for side in sides]
    newest = shared_year(sides, years)
    reports = [side.by_year[newest].report if newest in side.by_year else None for side in sides]
    context = {
        "chosen": chosen,
        "sides": sides,
        "years": years,
        "rows": rows,
        "charts": small_charts(years, rows),
        "changes": [change_of(side, newest, chosen) for side in sides],
        "measures": MEASURES,
        "measure": MEASURES[chosen.measure],
        "choosable": [d for d in comparing.choosable() if d.pk not in {s.department.pk for s in sides}],
        "all_years": sorted({year for side in sides for year in side.by_year}),
        "is_full": len(sides) >= comparing.MOST,
        "newest": newest,
        "newest_reports": reports,
        "cautions": cautions(sides, years),
        "has_carryover": chosen.measure == "total" and not chosen.without_carryover and any_carryover(sides, years),
        "functions": comparing.inside(reports, "expenditure"),
        "economics": comparing.inside(reports, "basic_by_economic"),
        "shares": shares(sides, newest),
        "query": request.GET.urlencode(),
    }
    return render(request, "compare.html", context)


def shared_year(sides: list[Side], years: list[int]) -> int | None:
    """The year that most of the departments have a report of; of several the newest."""
    return max(years, key=lambda year: (len([side for side in sides if year in side.by_year]), year), default=None)


def small_charts(years: list[int], rows: list[tuple[Side, list[Cell]]]) -> list[charts.Chart]:
    """The same small chart per department, one scale for all. Names stand above, so one colour is enough."""
    amounts = [one.amount for _, cells in rows for one in cells if one.amount is not None]
    most = max(amounts, default=None)
    return [small_chart(side, years, cells, most) for side, cells in rows]


def small_chart(side: Side, years: list[int], cells: list[Cell], most: Decimal | None) -> charts.Chart:
    slots = [(year, one.amount, one.is_derived) for year, one in zip(years, cells, strict=True)]
    shown = "，".join(f"{y} 年 {'未收录' if a is None else charts.grouped(a)}" for y, a, _ in slots)
    label = f"{side.department}，万元：{shown}"
    return charts.columns(f"compare-{side.colour}", label, slots, "--c1", height=200, most=most, whole=True)


def change_of(side: Side, year: int | None, chosen: Choice) -> Change | None:
    """比上年 of the newest year shown, for the measure that reports state it of."""
    entry = side.by_year.get(year) if year else None
    return entry.change if entry and chosen.measure == "total" and not chosen.without_carryover else None


def shares(sides: list[Side], year: int | None) -> list[tuple[Side, Decimal]]:
    """项目支出占比 of the newest year, largest first."""
    found = []
    for side in sides:
        entry = side.by_year.get(year) if year else None
        part = share(entry.report.project, entry.report.total) if entry else None
        if part is not None:
            found.append((side, part))
    return sorted(found, key=lambda item: -item[1])


def cautions(sides: list[Side], years: list[int]) -> dict[str, object]:
    """What makes the totals incomparable: scopes, carry-over, missing years, the fictional region."""
    shown = [(side, year, side.by_year[year].report) for side in sides for year in years if year in side.by_year]
    scopes = {report.scope for _, _, report in shown}
    return {
        "units": [(side, year) for side, year, report in shown if report.scope == "unit"] if len(scopes) > 1 else [],
        "carryover": [
            (side, [year for other, year, report in shown if other is side and report.carryover]) for side in sides
        ],
        "missing": [(side, [y for y in years if y not in side.by_year]) for side in sides],
        "fictional": [side for side in sides if side.department.region.is_fictional],
    }


def any_carryover(sides: list[Side], years: list[int]) -> bool:
    return any(side.by_year[year].report.carryover for side in sides for year in years if year in side.by_year)


def compare_csv(request: HttpRequest) -> HttpResponseBase:
    return exports.csv_response(request, "比一比", csv_rows(choice(request.GET)))


def csv_rows(chosen: Choice) -> Iterator[list[str]]:
    plain, official = MEASURES[chosen.measure]
    yield [
        "部门",
        "单位",
        "虚构示例",
        "年度",
        "口径",
        "阶段",
        "版本",
        "比什么",
        f"{plain}（万元）",
        "结转",
        "其中上年结转（万元）",
        "是否推算",
        "状态",
        "网址",
    ]
    sides = comparing.sides(chosen.departments)
    for side in sides:
        for year in years_of(sides, chosen):
            yield csv_row(side, year, cell(side, year, chosen), official, chosen)


def csv_row(side: Side, year: int, one: Cell, official: str, chosen: Choice) -> list[str]:
    entry = side.by_year.get(year)
    report = entry.report if entry else None
    return [
        side.department.name,
        report.unit.name if report and report.unit else "",
        "是" if side.department.region.is_fictional else "否",
        str(year),
        report.get_scope_display() if report else "",
        report.get_stage_display() if report else "",
        str(report.version) if report else "",
        official,
        "" if one.amount is None else exact(one.amount),
        "不含上年结转" if chosen.without_carryover and chosen.measure == "total" else "照报告",
        exact(report.carryover) if report and report.carryover is not None else "",
        "是" if one.is_derived else "否",
        "已收录" if report else "未收录",
        base_of(report) if report else "",
    ]
