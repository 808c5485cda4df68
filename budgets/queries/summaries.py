"""One line per report (一览): its totals, its change since last year, its checks. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from budgets.amounts import share
from budgets.models import Report
from budgets.queries import checks
from budgets.queries.changes import Change, changes


@dataclass(frozen=True, slots=True)
class Summary:
    report: Report
    change: Change | None
    checks: checks.Counts | None

    @property
    def project_share(self) -> Decimal | None:
        return share(self.report.project, self.report.total)

    @property
    def basic_share(self) -> Decimal | None:
        return share(self.report.basic, self.report.total)


SHOWN = (
    *("year", "scope", "total", "basic", "project", "carryover", "three_public", "narrative", "check_counts"),
    *("published_at", "version", "disclosed_on", "unit__name", "department__name"),
    *("department__region__name", "department__region__is_fictional"),
)


def as_shown(reports: QuerySet[Report]) -> QuerySet[Report]:
    """With the columns that a page shows of a list of reports: a report has many more, and a list many reports."""
    return reports.select_related(None).select_related("department__region", "unit").only(*SHOWN)


def shown(keys: Sequence[int]) -> list[Summary]:
    """Of these reports, in this order."""
    found = as_shown(Report.published.all()).in_bulk(keys)
    return summaries(found[key] for key in keys if key in found)


def summaries(reports: Iterable[Report]) -> list[Summary]:
    reports = list(reports)
    by_change, by_check = changes(reports), checks.counts(reports)
    return [Summary(r, by_change.get(r.pk), by_check.get(r.pk)) for r in reports]


def by_total(entries: Iterable[Summary]) -> list[Summary]:
    """Largest first; a report without a total comes last."""
    return sorted(entries, key=lambda s: (s.report.total is None, -(s.report.total or 0)))
