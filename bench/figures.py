"""Figures (指标): one `name value goal` line each, said as soon as it is measured; at the end, which goals were met."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass

GOALS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge, "<": operator.lt}
NO_GOAL = "-"


@dataclass(frozen=True, slots=True)
class Figure:
    """`goal` is a bound such as `<=25`, or NO_GOAL."""

    name: str
    value: float
    goal: str = NO_GOAL

    @property
    def has_goal(self) -> bool:
        return self.goal != NO_GOAL

    @property
    def is_met(self) -> bool:
        sign = next(sign for sign in GOALS if self.goal.startswith(sign))
        return GOALS[sign](self.value, float(self.goal.removeprefix(sign)))

    def __str__(self) -> str:
        value = f"{self.value:.0f}" if float(self.value).is_integer() else f"{self.value:.3g}"
        if abs(self.value) >= 1000:
            value = f"{self.value:.0f}"
        return f"{dashed(self.name)} {value} {self.goal}"


Say = Callable[[str], None]
Part = Callable[[], Iterable[Figure]]


class Tally:
    """All that a run measured, and what it could not."""

    def __init__(self, say: Say):
        self.say = say
        self.figures: list[Figure] = []
        self.unmeasured: list[str] = []

    def take(self, name: str, part: Part) -> None:
        """A part that breaks is said with its reason; what it measured before counts, and the others go on."""
        try:
            for figure in part():
                self.figures.append(figure)
                self.say(str(figure))
        except Exception as reason:
            self.unmeasured.append(name)
            self.say(f"{dashed(name)} - {reason_of(reason)}")

    def finish(self) -> None:
        with_goal = [figure for figure in self.figures if figure.has_goal]
        for figure in with_goal:
            if not figure.is_met:
                self.say(f"# not met: {figure}")
        if self.unmeasured:
            self.say(f"# not measured: {' '.join(map(dashed, self.unmeasured))}")
        met = sum(figure.is_met for figure in with_goal)
        self.say(str(Figure("goals-met", met, f">={len(with_goal) + len(self.unmeasured)}")))


def reason_of(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def dashed(name: str) -> str:
    return name.replace(",", "").replace(" ", "-")
