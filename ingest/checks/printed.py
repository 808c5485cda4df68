"""印出的数 (printed numbers): exact value in yuan and the half step by which rounding may have moved it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from budgets.vocabulary import UNITS

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NOTHING = frozenset({"", "-", "—", "–", "－", "/", "无"})  # printed for 没有


class UnreadableError(ValueError):
    """A cell that prints something, but no number."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`step` is one in the last printed place. Both in yuan."""

    value: Decimal
    step: Decimal


def is_known_unit(unit: str | None) -> bool:
    return unit in UNITS


@lru_cache(4096)  # the checks ask for a cell again and again
def read_amount(text: str | None, unit: str) -> Amount | None:
    """The amount a cell prints; None for a blank cell. Raises UnreadableError for text that is no number."""
    number = read_number(text)
    if number is None:
        return None
    return Amount(number.value * UNITS[unit], number.step * UNITS[unit])


def read_number(text: str | None) -> Amount | None:
    """A bare number (a count, a percentage) as it is printed."""
    if text is None or text.strip() in NOTHING:
        return None
    plain = text.strip().replace(",", "").replace("，", "")
    if not NUMBER.fullmatch(plain):
        raise UnreadableError(text)
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    return Amount(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def decimals(text: str | None) -> int:
    """How many decimals a number is printed with."""
    return len((text or "").partition(".")[2])


def in_unit(value: Decimal, unit: str | None, places: int = 0) -> str:
    """An exact value in yuan as a plain number of the unit."""
    return plain(value / UNITS[unit] if unit in UNITS else value, places)


def plain(value: Decimal, places: int = 0) -> str:
    """Exact, without exponent, with at least these decimals, and with two where there are any."""
    whole, _, fraction = format(value.normalize(), "f").partition(".")
    wanted = max(places, 2 if fraction else 0)
    return f"{whole}.{fraction:0<{wanted}}" if wanted else whole
