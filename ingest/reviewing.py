"""疑问 (doubts): what failed or was read without certainty, in the order to look at it, with the cells it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.models import Acknowledgement, Finding, Report, ReportTable, Statement, Target
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
    return doubts_of_each({report: tables})[report]


def doubts_of_each(tables: Mapping[Report, list[ReportTable]]) -> dict[Report, list[Doubt]]:
    """The same of many reports, by their tables, in as many queries as of one."""
    held = held_of_each(list(tables))
    return {report: doubts_among(held[report.pk], stored) for report, stored in tables.items()}


@dataclass(slots=True)
class Held:
    """What a report's doubts are made of, beside its tables."""

    failed: list[Finding] = field(default_factory=list)
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)  # by place and gap
    forms: list[str] = field(default_factory=list)  # names of the target forms, in order
    statements: dict[str, Spot] = field(default_factory=dict)  # by the words that a check quotes


def held_of_each(reports: list[Report]) -> dict[int, Held]:
    held: dict[int, Held] = defaultdict(Held)
    for finding in Finding.objects.filter(report__in=reports, outcome="failed"):
        held[finding.report_id].failed.append(finding)
    confirmed = Acknowledgement.objects.filter(report__in=reports)
    for report, place, gap, reason in confirmed.values_list("report", "place", "gap", "reason"):
        held[report].reasons[place, gap] = reason
    for report, name in Target.objects.filter(report__in=reports).order_by("position").values_list("report", "name"):
        held[report].forms.append(name)
    said = Statement.objects.filter(report__in=reports).order_by("position")
    for report, position, quote, amount in said.values_list("report", "position", "quote", "amount"):
        where = "amount" if amount is not None else "count"
        held[report].statements[quoted(quote)] = (STATEMENTS, position, where)
    return held


def doubts_among(held: Held, tables: list[ReportTable]) -> list[Doubt]:
    spots = {**spots_by_words(tables), **spots_of_forms(held.forms)}
    kinds: dict[str, str] = {}
    for table in tables:
        kinds.setdefault(table.kind, table.slug)
    found = []
    for finding in held.failed:
        doubt = Doubt(finding, reason=held.reasons.get((finding.place, finding.gap), ""))
        found_at = [spot for place in places_of(finding) for spot in spots.get(place, ())]
        said = [words for words in labels_of(finding) if words.startswith(SAID)]
        found_at += [spot for words in said if (spot := held.statements.get(words))]
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


def spots_of_forms(names: list[str]) -> dict[tuple[str, str, str], list[Spot]]:
    """A target form's field, as checks name it: `targets`, the project's name, `annual.total`."""
    found: dict[tuple[str, str, str], list[Spot]] = {}
    for number, name in enumerate(names, start=1):
        for position, known in enumerate(TARGET, start=1):
            if known.path[0] == "funding":
                place = ("targets", name, ".".join(known.path[1:]))
                found.setdefault(place, []).append((f"target-{number}", position, VALUE))
    return found
