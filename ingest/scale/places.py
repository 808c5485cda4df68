"""Where the copies lie: 示例省 with its cities and counties, all marked fictional. Its codes begin with MARK."""

from __future__ import annotations

from budgets.models import Region

MARK = "98"  # no province of GB/T 2260 begins so
DEPARTMENTS_PER_REGION = 96
DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """1 to 99 as it is written in names: 十, 二十三."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def region(index: int) -> Region:
    """The index-th region, from 0: each city is followed by its nine counties."""
    city, county = divmod(index, 10)
    name = f"示例{numeral(city + 1)}市"
    if county == 0:
        return stored(f"{MARK}{city + 1:02}00", name, Region.Level.CITY, province())
    return stored(
        f"{MARK}{city + 1:02}{county:02}", f"{name}{numeral(county)}县", Region.Level.COUNTY, region(city * 10)
    )


def province() -> Region:
    return stored(f"{MARK}0000", "示例省", Region.Level.PROVINCE, None)


def stored(code: str, name: str, level: str, parent: Region | None) -> Region:
    given = {"name": name, "level": level, "parent": parent, "is_fictional": True}
    return Region.objects.get_or_create(code=code, defaults=given)[0]
