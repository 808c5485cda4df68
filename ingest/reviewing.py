"""复核 (reviewing): what the review page shows: doubts in the order to look at them, a table with its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from budgets.models import Correction, Finding, Line, Report, ReportTable
from budgets.vocabulary import KEYS, MEASURES, PROJECT_ROW_KINDS, RATES, SIDES, TABLE_KIND
from ingest.checks.book import Sheet
from ingest.corrections import EXTRA
from ingest.scan_repairs import DOUBTFUL
from ingest.stored import row_of, table_of

HEADINGS = {**KEYS, **MEASURES, **RATES}
WORDS = {"side": SIDES, "kind": PROJECT_ROW_KINDS}
GRAVITY = {"error": 0, "warning": 1, "notice": 2}
Spot = tuple[str, int, str]  # table's slug, row's number, key of the cell


@dataclass(slots=True)
class Doubt:
    """A failed check or a doubt of the reading; `spots` are the cells it speaks of, `reason` why it's confirmed."""

    finding: Finding
    spots: list[Spot] = field(default_factory=list)
    slug: str | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class ShownCell:
    key: str
    heading: str
    text: str | None
    is_amount: bool
    is_code: bool
    is_doubtful: bool
    is_corrected: bool
    sureness: str = ""  # of a figure recognised without certainty, in per cent


@dataclass(frozen=True, slots=True)
class ShownRow:
    line: Line
    cells: list[ShownCell]


def doubts_of(report: Report, tables: list[ReportTable]) -> list[Doubt]:
    """What failed, gravest first, then as it stands in the report. Notices come last."""
    spots = spots_by_words(tables)
    kinds: dict[str, str] = {}
    for table in tables:
        kinds.setdefault(table.kind, table.slug)
    confirmed = {(a.place, a.gap): a.reason for a in report.acknowledgements.all()}
    found = []
    for finding in report.findings.filter(outcome="failed"):
        doubt = Doubt(finding, reason=confirmed.get((finding.place, finding.gap), ""))
        doubt.spots = list(dict.fromkeys(spot for place in places_of(finding) for spot in spots.get(place, ())))
        doubt.slug = doubt.spots[0][0] if doubt.spots else kinds.get(finding.table or "")
        found.append(doubt)
    return sorted(found, key=lambda d: (GRAVITY[d.finding.severity], d.finding.position))


def places_of(finding: Finding) -> Iterator[tuple[str, str, str]]:
    """Table, row and column of the cell that was read without certainty, or of those that a check held together."""
    if finding.origin == "reading" and finding.table and finding.row and finding.column:
        yield finding.table, finding.row, finding.column
    sides = [side for key in ("left", "right") if (side := finding.evidence.get(key))]
    while sides:
        side = sides.pop(0)
        if side.get("parts"):
            sides = [*side["parts"], *sides]
        if side.get("table") and side.get("row") and side.get("column"):
            yield side["table"], side["row"], side["column"]


def spots_by_words(tables: list[ReportTable]) -> dict[tuple[str, str, str], list[Spot]]:
    """Where a table's kind, a row's words and a column lead to."""
    found: dict[tuple[str, str, str], list[Spot]] = {}
    for table in tables:
        sheet = Sheet(table_of(table))
        for line in table.lines.all():
            label = sheet.label(row_of(line))
            for key in [*line.printed, *line.extra]:
                shown = key if key in line.printed else f"{EXTRA}{key}"
                found.setdefault((table.kind, label, key), []).append((table.slug, line.position, shown))
    return found


def shown_rows(table: ReportTable, doubtful: set[Spot], corrections: list[Correction]) -> list[ShownRow]:
    lines = sorted(table.lines.all(), key=lambda line: line.position)
    keys = columns_of(lines)
    changed = {(c.table, c.position, c.field) for c in corrections}
    rows = []
    for line in lines:
        cells = []
        for key, heading in keys:
            text = line.extra.get(key.removeprefix(EXTRA)) if key.startswith(EXTRA) else line.printed.get(key)
            spot = (table.slug, line.position, key)
            shown = WORDS.get(key, {}).get(text, text)
            unsure = sureness(line, key)
            is_doubtful = spot in doubtful or bool(unsure)
            kinds = (key in MEASURES, key.endswith("code"), is_doubtful, spot in changed)
            cells.append(ShownCell(key, heading, shown, *kinds, unsure))
        rows.append(ShownRow(line, cells))
    return rows


def sureness(line: Line, key: str) -> str:
    """How sure the recognition of a scan's cell was, where that is too little to rely on."""
    sure = line.confidence.get(key.removeprefix(EXTRA), 1)
    return f"{sure:.0%}" if sure < DOUBTFUL else ""


def columns_of(lines: list[Line]) -> list[tuple[str, str]]:
    """Key and heading of every column that some row has, in printed order: those with a key, then the others."""
    printed = dict.fromkeys(key for line in lines for key in line.printed)
    extra = dict.fromkeys(key for line in lines for key in line.extra)
    return [*((key, HEADINGS.get(key, key)) for key in printed), *((f"{EXTRA}{key}", key) for key in extra)]


def kinds_to_choose() -> list[tuple[str, str]]:
    return [
        *((kind.id, f"表{kind.number} {kind.name}") for kind in TABLE_KIND.values()),
        ("other", "不是这些表，原样保留"),
    ]
