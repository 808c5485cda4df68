"""比上年 (year over year): from last year's published report of the same scope, else from the report's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from budgets.amounts import share
from budgets.models import Report, Statement
from budgets.queries import renames
from budgets.vocabulary import UNITS

COLUMN_OF_TOPIC = {"expenditure_change": "total", "three_public_change": "three_public"}
SIGN = {"increase": 1, "decrease": -1, "unchanged": 0}
NUMBER = re.compile(r"^\d+(\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Change:
    """This year against last. `is_derived`: last year's figure is computed from the report's own statement."""

    now: Decimal
    prior: Decimal
    is_derived: bool
    percent_stated: str | None = None
    reason: str | None = None
    page: int | None = None

    @property
    def amount(self) -> Decimal:
        return self.now - self.prior

    @property
    def size(self) -> Decimal:
        return abs(self.amount)

    @property
    def percent(self) -> Decimal | None:
        return share(self.amount, self.prior)

    @property
    def direction(self) -> str:
        return "more" if self.amount > 0 else "less" if self.amount < 0 else "same"


def changes(reports: Iterable[Report], topic: str = "expenditure_change") -> dict[int, Change]:
    """Each report's change, by its id; reports without any are left out. Two queries."""
    reports = [r for r in reports if getattr(r, COLUMN_OF_TOPIC[topic]) is not None]
    chains = renames.chains() if reports else {}
    prior = prior_amounts(reports, COLUMN_OF_TOPIC[topic], chains)
    found = {}
    for report in reports:
        names = chains.get(report.department_id, [report.department_id])
        earlier = (prior.get((department, report.unit_id, report.year - 1)) for department in names)
        before = next((amount for amount in earlier if amount is not None), None)
        if changed := change(report, topic, before, None):
            found[report.pk] = changed
    return found


def of_report(report: Report, topic: str, holders: Sequence[Report], statements: Sequence[Statement]) -> Change | None:
    """One report's change, with the page of its words. `holders`: the same holder's published reports of all years."""
    column = COLUMN_OF_TOPIC[topic]
    last_year = [other for other in holders if other.year == report.year - 1]
    last_year.sort(key=lambda other: other.department_id != report.department_id)
    before = next((amount for other in last_year if (amount := getattr(other, column)) is not None), None)
    return change(report, topic, before, statement_of(stated(report, topic), statements))


def stated(report: Report, topic: str) -> dict[str, str | None]:
    return (report.narrative or {}).get(topic) or {}


def change(report: Report, topic: str, before: Decimal | None, said: Statement | None) -> Change | None:
    """Against last year's published amount; where there is none, against what the report's words (`said`) make it."""
    now = getattr(report, COLUMN_OF_TOPIC[topic])
    words = stated(report, topic)
    prior = before if before is not None or now is None else derive_prior(now, words, said)
    if now is None or prior is None:
        return None
    page = said.page if said else None
    return Change(now, prior, before is None, words.get("percent"), words.get("reason"), page)


def prior_amounts(
    reports: list[Report], column: str, chains: dict[int, list[int]]
) -> dict[tuple[int, int | None, int], Decimal]:
    """Last year's published amounts of the same departments, under whatever name, and units."""
    if not reports:
        return {}
    found = Report.published.filter(
        stage="budget",
        department_id__in={d for r in reports for d in chains.get(r.department_id, [r.department_id])},
        year__in={report.year - 1 for report in reports},
    )
    rows = found.values_list("department_id", "unit_id", "year", column)
    return {(department, unit, year): amount for department, unit, year, amount in rows if amount is not None}


def derive_prior(now: Decimal, stated: dict[str, str | None], said: Statement | None) -> Decimal | None:
    """Last year's amount from "比上年增加108.18万元". None where the change or its unit isn't certain."""
    sign = SIGN.get(stated.get("direction") or "")
    if sign == 0:
        return now
    amount = decimal(stated.get("amount"))
    if sign is None or amount is None:
        return None
    unit = said.unit if said and said.unit in UNITS else unit_by_percentage(now, sign * amount, stated.get("percent"))
    return now - sign * amount * UNITS[unit] if unit else None


def unit_by_percentage(now: Decimal, change: Decimal, percent: str | None) -> str | None:
    """The one unit in which the stated percentage fits the stated change, within half its last place."""
    stated = decimal(percent)
    if stated is None:
        return None
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent)) / 2
    fitting = []
    for unit in ("元", "万元"):
        prior = now - change * UNITS[unit]
        if prior > 0 and abs(abs(change * UNITS[unit]) / prior * 100 - stated) <= step:
            fitting.append(unit)
    return fitting[0] if len(fitting) == 1 else None


def statement_of(stated: dict[str, str | None], statements: Iterable[Statement]) -> Statement | None:
    """The sentence that states this change: same amount, a word of comparison, an amount with a unit."""
    amount = decimal(stated.get("amount"))
    if amount is None:
        return None
    return next((s for s in statements if decimal(s.amount) == amount and is_comparison(s.quote)), None)


def is_comparison(quote: str) -> bool:
    return any(word in quote for word in ("增加", "减少", "增长", "下降", "持平"))


def decimal(text: object) -> Decimal | None:
    if not isinstance(text, str) or not NUMBER.match(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
