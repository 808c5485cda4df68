"""图 (charts): Chart.js settings as data. Colours are names of style variables, so dark mode follows.

Floats are allowed here alone: a bar's length is a picture, and the exact figure stands beside it as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from budgets.amounts import MINUS, grouped, percent

NO_GAPS: Mapping[int, str] = MappingProxyType({})
LARGE = Decimal(1_000_000)  # yuan: from 100 万元 on a whole 万元 is near enough on a bar


@dataclass(frozen=True, slots=True)
class Says:
    """What stands round a chart: its message, true when read alone; measure, year and unit; where from."""

    id: str
    title: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it says, its Chart.js settings, and the same figures as a table."""

    says: Says
    label: str  # for who can't see it
    height: int  # in pixels
    settings: dict[str, object]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def wan(yuan: Decimal | None) -> float | None:
    return None if yuan is None else float(yuan / 10000)


def columns(
    says: Says,
    years: Sequence[tuple[int, Decimal | None, bool]],
    colour: str = "--c1",
    height: int = 210,
    most: Decimal | None = None,
    whole: bool = False,
    is_share: bool = False,
    gaps: Mapping[int, str] = NO_GAPS,
) -> Chart:
    """By year; a derived figure is hatched, a year without a report keeps its place and says so.

    `whole`: labels in whole 万元, where the exact figures stand in a table below and are large enough for it.
    `is_share`: percentages, not yuan. `gaps`: why a year has no figure, where that isn't 未收录.
    """
    scaled = (lambda value: None if value is None else float(value)) if is_share else wan
    exact = percent if is_share else grouped
    is_large = all(abs(amount) >= LARGE for _, amount, _ in years if amount)
    on_bars = whole_label if whole and is_large and not is_share else exact
    dataset = {
        "data": [scaled(amount) for _, amount, _ in years],
        "texts": [gaps.get(year, "未收录") if amount is None else on_bars(amount) for year, amount, _ in years],
        "backgroundColor": [f"hatch {colour}" if derived else colour for _, _, derived in years],
        "borderColor": colour,
        "borderWidth": [1.5 if derived else 0 for *_, derived in years],
        "barPercentage": 0.72,
        "categoryPercentage": 0.9,
        "maxBarThickness": 110,
    }
    axis = {"grid": {"display": False}, "border": {"color": "--ink"}, "ticks": {"color": "--ink", "font": {"size": 14}}}
    settings = {
        "type": "bar",
        "data": {"labels": [str(year) for year, *_ in years], "datasets": [dataset]},
        "options": {
            "maintainAspectRatio": False,
            "layout": {"padding": {"top": 24}},
            "scales": {
                "y": {"display": False, "beginAtZero": True} | ({"max": scaled(most)} if most else {}),
                "x": axis,
            },
            "plugins": plugins({"on": "end", "bold": True, "size": 14}),
        },
    }
    rows = tuple(
        (
            f"{year} 年",
            gaps.get(year, "未收录") if amount is None else f"{exact(amount)}{'（推算）' if derived else ''}",
        )
        for year, amount, derived in years
    )
    heading = "百分比" if is_share else "万元"
    return Chart(says, spoken("柱图", says.unit, rows), height, settings, ("年份", heading), rows)


def spoken(kind: str, unit: str, rows: Sequence[tuple[str, ...]]) -> str:
    return f"{kind}，{unit}：" + "，".join(" ".join(row) for row in rows)


def whole_label(yuan: Decimal) -> str:
    return f"{(yuan / 10000).quantize(Decimal(1)):,}".replace("-", MINUS)


def ranked(says: Says, items: Sequence[tuple[str, Decimal, str]]) -> Chart:
    """Bars lying down, one per name, sorted as given; the colour is each item's own."""
    dataset = {
        "data": [wan(amount) for _, amount, _ in items],
        "texts": [grouped(amount) for _, amount, _ in items],
        "backgroundColor": [colour for *_, colour in items],
        "barPercentage": 0.8,
        "categoryPercentage": 0.92,
    }
    settings = {
        "type": "bar",
        "data": {"labels": [name for name, *_ in items], "datasets": [dataset]},
        "options": {
            "indexAxis": "y",
            "maintainAspectRatio": False,
            "layout": {"padding": {"right": 84}},
            "scales": {"x": {"display": False, "beginAtZero": True}, "y": lying_axis("--ink")},
            "plugins": plugins({"on": "end"}),
        },
    }
    rows = tuple((name, grouped(amount)) for name, amount, _ in items)
    label = spoken("横条图", says.unit, rows)
    return Chart(says, label, 40 + 27 * len(items), settings, ("名称", "万元"), rows)


def shares(
    says: Says,
    names: Sequence[str],
    project: Sequence[Decimal],
    basic: Sequence[Decimal],
) -> Chart:
    """项目支出 (rust) and 基本支出 (blue) of each department, out of a hundred."""
    sets = [
        share_set("项目支出", project, "--c2", at_end=False),
        share_set("基本支出", basic, "--c1", at_end=True),
    ]
    settings = {
        "type": "bar",
        "data": {"labels": list(names), "datasets": sets},
        "options": {
            "indexAxis": "y",
            "maintainAspectRatio": False,
            "layout": {"padding": {"top": 20, "right": 4}},
            "scales": {
                "x": {"stacked": True, "max": 100, "display": False},
                "y": {"stacked": True, **lying_axis(None)},
            },
            "plugins": plugins({"on": "inside", "bold": True, "line": 50, "lineText": "一半"}),
        },
    }
    rows = tuple((n, percent(p), percent(b)) for n, p, b in zip(names, project, basic, strict=True))
    headings = ("部门", "项目支出占", "基本支出占")
    label = spoken("横条图", says.unit, rows)
    return Chart(says, label, 50 + 54 * len(names), settings, headings, rows)


def share_set(label: str, values: Sequence[Decimal], colour: str, *, at_end: bool) -> dict[str, object]:
    return {
        "label": label,
        "data": [float(value) for value in values],
        "texts": [percent(value) if value >= 12 else "" for value in values],
        "textAt": "end" if at_end else "start",
        "backgroundColor": colour,
        "barPercentage": 0.78,
        "categoryPercentage": 0.9,
    }


def lying_axis(border: str | None) -> dict[str, object]:
    return {
        "grid": {"display": False},
        "border": {"color": border} if border else {"display": False},
        "ticks": {"color": "--ink", "font": {"size": 14}, "autoSkip": False},
    }


def plugins(direct: dict[str, object]) -> dict[str, object]:
    return {"legend": {"display": False}, "tooltip": {"enabled": False}, "direct": direct}
