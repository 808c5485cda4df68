"""重新核对 (rechecking): a stored report is held against itself anew."""

from __future__ import annotations

from budgets.models import Report
from ingest import saving
from ingest.checking import check_stored
from ingest.parser.report import ParsedReport


def recheck(report: Report, parsed: ParsedReport) -> None:
    """Put what the checks say of `parsed` in place of what they said before; what storing it noted stays."""
    notes = list(report.findings.filter(origin="reading", rule="identity").values_list("message", flat=True))
    report.findings.all().delete()
    saving.save_findings(report, parsed, check_stored(report, parsed), notes)
