"""Ways in which a right report goes wrong, at places chosen by a seed: what was broken, where, and by how much."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.vocabulary import MEASURES, TABLE_KIND
from ingest.checks.book import is_total, name_of
from ingest.checks.classes import is_class
from ingest.parser.narrative import read_narrative, read_statements
from ingest.parser.report import ParsedReport, Row, Table

TEXT = {"a narrative amount": r"(?<![\d.,])\d+(?:\.\d+)(?=\s*万元)", "a percentage": r"(?<![\d.,])\d+\.\d+(?=\s*[%％])"}
OTHER_UNIT = {"元": "万元", "万元": "元"}
NARRATIVE_PART = 3


@dataclass(frozen=True)
class Broken:
    """`table` None is the text; `gap` None is no matter of amounts."""

    what: str
    table: str | None
    gap: Decimal | None
    report: ParsedReport
    about: str


def breakings(report: ParsedReport, seed: int, each: int) -> Iterator[Broken]:
    """At most `each` of every way."""
    chance = random.Random(seed)
    ways: dict[str, list[Callable[[], Broken]]] = defaultdict(list)
    for find in (_digits, _rows, _units, _forms, _figures):
        for what, build in find(report, chance):
            ways[what].append(build)
    for builds in ways.values():
        yield from (build() for build in chance.sample(builds, min(each, len(builds))))


Ways = Iterator[tuple[str, Callable[[], Broken]]]


def _digits(report: ParsedReport, chance: random.Random) -> Ways:
    for table, at, row in _places(report):
        for column in (key for key, text in row.values.items() if key in MEASURES and number(text)):
            yield f"a digit in a {_kind(table, row)}", lambda t=table, n=at, c=column: _digit(report, t, n, c, chance)


def _digit(report: ParsedReport, table: Table, at: int, column: str, chance: random.Random) -> Broken:
    row = table.rows[at]
    old = row.values[column] or ""
    new, what = other_digit(old, chance), f"a digit in a {_kind(table, row)}"
    rows = list(table.rows)
    rows[at] = replace(row, values={**row.values, column: new})
    about = f"{table.id} {name_of(row)} {column} {old} → {new}"
    return Broken(what, table.id, abs(number(new) - number(old)), _with(report, table, rows=tuple(rows)), about)


def _rows(report: ParsedReport, _: random.Random) -> Ways:
    for table, at, row in _places(report):
        amount = number(row.values.get("total") or row.values.get("amount"))
        if amount and _kind(table, row) != "total":
            what = f"a row left out: {_kind(table, row)}"
            rows = (*table.rows[:at], *table.rows[at + 1 :])
            about = f"{table.id} {name_of(row)} {amount}"
            yield (
                what,
                lambda w=what, t=table, r=rows, g=amount, a=about: Broken(w, t.id, g, _with(report, t, rows=r), a),
            )


def _units(report: ParsedReport, _: random.Random) -> Ways:
    for table in report.tables:
        other = OTHER_UNIT.get(table.unit or "")
        if table.id in TABLE_KIND and other and any(number(row.values.get("total")) for row in table.rows):
            about = f"{table.id} {table.unit} → {other}"
            yield (
                "元 for 万元",
                lambda t=table, u=other, a=about: Broken("元 for 万元", t.id, None, _with(report, t, unit=u), a),
            )


def _forms(report: ParsedReport, _: random.Random) -> Ways:
    for target in report.targets:
        left = tuple(other for other in report.targets if other is not target)
        yield (
            "a missing form",
            lambda t=target, kept=left: Broken(
                "a missing form", "projects", None, replace(report, targets=kept), t.project
            ),
        )


def _figures(report: ParsedReport, chance: random.Random) -> Ways:
    for at, section in enumerate(report.sections):
        if section.part != NARRATIVE_PART:
            continue
        for what, words in TEXT.items():
            for match in re.finditer(words, section.text):
                if number(match[0]):
                    yield what, lambda w=what, n=at, m=match: _figure(report, w, n, m, chance)


def _figure(report: ParsedReport, what: str, at: int, match: re.Match[str], chance: random.Random) -> Broken:
    section = report.sections[at]
    new = other_digit(match[0], chance)
    text = section.text[: match.start()] + new + section.text[match.end() :]
    sections = (*report.sections[:at], replace(section, text=text), *report.sections[at + 1 :])
    said = read_statements(sections, report.tables)
    broken = replace(report, sections=sections, narrative=read_narrative(sections), statements=said)
    about = f"{section.text[max(match.start() - 30, 0) : match.start()]}{match[0]} → {new}"
    return Broken(what, None, abs(number(new) - number(match[0])), broken, about)


def _places(report: ParsedReport) -> Iterator[tuple[Table, int, Row]]:
    for table in report.tables:
        if table.id in TABLE_KIND:
            yield from ((table, at, row) for at, row in enumerate(table.rows))


def _kind(table: Table, row: Row) -> str:
    name, code = name_of(row) or "", (row.values.get("code") or "").strip()
    if is_total(row) or re.search("总计|合计", name) or row.values.get("kind") in ("department", "unit"):
        return "total"
    if row.values.get("kind") == "project":
        return "project"
    return "class" if is_class(name) and len(code) in (0, 3) else "row"


def _with(report: ParsedReport, table: Table, **changed: object) -> ParsedReport:
    new = replace(table, **changed)
    return replace(report, tables=tuple(new if other is table else other for other in report.tables))


def other_digit(text: str, chance: random.Random) -> str:
    """Another digit anywhere but in the last places, which rounding may move."""
    whole, point, rest = text.partition(".")
    places = [at for at, sign in enumerate(whole + point + rest[:1]) if sign.isdigit()]
    at = chance.choice(places)
    return text[:at] + chance.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def number(text: str | None) -> Decimal:
    try:
        return Decimal((text or "").replace(",", ""))
    except ArithmeticError:
        return Decimal(0)
