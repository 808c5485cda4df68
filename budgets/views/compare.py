"""比一比: up to six departments side by side, or one over the years. A plain GET form that works without script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from budgets import charts, exports
from budgets.addresses import base_of
from budgets.amounts import exact, share
from budgets.queries import compare as comparing
from budgets.queries import measures
from budgets.queries.changes import Change, changes
from budgets.queries.compare import Side
from budgets.queries.measures import Measure
from budgets.views import embed, filters
from budgets.vocabulary import FUNDS_BASES


@dataclass(frozen=True, slots=True)
class Choice:
    """What to compare, from the address."""

    departments: list[int]
    years: list[int]
    measure: Measure
    without_carryover: bool
    baseline: int | None


def choice(query: QueryDict) -> Choice:
    departments = [number for text in query.getlist("d") if (number := filters.number(text))]
    return Choice(
        list(dict.fromkeys(departments)),
        sorted({number for text in query.getlist("year") if (number := filters.number(text))}),
        measures.measure(query.get("measure", "")),
        query.get("basis") == "current",
        filters.number(query.get("baseline", "")),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A department's figure in a year: printed, derived, or 未收录 (None)."""

    amount: Decimal | None
    is_derived: bool
    has_report: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A department's figures, with this year against last and against the baseline in the year compared."""

    side: Side
    cells: list[Cell]
    change: Change | None
    from_baseline: tuple[Decimal, Decimal | None] | None  # difference, in per cent of the baseline
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything compared: page, chart and file are made of the same one."""

    chosen: Choice
    sides: list[Side]
    years: list[int]
    year: int | None  # the one in which departments are held against each other
    rows: list[Row]


def comparison(chosen: Choice) -> Comparison:
    sides = comparing.sides(chosen.departments)
    reports = [entry.report for side in sides for entry in side.by_year.values()]
    amounts = measures.amounts(chosen.measure, reports)
    if is_current(chosen):
        amounts = {r.pk: amounts[r.pk] - (r.carryover or 0) for r in reports if r.pk in amounts}
    derivable = chosen.measure.topic and not is_current(chosen)
    by_change = changes(reports, chosen.measure.topic) if derivable else {}
    years = chosen.years or years_held(sides, by_change)
    year = shared_year(sides, years)
    cells = [[cell(side, y, amounts, by_change) for y in years] for side in sides]
    of_year = {
        side.department.pk: row[years.index(year)].amount for side, row in zip(sides, cells, strict=True) if year
    }
    baseline = chosen.baseline if of_year.get(chosen.baseline) is not None else None
    if baseline is None and len(sides) > 1:
        baseline = next((pk for pk, amount in of_year.items() if amount is not None), None)
    rows = [
        Row(
            side,
            found,
            by_change.get(side.by_year[year].report.pk) if year in side.by_year else None,
            against(of_year.get(side.department.pk), of_year.get(baseline)),
            side.department.pk == baseline,
        )
        for side, found in zip(sides, cells, strict=True)
    ]
    return Comparison(chosen, sides, years, year, rows)


def is_current(chosen: Choice) -> bool:
    """只看今年的钱 changes the total alone."""
    return chosen.without_carryover and chosen.measure.key == "total"


def cell(side: Side, year: int, amounts: dict[int, Decimal], by_change: dict[int, Change]) -> Cell:
    if year in side.by_year:
        return Cell(amounts.get(side.by_year[year].report.pk), is_derived=False, has_report=True)
    following = side.by_year.get(year + 1)
    change = by_change.get(following.report.pk) if following else None
    if change and change.is_derived:
        return Cell(change.prior, is_derived=True, has_report=False)
    return Cell(None, is_derived=False, has_report=False)


def against(amount: Decimal | None, baseline: Decimal | None) -> tuple[Decimal, Decimal | None] | None:
    if amount is None or baseline is None:
        return None
    return amount - baseline, share(amount - baseline, baseline)


def years_held(sides: list[Side], by_change: dict[int, Change]) -> list[int]:
    held = {year for side in sides for year in side.by_year}
    derived = {year - 1 for side in sides for year, entry in side.by_year.items() if entry.report.pk in by_change}
    return list(range(min(held | derived), max(held) + 1)) if held else []


def shared_year(sides: list[Side], years: list[int]) -> int | None:
    """The year that most of the departments have a report of; of several the newest."""
    return max(years, key=lambda year: (len([side for side in sides if year in side.by_year]), year), default=None)


def compare(request: HttpRequest) -> HttpResponse:
    chosen = choice(request.GET)
    asked = request.GET.get("q", "").strip()
    found = comparing.matching(asked, chosen.departments) if asked else []
    if len(found) == 1 and len(chosen.departments) < comparing.MOST:
        return redirect(f"{request.path}?{added(request.GET, found[0].pk)}")
    shown = comparison(chosen)
    small = small_charts(shown)
    if embed.is_asked(request):
        return embed.page(request, small)
    reports = [side.by_year[shown.year].report if shown.year in side.by_year else None for side in shown.sides]
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
    return charts.columns(says, slots, "--c1", height=200, most=most, whole=True, is_share=of.is_share)


def shares(shown: Comparison) -> list[tuple[Side, int, Decimal]]:
    """项目支出占比 of each department's newest year shown, largest first."""
    found = []
    for side in shown.sides:
        year = max((year for year in shown.years if year in side.by_year), default=None)
        report = side.by_year[year].report if year else None
        part = share(report.project, report.total) if report else None
        if part is not None:
            found.append((side, year, part))
    return sorted(found, key=lambda item: -item[2])


def cautions(shown: Comparison) -> dict[str, object]:
    """What makes the figures incomparable: scopes, carry-over, funds, missing years, the fictional region."""
    sides, years, of = shown.sides, shown.years, shown.chosen.measure
    held = [(side, year, side.by_year[year].report) for side in sides for year in years if year in side.by_year]
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


def compare_csv(request: HttpRequest) -> HttpResponseBase:
    return exports.csv_response(request, "比一比", csv_rows(comparison(choice(request.GET))))


def csv_rows(shown: Comparison) -> Iterator[list[str]]:
    of = shown.chosen.measure
    yield [
        "部门",
        "单位",
        "虚构示例",
        "年度",
        "口径",
        "阶段",
        "版本",
        "比什么",
        f"{of.plain}（{'%' if of.is_share else '万元'}）",
        "结转",
        "其中上年结转（万元）",
        "是否推算",
        "状态",
        "网址",
    ]
    for row in shown.rows:
        for year, one in zip(shown.years, row.cells, strict=True):
            yield csv_row(row.side, year, one, shown.chosen)


def csv_row(side: Side, year: int, one: Cell, chosen: Choice) -> list[str]:
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
        chosen.measure.official,
        "" if one.amount is None else str(one.amount) if chosen.measure.is_share else exact(one.amount),
        "不含上年结转" if is_current(chosen) else "照报告",
        exact(report.carryover) if report and report.carryover is not None else "",
        "是" if one.is_derived else "否",
        "已收录" if report else "未收录",
        base_of(report) if report else "",
    ]
