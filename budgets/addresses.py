"""网址 (addresses): under which address a report's pages lie. Every page of a report is its base plus a short rest.

Put together here, not by `reverse`: a list has hundreds of them, and they are permalinks that a test holds."""

from __future__ import annotations

from budgets.models import Line, Report


def base_of(report: Report) -> str:
    """Where the present version is read: the department's year, or the unit's own."""
    unit = f"units/{report.unit_id}/" if report.unit_id else ""
    return f"/departments/{report.department_id}/{unit}{report.year}/"


def permalink_of(report: Report) -> str:
    """固定链接: this one version, for ever."""
    return f"/reports/{report.public_id}/"


def page_address(base: str, page: int, line: Line | None = None) -> str:
    """The page of the original around a row, the row marked where its place on the page is known."""
    row = f"?row={line.table.slug}.{line.position}" if line and line.box else ""
    return f"{base}pages/{page}/{row}"
