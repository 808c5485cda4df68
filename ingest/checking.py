"""核对一份收录的报告 (checking a stored report): the checks, given what only the database knows.

Last year's published report of the same scope, the names under which other reports of the year print each functional
code, and the dates that staff entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from budgets.models import FunctionalCode, Report
from ingest.checks import Finding, check_report
from ingest.checks.hierarchy import code_of
from ingest.parser.report import ParsedReport
from ingest.stored import parsed_report


def check_stored(report: Report, parsed: ParsedReport) -> tuple[Finding, ...]:
    """The findings on `parsed`, which is what `report` holds or is about to hold."""
    prior = prior_of(report)
    return check_report(
        parsed,
        prior=parsed_report(prior) if prior else None,
        codes=names_of_codes(report.year, codes_printed(parsed)) if report.year else None,
        approved_on=report.approved_on,
        disclosed_on=report.disclosed_on,
    )


def prior_of(report: Report) -> Report | None:
    """The published report of the year before, of the same department, unit and stage."""
    if report.department_id is None or report.year is None:
        return None
    same = Report.published.filter(department_id=report.department_id, unit_id=report.unit_id, stage=report.stage)
    return same.filter(year=report.year - 1).first()


def codes_printed(parsed: ParsedReport) -> set[str]:
    return {code for table in parsed.tables for row in table.rows if row.values.get("code") and (code := code_of(row))}


def names_of_codes(year: int, printed: Collection[str]) -> dict[str, set[str]]:
    """Names by functional code as seen in reports of that year; a code not seen then is unknown, never wrong.

    Of the printed codes alone; of all where none of these is known, to tell that from a year without a list.
    """
    seen = FunctionalCode.objects.all()
    return names_seen(seen.filter(code__in=printed), year) or names_seen(seen, year)


def names_seen(codes: QuerySet[FunctionalCode], year: int) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for code, name, years in codes.values_list("code", "name", "years"):
        if year in years:
            names[code].add(name)
    return dict(names)
