"""绩效目标表 (target forms): a form that was read as a Target is not given once more as an `other` table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from ingest.parser.report import Table, Target
from ingest.parser.targets.outline import is_form_title

FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def without_read_forms(tables: Sequence[Table], targets: Sequence[Target]) -> tuple[Table, ...]:
    """A form stays among the tables when any of its figures is missing from the targets of its pages."""
    return tuple(table for table in tables if not (_may_be_form(table) and _is_read(table, targets)))


def _may_be_form(table: Table) -> bool:
    """A project's form; the one of a whole department (整体绩效) names no project and is always kept."""
    return table.id == "other" and "整体" not in table.title and (not table.title or is_form_title(table.title))


def _is_read(table: Table, targets: Sequence[Target]) -> bool:
    pages = set(table.pages)
    near = [target for target in targets if not pages or pages & set(target.pages)]
    printed = Counter(figure for row in table.cells for cell in row if cell for figure in _figures(cell))
    read = Counter(figure for target in near for text in _texts(asdict(target)) for figure in _figures(text))
    return bool(near) and not printed - read


def _figures(text: str) -> list[str]:
    return [figure.replace(",", "") for figure in FIGURE.findall(text)]


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
