"""金额 (amounts) as text. Stored in yuan; shown exactly, never rounded, in 元, 万元 or 亿元."""

from __future__ import annotations

from decimal import Decimal

from budgets.vocabulary import UNITS

PLACES = {"元": 2, "万元": 2, "亿元": 4}
MINUS = "−"
CENT = Decimal("0.01")  # what SQLite's sums lack: they come without their decimals


def exact(yuan: Decimal, unit: str = "万元") -> str:
    """The amount in a unit, exact, with at least the unit's usual decimals: 20235300.00 元 → 2023.53 (万元)."""
    digits = len(str(UNITS[unit])) - 1
    text = f"{yuan.scaleb(-digits):f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(PLACES[unit], '0')}"


def grouped(yuan: Decimal, unit: str = "万元") -> str:
    """As on a page: thousands apart, U+2212 for minus."""
    whole, _, decimals = exact(abs(yuan), unit).partition(".")
    sign = MINUS if yuan < 0 else ""
    return f"{sign}{int(whole):,}.{decimals}"


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Percentage with two decimals; None where it says nothing (no whole, or a whole of 0)."""
    if part is None or not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"))


def percent(value: Decimal) -> str:
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):.2f}%"
