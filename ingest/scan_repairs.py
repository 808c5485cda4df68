"""扫描件复算 (scan repairs): the sums of a scan tell which figure was misread, and what stands there.

Only recognised cells are touched, and only where the sums leave one explanation: at least two sums that share no other
cell fail by the same amount, one cell's next likely reading settles them, breaks none that held, and no other cell's
does. Each repair is a finding with what was read, what it became and by which sums. A sum that still fails is a
finding too, and its figures stay as read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from budgets.rules import RULE
from budgets.vocabulary import HEADINGS, MEASURES, UNITS
from ingest.checks.book import Sheet
from ingest.checks.printed import in_unit
from ingest.parser.report import ParsedReport, ReadingFinding, Row, Table
from ingest.scan_sums import Equation, Spot, equations

REPAIRED, DOUBTED, UNSURE = "scan-repair", "scan-sum", "reading.recognition"
LIKE = ("0689", "17", "38", "35", "56", "27", "49", ".,")  # signs that a poor picture shows alike
CERTAIN = 0.98  # a figure read with more certainty stands: it's the document that may be wrong
DOUBTFUL = 0.8  # below it any other sign may stand in a sign's place
QUOTED = re.compile(r"^数字“([\d.,+-]+)”")  # as ingest.reading.ocr says it of a page
MOST = 40  # repairs in one report: one with more was read too badly for sums to help


class Candidate(NamedTuple):
    """Another reading of one cell and the failing sums that it settles."""

    spot: Spot
    text: str
    settled: frozenset[int]


def with_repairs(report: ParsedReport) -> ParsedReport:
    """The report with its misread figures repaired as far as sums single them out, and with findings of all doubts."""
    if not any(row.confidence for table in report.tables for row in table.rows):
        return report
    repairs: list[ReadingFinding] = []
    for _ in range(MOST):
        found = next(iter(_clear(report)), None)
        if found is None:
            break
        candidate, settled = found
        repairs.append(_told(report, candidate, settled))
        report = _with_cell(report, candidate)
    return with_sum_doubts(replace(report, findings=(*_located(report), *repairs)))


def with_sum_doubts(report: ParsedReport) -> ParsedReport:
    """The report with a finding for each sum over recognised figures that fails as it stands now."""
    others = tuple(finding for finding in report.findings if finding.rule != DOUBTED)
    doubts = tuple(_doubt(e) for e in equations(report) if not e.holds and any(_sure(report, s) for s in e.spots))
    return replace(report, findings=others + doubts)


def _clear(report: ParsedReport) -> Iterator[tuple[Candidate, list[Equation]]]:
    """The repairs that no other explanation stands against, those that settle most first."""
    sums = equations(report)
    found = [candidate for spot in _suspects(sums) for candidate in _candidates(report, spot, sums)]
    for one in sorted(found, key=lambda c: -len(c.settled)):
        rivals = (other for other in found if other is not one and other.settled & one.settled)
        if all(other.settled < one.settled for other in rivals):
            yield one, [sums[at] for at in sorted(one.settled)]


def _suspects(sums: Sequence[Equation]) -> list[Spot]:
    """Cells of at least two failing sums."""
    failing = [spot for equation in sums if not equation.holds for spot in equation.spots]
    return [spot for spot in dict.fromkeys(failing) if failing.count(spot) > 1]


def _candidates(report: ParsedReport, spot: Spot, sums: Sequence[Equation]) -> Iterator[Candidate]:
    """Each likely other reading of the cell that settles two sums and breaks none."""
    read, sure, unit = _text(report, spot), _sure(report, spot), report.tables[spot.table].unit
    if read is None or sure is None or unit not in UNITS:
        return
    mine = [(at, equation) for at, equation in enumerate(sums) if spot in equation.spots]
    failing = [equation for _, equation in mine if not equation.holds]
    for value in dict.fromkeys(value for equation in failing for value in equation.values_for(spot)):
        text = in_unit(value, unit, len(read.partition(".")[2]) or 2)
        if not is_likely(read, text, sure) or any(e.holds and not e.holds_with(spot, value) for _, e in mine):
            continue
        settled = [(at, e) for at, e in mine if not e.holds and e.holds_with(spot, value)]
        if _are_independent(spot, [equation for _, equation in settled]):
            yield Candidate(spot, text, frozenset(at for at, _ in settled))


def _are_independent(spot: Spot, settled: Sequence[Equation]) -> bool:
    """Whether two of the sums have nothing but this cell in common."""
    others = [frozenset(equation.spots) - {spot} for equation in settled]
    return any(not a & b for at, a in enumerate(others) for b in others[at + 1 :])


def is_likely(read: str, other: str, sure: float) -> bool:
    """Whether `other` may stand where `read` was recognised: one sign lost, added or taken for a like one.

    In a cell of low confidence the sign may be any, and there may be two of them.
    """
    if sure >= CERTAIN or read == other:
        return False
    slips = _slips(read, other)
    if sure < DOUBTFUL:
        return slips <= 2
    if slips != 1 or len(read) != len(other):
        return slips == 1
    (a, b) = next((a, b) for a, b in zip(read, other, strict=True) if a != b)
    return any(a in group and b in group for group in LIKE)


def _slips(read: str, other: str) -> int:
    """How many signs were lost, added or taken for others."""
    row = list(range(len(other) + 1))
    for at, a in enumerate(read, start=1):
        before, row = row, [at]
        for n, b in enumerate(other, start=1):
            row.append(min(before[n] + 1, row[-1] + 1, before[n - 1] + (a != b)))
    return row[-1]


def _row(report: ParsedReport, spot: Spot) -> Row:
    return report.tables[spot.table].rows[spot.row]


def _text(report: ParsedReport, spot: Spot) -> str | None:
    return _row(report, spot).values.get(spot.key)


def _sure(report: ParsedReport, spot: Spot) -> float | None:
    """The confidence of a recognised cell; None for printed text."""
    return _row(report, spot).confidence.get(spot.key)


def _with_cell(report: ParsedReport, candidate: Candidate) -> ParsedReport:
    spot = candidate.spot
    table, row = report.tables[spot.table], _row(report, spot)
    row = replace(row, values={**row.values, spot.key: candidate.text})
    table = replace(table, rows=(*table.rows[: spot.row], row, *table.rows[spot.row + 1 :]))
    return replace(report, tables=(*report.tables[: spot.table], table, *report.tables[spot.table + 1 :]))


def _told(report: ParsedReport, candidate: Candidate, settled: Sequence[Equation]) -> ReadingFinding:
    spot, table, row = candidate.spot, report.tables[candidate.spot.table], _row(report, candidate.spot)
    label = Sheet(table).label(row)
    sums = "、".join(dict.fromkeys(f"“{RULE[equation.rule].title}”" for equation in settled))
    message = (
        f"{_place(table, label, spot.key)}识别为“{_text(report, spot)}”（把握 {row.confidence[spot.key]:.0%}），"
        f"按{sums}共 {len(settled)} 处算式改为“{candidate.text}”，请对照原件。"
    )
    return ReadingFinding(REPAIRED, "warning", message, table.id, row.page, label, spot.key)


def _place(table: Table, label: str, key: str) -> str:
    return f"{Sheet(table).name}“{label}”的{HEADINGS.get(key, key)}"


def _doubt(equation: Equation) -> ReadingFinding:
    check = equation.finding
    left, right = (side.label if side else "" for side in (check.left, check.right))
    said = f"{left}与{right}差 {check.gap}{check.unit}，不能断定是哪个数识别错了，都按识别的保留，请对照原件。"
    return ReadingFinding(DOUBTED, "warning", said, check.table, check.page, check.row, check.column)


def _located(report: ParsedReport) -> list[ReadingFinding]:
    """The report's findings; of a figure read without certainty they say which cell it is, the least certain first."""
    unsure = [
        (sure, table, row, key)
        for table in report.tables
        for row in table.rows
        for key, sure in row.confidence.items()
        if sure < DOUBTFUL and key in MEASURES
    ]
    cells = [
        ReadingFinding(
            UNSURE,
            "warning",
            f"{_place(table, Sheet(table).label(row), key)}“{row.values.get(key)}”识别得没有把握（{sure:.0%}），"
            "请对照原件。",
            table.id,
            row.page,
            Sheet(table).label(row),
            key,
        )
        for sure, table, row, key in sorted(unsure, key=lambda found: found[0])
    ]
    known = Counter((row.page, row.values[key]) for _, _, row, key in unsure)
    return [finding for finding in report.findings if not _is_of(finding, known)] + cells


def _is_of(finding: ReadingFinding, known: Counter[tuple[int | None, str | None]]) -> bool:
    """Whether the page's doubt speaks of a figure whose cell is known; each cell answers for one."""
    quoted = QUOTED.search(finding.message) if finding.rule == UNSURE and not finding.table else None
    spot = (finding.page, quoted[1].replace(",", "")) if quoted else None
    if not known[spot]:
        return False
    known[spot] -= 1
    return True
