"""图 (charts): Chart.js settings as data. Colours are names of style variables, so dark mode follows.

Floats are allowed here alone: a bar's length is a picture, and the exact figure stands beside it as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.amounts import MINUS, grouped, percent


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its Chart.js settings, what it says to who can't see it, its height in pixels."""

    id: str
    label: str
    height: int
    settings: dict[str, object]


def wan(yuan: Decimal | None) -> float | None:
    return None if yuan is None else float(yuan / 10000)


def columns(
    id: str,
    label: str,
    years: Sequence[tuple[int, Decimal | None, bool]],
    colour: str = "--c1",
    height: int = 210,
    most: Decimal | None = None,
    whole: bool = False,
) -> Chart:
    """By year; a derived figure is hatched, a year without a report keeps its place and says so.

    `whole`: labels in whole 万元, where the exact figures stand in a table below.
    """
    colours = [f"hatch {colour}" if derived else colour for _, _, derived in years]
    texts = ["未收录" if amount is None else label_of(amount, whole=whole) for _, amount, _ in years]
    dataset = {
        "data": [wan(amount) for _, amount, _ in years],
        "texts": texts,
        "backgroundColor": colours,
        "borderColor": colour,
        "borderWidth": [1.5 if derived else 0 for *_, derived in years],
        "barPercentage": 0.72,
        "categoryPercentage": 0.9,
        "maxBarThickness": 110,
    }
    axis = {"grid": {"display": False}, "border": {"color": "--ink"}, "ticks": {"color": "--ink", "font": {"size": 14}}}
    return Chart(
        id,
        label,
        height,
        {
            "type": "bar",
            "data": {"labels": [str(year) for year, *_ in years], "datasets": [dataset]},
            "options": {
                "maintainAspectRatio": False,
                "layout": {"padding": {"top": 24}},
                "scales": {
                    "y": {"display": False, "beginAtZero": True} | ({"max": wan(most)} if most else {}),
                    "x": axis,
                },
                "plugins": plugins({"on": "end", "bold": True, "size": 14}),
            },
        },
    )


def label_of(yuan: Decimal, *, whole: bool) -> str:
    return f"{(yuan / 10000).quantize(Decimal(1)):,}".replace("-", MINUS) if whole else grouped(yuan)


def ranked(id: str, label: str, items: Sequence[tuple[str, Decimal, str]]) -> Chart:
    """Bars lying down, one per name, sorted as given; the colour is each item's own."""
    dataset = {
        "data": [wan(amount) for _, amount, _ in items],
        "texts": [grouped(amount) for _, amount, _ in items],
        "backgroundColor": [colour for *_, colour in items],
        "barPercentage": 0.8,
        "categoryPercentage": 0.92,
    }
    return Chart(
        id,
        label,
        40 + 27 * len(items),
        {
            "type": "bar",
            "data": {"labels": [name for name, *_ in items], "datasets": [dataset]},
            "options": {
                "indexAxis": "y",
                "maintainAspectRatio": False,
                "layout": {"padding": {"right": 84}},
                "scales": {"x": {"display": False, "beginAtZero": True}, "y": lying_axis("--ink")},
                "plugins": plugins({"on": "end"}),
            },
        },
    )


def shares(id: str, label: str, names: Sequence[str], project: Sequence[Decimal], basic: Sequence[Decimal]) -> Chart:
    """项目支出 (rust) and 基本支出 (blue) of each department, out of a hundred."""
    sets = [
        share_set("项目支出", project, "--c2", at_end=False),
        share_set("基本支出", basic, "--c1", at_end=True),
    ]
    return Chart(
        id,
        label,
        50 + 45 * len(names),
        {
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
        },
    )


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
        "ticks": {"color": "--ink", "font": {"size": 14}},
    }


def plugins(direct: dict[str, object]) -> dict[str, object]:
    return {"legend": {"display": False}, "tooltip": {"enabled": False}, "direct": direct}
