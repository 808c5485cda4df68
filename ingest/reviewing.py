"""疑问 (doubts): what failed or was read without certainty, in the order to look at it, with the cells it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from budgets.models import Finding, Report, ReportTable
from ingest.checks.book import Sheet
from ingest.checks.statements import SAID, quoted
from ingest.sheet_fields import TARGET
from ingest.sheets import EXTRA, KEY_FIGURES, STATEMENTS, VALUE
from ingest.stored import row_of, table_of

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


def doubts_of(report: Report, tables: list[ReportTable]) -> list[Doubt]:
    """What failed, gravest first, then as it stands in the report. Notices come last."""
    spots = {**spots_by_words(tables), **spots_of_forms(report)}
    stated = spots_of_statements(report)
    kinds: dict[str, str] = {}
    for table in tables:
        kinds.setdefault(table.kind, table.slug)
    confirmed = {(a.place, a.gap): a.reason for a in report.acknowledgements.all()}
    found = []
    for finding in report.findings.filter(outcome="failed"):
        doubt = Doubt(finding, reason=confirmed.get((finding.place, finding.gap), ""))
        found_at = [spot for place in places_of(finding) for spot in spots.get(place, ())]
        said = [words for words in labels_of(finding) if words.startswith(SAID)]
        found_at += [spot for words in said if (spot := stated.get(words))]
        doubt.spots = list(dict.fromkeys(found_at))
        doubt.slug = doubt.spots[0][0] if doubt.spots else kinds.get(finding.table or "", KEY_FIGURES if said else None)
        found.append(doubt)
    return sorted(found, key=lambda d: (GRAVITY[d.finding.severity], d.finding.position))


def places_of(finding: Finding) -> Iterator[tuple[str, str, str]]:
    """Table, row and column of the cell that was read without certainty, or of those that a check held together."""
    if finding.origin == "reading" and finding.table and finding.row and finding.column:
        yield finding.table, finding.row, finding.column
    for side in sides_of(finding):
        if side.get("table") and side.get("row") and side.get("column"):
            yield side["table"], side["row"], side["column"]


def sides_of(finding: Finding) -> Iterator[dict[str, Any]]:
    """What was held against what, and the parts of each sum."""
    sides = [side for key in ("left", "right") if (side := finding.evidence.get(key))]
    while sides:
        side = sides.pop(0)
        sides = [*(side.get("parts") or ()), *sides]
        yield side


def labels_of(finding: Finding) -> Iterator[str]:
    return (side["label"] for side in sides_of(finding) if side.get("label"))


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


def spots_of_forms(report: Report) -> dict[tuple[str, str, str], list[Spot]]:
    """A target form's field, as checks name it: `targets`, the project's name, `annual.total`."""
    found: dict[tuple[str, str, str], list[Spot]] = {}
    for number, name in enumerate(report.targets.values_list("name", flat=True), start=1):
        for position, known in enumerate(TARGET, start=1):
            if known.path[0] == "funding":
                place = ("targets", name, ".".join(known.path[1:]))
                found.setdefault(place, []).append((f"target-{number}", position, VALUE))
    return found


def spots_of_statements(report: Report) -> dict[str, Spot]:
    """Where the words lead to by which a check quotes the narrative."""
    quotes = report.statements.order_by("position").values_list("position", "quote", "amount")
    return {
        quoted(quote): (STATEMENTS, position, "amount" if amount is not None else "count")
        for position, quote, amount in quotes
    }
