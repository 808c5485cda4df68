"""更正 (what a new version changed): its tables held against those of the version before, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from budgets import other_tables
from budgets.models import Correction, Line, Report, ReportTable
from budgets.vocabulary import HEADINGS, MEASURES

What = Literal["table_added", "table_removed", "row_added", "row_removed", "cell"]
NAMING = ("side", "kind", "unit_code", "unit", "code", "name", "item", "department_economic", "government_economic")
OF_CORRECTIONS = {"kind": "表的种类", "rows": "行", "value": "内容", "quote": "原文", "count": "数量", "share": "比重"}
OF_TABLE = {"unit": "金额单位", "carryover": "结转口径", "funds": "资金口径"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `old` and `new` are texts as printed, None for a blank cell or where there was none."""

    what: What
    slug: str
    title: str
    row: str | None = None
    column: str | None = None
    old: str | None = None
    new: str | None = None
    old_page: int | None = None
    new_page: int | None = None
    line: Line | None = field(default=None, compare=False, repr=False)  # the row, where it still is one


def before(report: Report) -> Report | None:
    """The version that this one replaced; not one that was withdrawn."""
    return (
        Report.objects.filter(
            department_id=report.department_id,
            unit_id=report.unit_id,
            year=report.year,
            stage=report.stage,
            status=Report.Status.SUPERSEDED,
            version__lt=report.version,
        )
        .select_related("source", "department", "unit")
        .order_by("-version")
        .first()
    )


def differences(old: Report, new: Report) -> list[Difference]:
    """In the order of the new version; what is gone stands behind its table, whole tables that are gone at the end."""
    before = {table.slug: table for table in old.tables.prefetch_related("lines")}
    after = {table.slug: table for table in new.tables.prefetch_related("lines")}
    found: list[Difference] = []
    for slug, table in after.items():
        if slug in before:
            found += of_tables(before[slug], table)
        else:
            found.append(Difference("table_added", slug, table.title, new_page=first_page(table)))
    found += [
        Difference("table_removed", slug, table.title, old_page=first_page(table))
        for slug, table in before.items()
        if slug not in after
    ]
    return found


def of_tables(old: ReportTable, new: ReportTable) -> Iterator[Difference]:
    for key, heading in OF_TABLE.items():
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield Difference("cell", new.slug, new.title, None, heading, was, now, first_page(old), first_page(new))
    if new.kind == "other":
        yield from of_other_tables(old, new)
        return
    before, after = rows_by_name(old), rows_by_name(new)
    for key, line in after.items():
        if key in before:
            yield from of_rows(new, before[key], line, key[0])
        else:
            texts = (None, figures(line))
            yield Difference("row_added", new.slug, new.title, key[0], None, *texts, None, line.page, line)
    for key, line in before.items():
        if key not in after:
            yield Difference("row_removed", new.slug, new.title, key[0], old=figures(line), old_page=line.page)


def of_other_tables(old: ReportTable, new: ReportTable) -> Iterator[Difference]:
    """Cell by cell where the rows and columns are the same in number; else as a whole."""
    pages = first_page(old), first_page(new)
    if len(old.cells) != len(new.cells) or old.headings != new.headings:
        yield Difference("cell", new.slug, new.title, None, "整张表", None, None, *pages)
        return
    names = other_tables.columns(new.headings, [*old.cells, *new.cells])
    for was, now in zip(old.cells, new.cells, strict=True):
        for name, before, after in zip_longest(names, was, now):
            if (before or None) != (after or None):
                row = other_tables.name_of(now)
                yield Difference("cell", new.slug, new.title, row, name, before or None, after or None, *pages)


def of_rows(table: ReportTable, old: Line, new: Line, name: str) -> Iterator[Difference]:
    cells = [
        *(
            (HEADINGS.get(key, key), key, old.printed, new.printed)
            for key in dict.fromkeys([*old.printed, *new.printed])
        ),
        *((key, key, old.extra, new.extra) for key in dict.fromkeys([*old.extra, *new.extra])),
    ]
    for heading, key, was, now in cells:
        if was.get(key) == now.get(key) or (key in MEASURES and is_same_amount(old, new, key)):
            continue
        texts = (was.get(key), now.get(key))
        yield Difference("cell", table.slug, table.title, name, heading, *texts, old.page, new.page, new)


def is_same_amount(old: Line, new: Line, key: str) -> bool:
    """Printed otherwise (1,000 and 1000.00) but the same amount; a blank is no amount."""
    was, now = getattr(old, key), getattr(new, key)
    return was is not None and was == now


def rows_by_name(table: ReportTable) -> dict[tuple[str, int], Line]:
    """Rows by what names them; alike ones by their order."""
    seen: Counter[str] = Counter()
    found = {}
    for line in sorted(table.lines.all(), key=lambda line: line.position):
        name = name_of(line)
        seen[name] += 1
        found[name, seen[name]] = line
    return found


def name_of(line: Line) -> str:
    return " ".join(text for key in NAMING if (text := line.printed.get(key)) and key not in ("side", "kind")) + (
        f"（{HEADINGS['side']}：{line.get_side_display()}）" if line.side else ""
    )


def figures(line: Line) -> str:
    return "，".join(f"{MEASURES[key]} {text}" for key, text in line.printed.items() if key in MEASURES and text)


def first_page(table: ReportTable) -> int | None:
    return next(iter(table.pages), None)


def corrections(report: Report) -> list[Correction]:
    """更正 of the reading made for this version, not those taken over from the one before; `heading` for `field`."""
    found = list(report.corrections.filter(is_carried=False))
    headings = {**HEADINGS, **OF_CORRECTIONS}
    for correction in found:
        field = correction.field.removeprefix("extra:")
        correction.heading = headings.get(field, field)
    return found
