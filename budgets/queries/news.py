"""动态 (news): what became public, was replaced or withdrawn, newest first, from the event log."""

from __future__ import annotations

from django.db.models import QuerySet

from budgets.models import Event, Region
from budgets.queries import places
from budgets.queries.reports import STAGE

VERBS = ("report_published", "report_withdrawn")


def news(region: Region | None = None) -> QuerySet[Event]:
    """Of a region with all below it, or of all."""
    found = Event.objects.filter(verb__in=VERBS, report__stage=STAGE).order_by("-pk")
    if region:
        found = found.filter(report__department__region__code__startswith=places.prefix(region.code))
    return found.select_related("report__department__region", "report__unit", "report__source")
