"""更正 (what a new version changed): its rows held against those of the version before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Correction, Line, Report
from budgets.vocabulary import KEYS, MEASURES, RATES

Place = tuple[str, str, str, str, str, int]  # table, side, code, name, unit, which of several alike


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount that differs, in yuan; a row that is new or gone has no amount on the other side."""

    line: Line
    heading: str
    before: Decimal | None
    after: Decimal | None
    is_new_row: bool = False
    is_gone: bool = False


def before(report: Report) -> Report | None:
    """The version that this one replaced; not one that was withdrawn."""
    return (
        Report.objects.filter(
            department_id=report.department_id,
            unit_id=report.unit_id,
            year=report.year,
            stage=report.stage,
            status=Report.Status.SUPERSEDED,
            version__lt=report.version,
        )
        .select_related("source", "department", "unit")
        .order_by("-version")
        .first()
    )


def differences(old: Report, new: Report) -> list[Difference]:
    """In printed order of the new version, then the rows that are gone."""
    earlier, later = by_place(old), by_place(new)
    found: list[Difference] = []
    for place, line in later.items():
        found += compared(earlier.get(place), line)
    for place, line in earlier.items():
        if place not in later:
            found.append(Difference(line, *first_amount(line), None, is_gone=True))
    return found


def compared(old: Line | None, new: Line) -> list[Difference]:
    if old is None:
        heading, amount = first_amount(new)
        return [Difference(new, heading, None, amount, is_new_row=True)]
    return [
        Difference(new, heading, getattr(old, key), getattr(new, key))
        for key, heading in MEASURES.items()
        if getattr(old, key) != getattr(new, key)
    ]


def first_amount(line: Line) -> tuple[str, Decimal | None]:
    return next(
        ((heading, amount) for key, heading in MEASURES.items() if (amount := getattr(line, key)) is not None),
        ("", None),
    )


def by_place(report: Report) -> dict[Place, Line]:
    """Rows by what they are, not where they stand: a row put in above others moves none of them."""
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[Place, Line] = {}
    lines = Line.objects.filter(table__report=report).select_related("table").order_by("table__position", "position")
    for line in lines:
        key = (line.table.slug, line.side or "", line.code or "", line.name or "", line.unit or "")
        found[(*key, seen[key])] = line
        seen[key] += 1
    return found


def corrections(report: Report) -> list[Correction]:
    """更正 of the reading made for this version, not those taken over from the one before; `heading` for `field`."""
    found = list(report.corrections.filter(is_carried=False))
    headings = {**KEYS, **MEASURES, **RATES, "kind": "表的种类"}
    for correction in found:
        field = correction.field.removeprefix("extra:")
        correction.heading = headings.get(field, field)
    return found
