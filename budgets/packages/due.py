"""补齐 (what is due): packages that are missing or out of date are built, those nobody wants any more are removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from budgets.packages import store
from budgets.packages.wanted import EVERYTHING, OF_REPORT, OF_YEAR, Wanted, wanted
from budgets.queries.reports import published

REST = timedelta(minutes=10)  # of the package of everything, which costs most, where reports come one after another


def build_due(*, at_once: bool = False, go_on: Callable[[], None] = lambda: None) -> list[str]:
    """Names of the packages built. Somebody else building does it for both. `at_once`: without the rest.

    `go_on` is called all along: whatever it raises ends the building, and what isn't finished stays due.
    """
    from budgets.packages.building import build  # noqa: PLC0415  -- Arrow's 60 MB are for workers, not for the web

    with store.only_builder() as is_mine:
        if not is_mine:
            return []
        present = wanted()
        if gone := store.index().keys() - {one.name for one in present}:
            store.forget(set(gone))
        due = due_of(present, at_once=at_once)
        by_size = groupby(sorted(due, key=lambda one: len(one.reports)), key=lambda one: len(one.reports))
        return [name for _, alike in by_size for name in store.enter(build(one, go_on) for one in alike)]


def names_due() -> set[str]:
    """What would be built or removed now."""
    present = wanted()
    return {one.name for one in due_of(present)} | (store.index().keys() - {one.name for one in present})


def due_of(present: list[Wanted], *, at_once: bool = False) -> list[Wanted]:
    built = store.index()
    hidden = built.keys() - store.public(built).keys()
    return [one for one in present if one.name in hidden or is_due(one, built.get(one.name), at_once=at_once)]


def is_due(one: Wanted, built: store.Built | None, *, at_once: bool) -> bool:
    if built is None or not built.path.exists():
        return True
    if built.stamp == one.stamp:
        return False
    return at_once or not one.is_everything or timezone.now() - built.at >= REST


def is_wanted(name: str) -> bool:
    """Whether there will be such a package, though it isn't finished."""
    if name == EVERYTHING:
        return published().exists()
    if report := OF_REPORT.fullmatch(name):
        return published().filter(public_id=report[1]).exists()
    year = OF_YEAR.fullmatch(name)
    return bool(year) and published().filter(department__region_id=year[1], year=int(year[2])).exists()
