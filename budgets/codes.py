"""Loading the code lists (科目 and 行政区划) from budgets/data: safe to repeat, removes nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from budgets.models import EconomicCode, FunctionalCode, Region

DATA = Path(__file__).parent / "data"
LEVELS = {"类": "class", "款": "subclass", "项": "item"}


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


@transaction.atomic
def load_regions() -> int:
    """Regions with their level and parent, from the code's own structure (2 + 2 + 2 digits)."""
    entries = [(row, False) for row in rows("regions.csv")] + [(row, True) for row in rows("fictional_regions.csv")]
    known = {row["code"] for row, _ in entries}
    regions = [
        Region(
            code=row["code"],
            name=row["name"],
            level=region_level(row["code"]),
            parent_id=region_parent(row["code"], known),
            is_fictional=is_fictional,
        )
        for row, is_fictional in entries
    ]
    regions.sort(key=lambda region: ("province", "city", "county").index(region.level))
    Region.objects.bulk_create(
        regions,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent", "is_fictional"],
    )
    return len(regions)


def region_level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def region_parent(code: str, known: set[str]) -> str | None:
    """The nearest unit above that has a code: a municipality's district has no city between."""
    above = (f"{code[:4]}00", f"{code[:2]}0000")
    return next((parent for parent in above if parent in known and parent != code), None)


@transaction.atomic
def load_functional_codes() -> int:
    codes = [
        FunctionalCode(code=r["code"], name=r["name"], level=LEVELS[r["level"]], years=years(r))
        for r in rows("functional.csv")
    ]
    FunctionalCode.objects.bulk_create(
        codes, batch_size=500, update_conflicts=True, unique_fields=["code", "name"], update_fields=["level", "years"]
    )
    return len(codes)


@transaction.atomic
def load_economic_codes() -> int:
    codes = [
        EconomicCode(classification=kind, code=r["code"], name=r["name"], level=LEVELS[r["level"]], years=years(r))
        for kind in ("department", "government")
        for r in rows(f"{kind}_economic.csv")
    ]
    EconomicCode.objects.bulk_create(
        codes,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["classification", "code", "name"],
        update_fields=["level", "years"],
    )
    return len(codes)


def years(row: dict[str, str]) -> list[int]:
    return [int(year) for year in row["years"].split()]
