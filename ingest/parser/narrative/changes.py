"""增减变动 (changes): comparisons with the year before, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.parser.narrative.wording import (
    CHANGE,
    DIRECTIONS,
    REASON,
    REASON_ENDS,
    Direction,
    plain_number,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One comparison. `start` and `end` bound it in the folded text, `reason_end` bounds its reason as well."""

    start: int
    end: int
    reason_end: int
    direction: Direction
    amount: str | None = None
    unit: str | None = None
    percent: str | None = None
    prior: str | None = None
    prior_unit: str | None = None
    base_year: int | None = None
    between: str = ""  # words between 与上年相比 and 增加, which may name the subject
    reason: str | None = None


def find_changes(text: str, fold: str) -> Iterator[Change]:
    """The changes stated in `text`, whose folded form is `fold`, but none that only stands inside another's reason."""
    at = 0
    while match := CHANGE.search(fold, at):
        reason, end = _reason(text, fold, match.end())
        yield _change(match, reason, end)
        at = end


def _change(match: re.Match[str], reason: str | None, reason_end: int) -> Change:
    amount, unit = match["amount"] or match["amount2"], match["unit"] or match["unit2"]
    percent = match["percent"] or match["percent_first"]
    direction: Direction = DIRECTIONS[match["word"]] if match["word"] else "unchanged"
    figures = [figure for figure in (amount, percent) if figure]
    if figures and all(Decimal(plain_number(figure)) == 0 for figure in figures):
        direction = "unchanged"
    return Change(
        start=match.start(),
        end=match.end(),
        reason_end=reason_end,
        direction=direction,
        amount=plain_number(amount) if amount else None,
        unit=unit,
        percent=plain_number(percent) if percent else None,
        prior=plain_number(match["prior_amount"]) if match["prior_amount"] else None,
        prior_unit=match["prior_unit"],
        base_year=int(match["base"]) if match["base"] else None,
        between=match["between"] or "",
        reason=reason,
    )


def _reason(text: str, fold: str, at: int) -> tuple[str | None, int]:
    intro = REASON.match(fold, at)
    if intro is None:
        return None, at
    stop = REASON_ENDS.search(fold, intro.end())
    end = stop.start() if stop else len(fold)
    reason = text[intro.end() : end].strip("，,；;。：:")
    return (reason or None), end
