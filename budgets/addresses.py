"""网址 (addresses): under which address a report's pages lie. Every page of a report is its base plus a short rest."""

from __future__ import annotations

from django.urls import reverse

from budgets.models import Line, Report


def base_of(report: Report) -> str:
    """Where the present version is read: the department's year, or the unit's own."""
    if report.unit_id:
        return reverse(
            "budget", kwargs={"department_id": report.department_id, "unit_id": report.unit_id, "year": report.year}
        )
    return reverse("budget", kwargs={"department_id": report.department_id, "year": report.year})


def permalink_of(report: Report) -> str:
    """固定链接: this one version, for ever."""
    return reverse("report", kwargs={"public_id": report.public_id})


def page_address(base: str, page: int, line: Line | None = None) -> str:
    """The page of the original around a row, the row marked where its place on the page is known."""
    row = f"?row={line.table.slug}.{line.position}" if line and line.box else ""
    return f"{base}pages/{page}/{row}"
