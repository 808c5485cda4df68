"""Every read of the staff pages."""

from django.db.models import Count, Prefetch, Q, QuerySet

from budgets.models import Line, Report, ReportTable
from ingest.models import Upload

FAILED = Q(findings__outcome="failed", findings__origin="check")


def uploads() -> QuerySet[Upload]:
    return Upload.objects.select_related("by", "report__department", "report__unit")


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("department__region", "unit", "source", "reading").annotate(
        errors=Count("findings", filter=FAILED & Q(findings__severity="error"), distinct=True),
        warnings=Count("findings", filter=FAILED & Q(findings__severity="warning"), distinct=True),
    )


def drafts() -> QuerySet[Report]:
    return reports().filter(status=Report.Status.DRAFT).order_by("-id")


def published() -> QuerySet[Report]:
    return reports().filter(status=Report.Status.PUBLISHED).order_by("-published_at")


def tables_of(report: Report) -> QuerySet[ReportTable]:
    """The report's tables with their rows, in printed order."""
    return report.tables.annotate(rows=Count("lines")).prefetch_related(
        Prefetch("lines", Line.objects.order_by("position"))
    )
