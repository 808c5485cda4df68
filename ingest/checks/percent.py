"""百分比 (percentages): a stated percentage holds where the printed figures allow it, by half its own last place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.checks.printed import Amount, plain

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Computed:
    """What the percentage should be, how far the stated one is from what the figures allow, and what it may be off."""

    value: str
    gap: str
    tolerance: str
    holds: bool


def compute(stated: Amount, part: Amount, base: Amount) -> Computed | None:
    """part ÷ base against the stated percentage; None where the base may be zero or less."""
    low_base, high_base = base.value - base.step / 2, base.value + base.step / 2
    if low_base <= 0:
        return None
    exact = part.value / base.value * HUNDRED
    low = (part.value - part.step / 2) / high_base * HUNDRED
    high = (part.value + part.step / 2) / low_base * HUNDRED
    beyond = max(low - stated.value, stated.value - high, Decimal(0))
    shown = exact.quantize(min(stated.step, Decimal("0.01")), ROUND_HALF_UP)
    gap = abs(stated.value - shown)
    holds = beyond <= stated.step / 2
    return Computed(format(shown, "f"), plain(gap), plain(stated.step / 2), holds)
