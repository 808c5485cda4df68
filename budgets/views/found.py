"""From an address to its report: the published one, or one version by its permalink."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from budgets.addresses import base_of, permalink_of
from budgets.models import Report
from budgets.queries import places, reports
from budgets.views.validators import answered

ReportView = Callable[..., HttpResponseBase]


def for_report(view: ReportView) -> Callable[..., HttpResponseBase]:
    """Give the view its report and the base of its pages, and the answer its validators.

    A withdrawn version answers 410 with the reason.
    """

    @wraps(view)
    def found(
        request: HttpRequest,
        *,
        public_id: str | None = None,
        department_id: int | None = None,
        unit_id: int | None = None,
        year: int | None = None,
        **rest: object,
    ) -> HttpResponseBase:
        if public_id is not None:
            address = reports.of_public_id(public_id)
        elif unit_id is not None:
            address = reports.of_unit(department_id, unit_id, year)
        else:
            address = reports.of_department(department_id, year)
        if address is None:
            return other_years(request, department_id, year)
        if address.status == Report.Status.WITHDRAWN:
            return withdrawn(request, reports.whole(address.pk))

        def page() -> HttpResponseBase:
            report = reports.whole(address.pk)
            base = permalink_of(report) if public_id is not None else base_of(report)
            return view(request, report=report, base=base, **rest)

        return answered(request, address, page)

    return found


def other_years(request: HttpRequest, department_id: int | None, year: int | None) -> HttpResponse:
    """没有这一年: not found, with what is here of the same department."""
    department = places.department(department_id) if department_id else None
    if department is None:
        raise Http404
    context = {"department": department, "year": year, "reports": places.department_reports(department)}
    return render(request, "errors/no_year.html", context, status=404)


def withdrawn(request: HttpRequest, report: Report) -> HttpResponse:
    context = {"report": report, "present": reports.present(report)}
    return render(request, "errors/withdrawn.html", context, status=410)
