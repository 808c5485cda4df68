"""绩效目标表 side by side (target forms): one project's forms of several years, whole period beside year. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Indicator, Target
from budgets.vocabulary import FUNDING_SOURCES, SCOPE_OF_TARGET, TARGET_TEXTS

FUNDING = {  # the total below what it adds up
    key: FUNDING_SOURCES[key] for key in ("local", "central", "provincial", "self_raised", "other", "total")
}
WORDS = {**TARGET_TEXTS, **{f"{half}_goal": f"{name}目标" for half, name in SCOPE_OF_TARGET.items()}}


@dataclass(frozen=True, slots=True)
class Column:
    """One half of one year's form: 实施期 (the whole period) or 本年."""

    target: Target
    scope: str

    @property
    def heading(self) -> str:
        return f"{SCOPE_OF_TARGET[self.scope]}"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator over the columns, as printed. None: that form hasn't got it; empty: printed without a value.

    `is_new_group`: its first or second level isn't the row's above.
    """

    level1: str
    level2: str
    name: str
    values: list[str | None]
    is_new_group: bool


def by_year(targets: Sequence[Target]) -> list[Target]:
    """Forms of one report per year, newest year first: `targets` come with 部门 reports before a unit's own."""
    chosen: dict[int, int] = {}
    for target in targets:
        chosen.setdefault(target.report.year, target.report_id)
    kept = [target for target in targets if chosen[target.report.year] == target.report_id]
    return sorted(kept, key=lambda target: -target.report.year)


def indicator_columns(forms: Sequence[Target]) -> list[Column]:
    """The halves that hold any indicator."""
    held = {(form.pk, indicator.scope) for form in forms for indicator in form.indicators.all()}
    return [Column(form, scope) for form in forms for scope in SCOPE_OF_TARGET if (form.pk, scope) in held]


Group = tuple[str, str]  # 一级 › 二级


def indicator_rows(columns: Sequence[Column]) -> list[Row]:
    """The same indicator stands in one row: same three levels, alike ones by their order. Grouped as first printed.

    A form prints both halves on the same lines, so within it they go by their order; where a half's cell cuts the name
    short or writes it otherwise, both names stand there.
    """
    cells: dict[tuple[str, str, str, int], dict[int, Indicator]] = {}
    for form in dict.fromkeys(column.target for column in columns):
        numbers = [n for n, column in enumerate(columns) if column.target == form]
        seen: Counter[tuple[str, str, str]] = Counter()
        for group, line in printed_lines([columns[n] for n in numbers]):
            name = next(indicator.level3 or "" for indicator in reversed(line) if indicator)
            seen[(*group, name)] += 1
            row = cells.setdefault((*group, name, seen[(*group, name)]), {})
            row.update({n: indicator for n, indicator in zip(numbers, line, strict=True) if indicator})
    groups = list(dict.fromkeys((key[0], key[1]) for key in cells))
    firsts = list(dict.fromkeys(key[0] for key in cells))
    ordered = sorted(cells, key=lambda key: (firsts.index(key[0]), groups.index((key[0], key[1]))))
    above = [("", ""), *((key[0], key[1]) for key in ordered)]
    return [
        row_of(key, cells[key], len(columns), is_new_group=(key[0], key[1]) != before)
        for key, before in zip(ordered, above, strict=False)
    ]


def row_of(key: tuple[str, str, str, int], found: dict[int, Indicator], count: int, *, is_new_group: bool) -> Row:
    names = dict.fromkeys(indicator.level3 or "" for indicator in found.values())
    values = [(found[number].value or "") if number in found else None for number in range(count)]
    return Row(key[0], key[1], " ／ ".join(names), values, is_new_group)


def printed_lines(halves: Sequence[Column]) -> Iterator[tuple[Group, list[Indicator | None]]]:
    """The lines of one form: an indicator of each half, or of one where the halves don't list equally many."""
    by_half = [grouped(half) for half in halves]
    for group in dict.fromkeys(group for half in by_half for group in half):
        lists = [half.get(group, []) for half in by_half]
        if len({len(listed) for listed in lists}) == 1:
            yield from ((group, list(line)) for line in zip(*lists, strict=True))
            continue
        by_name: dict[str, list[Indicator | None]] = {}
        for number, listed in enumerate(lists):
            for order, indicator in enumerate(listed):
                again = len([other for other in listed[:order] if other.level3 == indicator.level3])
                line = by_name.setdefault(f"{indicator.level3} {again}", [None] * len(lists))
                line[number] = indicator
        yield from ((group, line) for line in by_name.values())


def grouped(half: Column) -> dict[Group, list[Indicator]]:
    found: dict[Group, list[Indicator]] = {}
    for indicator in half.target.indicators.all():
        if indicator.scope == half.scope:
            found.setdefault((indicator.level1 or "", indicator.level2 or ""), []).append(indicator)
    return found


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A source of money over the columns, in yuan. None is printed blank."""

    title: str
    amounts: list[Decimal | None]
    is_total: bool


def funding_columns(forms: Sequence[Target]) -> list[Column]:
    return [Column(form, scope) for form in forms for scope in SCOPE_OF_TARGET if form.funding.get(scope)]


def funding_rows(columns: Sequence[Column]) -> list[FundingRow]:
    """钱从哪来; a source that no form prints is left out."""
    halves = [column.target.funding[column.scope] for column in columns]
    rows = [
        FundingRow(title, [yuan(half.get(key)) for half in halves], key == "total") for key, title in FUNDING.items()
    ]
    return [row for row in rows if row.is_total or any(amount is not None for amount in row.amounts)]


def yuan(text: str | None) -> Decimal | None:
    return Decimal(text) if text and text.replace(".", "", 1).isdigit() else None


def words(forms: Sequence[Target]) -> list[tuple[str, list[tuple[str, str]]]]:
    """部门怎么说: by question, what it said in which years; years that say the same stand together, newest first."""
    found = []
    for key, title in WORDS.items():
        said: dict[str, list[int]] = {}
        for form in forms:
            if text := getattr(form, key):
                said.setdefault(text, []).append(form.report.year)
        if said:
            found.append((title, [(years_of(years), text) for text, years in said.items()]))
    return found


def years_of(years: Sequence[int]) -> str:
    return "、".join(str(year) for year in dict.fromkeys(years)) + " 年"
