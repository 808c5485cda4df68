"""解析结果 (the parsed report): what the reader gives and everything after it takes.

Frozen dataclasses in the shape of the published JSON (docs/report.md). Amounts are strings exactly as printed,
without thousands separators; a blank cell is None, never "0". Beside what the JSON shows, each row knows its page and
its box on that page, so that a public number can lead back to the original.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.reading.page import Box
from ingest.reading.refusal import Refused

__all__ = [
    "Indicator",
    "ParsedReport",
    "ReadingFinding",
    "Refused",
    "Row",
    "Section",
    "ServicePurchase",
    "Statement",
    "Table",
    "Target",
    "Term",
]

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `values` holds the table kind's keys (budgets.vocabulary.TABLE_KINDS), in that order."""

    values: Mapping[str, str | None]
    extra: Mapping[str, str | None] = field(default_factory=dict)  # printed heading -> cell, for columns without a key
    page: int | None = None  # 1-based; None for plain text
    box: Box | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)  # 0–1, by key or heading, of each recognised cell


@dataclass(frozen=True, slots=True)
class Table:
    """One printed table. An `other` table has `headings` and `cells` in place of `rows`."""

    id: str
    title: str
    unit: str | None
    pages: tuple[int, ...] = ()
    number: int | None = None
    carryover: Literal["included", "excluded"] | None = None
    funds: Literal["all", "appropriation", "general"] | None = None
    rows: tuple[Row, ...] = ()
    headings: tuple[tuple[str | None, ...], ...] = ()
    cells: tuple[tuple[str | None, ...], ...] = ()
    note: str | None = None  # a note printed under the table, such as 本表无数据


@dataclass(frozen=True, slots=True)
class Statement:
    """One amount, count or share that the narrative (第三部分) states, with the cell it speaks of."""

    topic: str
    quote: str
    amount: str | None = None
    count: int | None = None
    share: str | None = None
    unit: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    part: int
    title: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class ServicePurchase:
    name: str
    code: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: one row of a target form in which a third-level indicator or a value is printed."""

    scope: Literal["implementation", "annual"]
    level1: str | None
    level2: str | None
    level3: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """项目支出绩效目标表. Names and telephone numbers of whoever filled it in are never kept."""

    project: str
    department_code: str | None = None
    department: str | None = None
    unit: str | None = None
    attribute: str | None = None
    period: str | None = None
    funding: Mapping[str, Mapping[str, str | None]] = field(
        default_factory=dict
    )  # implementation | annual -> source -> 元
    overview: str | None = None
    basis: str | None = None
    necessity: str | None = None
    measures: str | None = None
    plan: str | None = None
    goals: Mapping[str, str | None] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    filled_at: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingFinding:
    """A doubt of the reading itself: a repair, something not recognised. Never a statement about the department."""

    rule: str
    severity: Severity
    message: str
    table: str | None = None
    page: int | None = None
    row: str | None = None  # the row as the checks name it, and the column's key, where one cell is meant
    column: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A whole report. `department`, `year` and `scope` are None where the report does not print them."""

    department: str | None
    year: int | None
    scope: Literal["department", "unit"] | None
    stage: Literal["budget"]
    tables: tuple[Table, ...]
    narrative: Mapping[str, Mapping[str, object] | None]
    statements: tuple[Statement, ...] = ()
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    service_purchases: tuple[ServicePurchase, ...] = ()
    glossary: tuple[Term, ...] = ()
    findings: tuple[ReadingFinding, ...] = ()
    page_count: int | None = None  # None for plain text
    is_ocr: bool = False
    # cover | contents | blank -> its pages; None for plain text, and where no reading looked for them
    page_kinds: Mapping[str, tuple[int, ...]] | None = None
    personal_boxes: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)  # page -> what its picture must mask
    personal_spans: tuple[tuple[int, int], ...] = ()  # of a text or web page: what its copy must mask, in bytes
