"""填过的更正 (what was typed): a correction that was refused stands in its form again, with the reason beside it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from budgets.models import Report
from ingest.row_forms import RowForm
from ingest.shown_sheets import ShownCell

KEY = "refused_correction"
PLACE = ("table", "position", "field", "count", "rows")
OF_FORM = ("csrfmiddlewaretoken", "back", "again")


def keep(request: HttpRequest, report: Report, why: str) -> None:
    """Until the page is shown next."""
    typed = {name: text for name, text in request.POST.items() if name not in OF_FORM}
    request.session[KEY] = {"report": report.public_id, "refused": why, **typed}


def take(request: HttpRequest, report: Report) -> dict[str, str]:
    typed = request.session.pop(KEY, {})
    return typed if typed.get("report") == report.public_id else {}


def is_for(typed: dict[str, str], **place: object) -> bool:
    """Whether it was typed into the form of this very place."""
    return bool(typed) and {name: typed[name] for name in PLACE if name in typed} == {
        name: str(value) for name, value in place.items()
    }


def in_cell(cell: ShownCell, typed: dict[str, str], name: str = "value") -> ShownCell:
    return replace(cell, text=typed[name]) if name in typed else cell


def in_rows(form: RowForm, typed: dict[str, str]) -> RowForm:
    rows = [[in_cell(cell, typed, f"cell-{n}-{cell.key}") for cell in cells] for n, cells in enumerate(form.rows)]
    return replace(form, rows=rows)
