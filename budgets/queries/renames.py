"""更名 (renames): a department under all its names. Mergers and splits don't chain: totals differ."""

from __future__ import annotations

from budgets.models import Succession


def chains() -> dict[int, list[int]]:
    """Each department that was ever renamed, with all departments it is the same as, itself first."""
    pairs = list(Succession.objects.filter(kind=Succession.Kind.RENAME).values_list("predecessor_id", "successor_id"))
    return {department: chain(department, pairs) for pair in pairs for department in pair}


def chain(department: int, pairs: list[tuple[int, int]]) -> list[int]:
    found = [department]
    for known in found:
        found += [other for pair in pairs if known in pair for other in pair if other not in found]
    return found


def of(department: int) -> list[int]:
    return chains().get(department, [department])
