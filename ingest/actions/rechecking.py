"""重新核对 (rechecking): a stored report is held against itself anew."""

from __future__ import annotations

from budgets import totals
from budgets.models import Report
from ingest import saving
from ingest.checking import check_stored
from ingest.lines import ONLY_PRINTED
from ingest.parser.report import ParsedReport


def recheck(report: Report, parsed: ParsedReport, kept: list[str] | None = None) -> None:
    """Put what the checks say of `parsed` in place of what they said before; what storing it noted stays.

    `kept`: what storing its tables anew noted of amounts that it could only keep as printed.
    """
    notes = list(report.findings.filter(origin="reading", rule="identity").values_list("message", flat=True))
    if kept is not None:
        notes = [note for note in notes if not note.endswith(ONLY_PRINTED)] + kept
    report.findings.all().delete()
    saving.save_findings(report, parsed, check_stored(report, parsed), notes)
    report.save(update_fields=["check_counts"])
    if report.status == Report.Status.PUBLISHED:
        totals.refresh_checks(report)
