"""比上年 (against last year): the stated changes of the fictional city, computed from both years, with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from samples.city.ledger import CENT, GENERAL, Entry, total

MAIN_REASONS = 2
DIFFERENCES_WORTH_NAMING = Decimal("1.00")


def change(now: Decimal, before: Decimal, reason: str | None = None) -> dict[str, str | None]:
    """Amount, direction and percentage on last year's base; a percentage has two decimals, halves up."""
    difference = now - before
    if not difference:
        return {"amount": None, "direction": "unchanged", "percent": None, "reason": None}
    percent = (abs(difference) / before * 100).quantize(CENT, ROUND_HALF_UP) if before else None
    return {
        "amount": f"{abs(difference)}",
        "direction": "increase" if difference > 0 else "decrease",
        "percent": None if percent is None else f"{percent}",
        "reason": reason,
    }


def budget_changes(now: Sequence[Entry], before: Sequence[Entry]) -> dict[str, dict]:
    """The changes of part three, section by section."""
    whole = change(total(now), total(before), budget_reason(now, before))
    three = [[entry for entry in _current(entries) if entry.three_public] for entries in (now, before)]
    general = [total(entry for entry in _current(entries) if entry.fund == GENERAL) for entries in (now, before)]
    return {
        "revenue_change": whole,
        "expenditure_change": dict(whole),
        "general_budget_change": change(*general),
        "three_public_change": change(total(three[0]), total(three[1]), _three_public_reason(*three)),
    }


def operating_change(now: Decimal, before: Decimal, staff: tuple[int, int]) -> dict[str, str | None]:
    this_year, last_year = staff
    reason = "日常公用经费标准调整"
    if this_year != last_year:
        reason = f"在职人员由{last_year}人{'增' if this_year > last_year else '减'}至{this_year}人"
    return {**change(now, before, reason), "prior": f"{before}"}


def budget_reason(now: Sequence[Entry], before: Sequence[Entry]) -> str:
    """The largest differences that go the way the total goes: projects by name, and basic expenditure."""
    grows = total(now) > total(before)
    differences = {key: _sum_of(now, key) - _sum_of(before, key) for key in dict.fromkeys(map(_key, [*before, *now]))}
    same_way = [key for key, difference in differences.items() if difference and (difference > 0) == grows]
    largest = sorted(same_way, key=lambda key: -abs(differences[key]))[:MAIN_REASONS]
    worth_naming = [key for key in largest if abs(differences[key]) >= DIFFERENCES_WORTH_NAMING] or largest[:1]
    return "、".join(_phrase(key, now, before, abs(differences[key])) for key in worth_naming)


def _key(entry: Entry) -> tuple[str | None, bool]:
    return entry.project, entry.is_carryover


def _sum_of(entries: Sequence[Entry], key: tuple[str | None, bool]) -> Decimal:
    return total(entry for entry in entries if _key(entry) == key)


def _phrase(key: tuple[str | None, bool], now: Sequence[Entry], before: Sequence[Entry], difference: Decimal) -> str:
    project, is_carryover = key
    this_year, last_year = _sum_of(now, key), _sum_of(before, key)
    verb = "增加" if this_year > last_year else "减少"
    if project is None:
        cause = "人员增加和工资调整使" if verb == "增加" else "人员减少使"
        return f"{cause}基本支出{verb}{difference}万元"
    if is_carryover:
        return f"“{project}”上年结转{verb}{difference}万元"
    if not last_year:
        return f"新增“{project}”项目{difference}万元"
    if not this_year:
        return f"“{project}”项目结束减少{difference}万元"
    return f"“{project}”项目经费{verb}{difference}万元"


def _three_public_reason(now: Sequence[Entry], before: Sequence[Entry]) -> str:
    names = {
        "abroad": "因公出国（境）费",
        "reception": "公务接待费",
        "purchase": "公务用车购置费",
        "vehicles": "公务用车运行维护费",
    }
    parts = []
    for kind, name in names.items():
        sums = [total(entry for entry in entries if entry.three_public == kind) for entries in (now, before)]
        if sums[0] != sums[1]:
            parts.append(f"{name}{'增加' if sums[0] > sums[1] else '减少'}{abs(sums[0] - sums[1])}万元")
    return "、".join(parts)


def _current(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.is_carryover]


def misprinted_percent(now: Decimal, before: Decimal) -> str:
    """The mistake real reports make: the change as a share of this year, not of last year."""
    return f"{(abs(now - before) / now * 100).quantize(CENT, ROUND_HALF_UP)}"


def by_kind_of_project(projects: Sequence[Mapping], amounts: Mapping[str, Decimal]) -> dict[str, str]:
    """其他运转类 and 特定目标类 projects: how many, how much."""
    facts = {}
    for word, is_specific in (("running", False), ("specific", True)):
        chosen = [project["name"] for project in projects if bool(project.get("specific")) == is_specific]
        facts[f"{word}_projects"] = f"{len(chosen)}"
        facts[f"{word}_amount"] = f"{sum((amounts[name] for name in chosen), Decimal('0.00'))}"
    return facts
