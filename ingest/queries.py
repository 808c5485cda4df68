"""Every read of the staff pages, each for somebody: nobody sees beyond the regions they work for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from budgets.models import Acknowledgement, Event, Finding, Line, Report, ReportTable
from budgets.models.findings import GAP, PLACE
from ingest.jurisdictions import codes_of, reports_of
from ingest.lines import ONLY_PRINTED
from ingest.models import Batch, Rereading, Upload
from ingest.version import READER_VERSION

FAILED = Q(findings__outcome="failed", findings__origin="check")
IS_PLACED = Q(department__isnull=False, year__isnull=False, scope__isnull=False) & (
    Q(scope="department") | Q(unit__isnull=False)
)


def batches(user: AbstractBaseUser) -> QuerySet[Batch]:
    """One's own and those with a report that one may see; whoever works for every region sees all."""
    everything = Batch.objects.select_related("by").annotate(files=Count("uploads", distinct=True))
    if codes_of(user) is None:
        return everything
    seen = Upload.objects.filter(reports_of(user, "report__"), report__isnull=False).values("batch")
    return everything.filter(Q(by=user) | Q(pk__in=seen))


def uploads(user: AbstractBaseUser) -> QuerySet[Upload]:
    everything = Upload.objects.select_related("by", "batch", "report__department", "report__unit")
    if codes_of(user) is None:
        return everything
    return everything.filter(Q(by=user) | (Q(report__isnull=False) & reports_of(user, "report__")))


def reports_of_batch(user: AbstractBaseUser, batch: Batch) -> QuerySet[Report]:
    """What its files became, in the order they were handed in."""
    return reports(user).filter(pk__in=became(batch)).order_by("id")


def became(batch: Batch) -> QuerySet[Upload, int]:
    return Upload.objects.filter(batch=batch, status=Upload.Status.READY).values("report")


def tally(uploads: list[Upload]) -> str:
    """How many files are where, in one line."""
    counts = Counter(upload.get_status_display() for upload in uploads)
    return "，".join(f"{counts[label]} 个{label}" for label in Upload.Status.labels if counts[label])


def visible(user: AbstractBaseUser) -> QuerySet[Report]:
    seen = Report.objects.filter(reports_of(user))
    return seen.select_related("department__region", "unit", "source", "reading")


def reports(user: AbstractBaseUser) -> QuerySet[Report]:
    return visible(user).annotate(
        errors=Count("findings", filter=FAILED & Q(findings__severity="error"), distinct=True),
        warnings=Count("findings", filter=FAILED & Q(findings__severity="warning"), distinct=True),
    )


def drafts(user: AbstractBaseUser) -> QuerySet[Report]:
    return reports(user).filter(status=Report.Status.DRAFT).order_by("-id")


def drafts_of(user: AbstractBaseUser, batch: Batch | None) -> QuerySet[Report]:
    """A batch's, in the order they were handed in, else all, newest first; their failed checks are not counted."""
    found = visible(user).filter(status=Report.Status.DRAFT)
    return found.filter(pk__in=became(batch)).order_by("id") if batch else found.order_by("-id")


def with_open_errors(found: QuerySet[Report]) -> QuerySet[Report]:
    """Those with a failed error, of a check or of the reading, that nobody confirmed as the document's own."""
    errors = Finding.objects.filter(report=OuterRef("pk"), outcome="failed", severity="error")
    confirmed = Acknowledgement.objects.filter(
        report=OuterRef("report"), place=OuterRef("said_place"), gap=OuterRef("said_gap")
    )
    return found.filter(Exists(errors.annotate(said_place=PLACE, said_gap=GAP).exclude(Exists(confirmed))))


def unplaced(found: QuerySet[Report]) -> QuerySet[Report]:
    """Those of which `actions.missing_of` has something to say."""
    return found.exclude(IS_PLACED)


def submitted(user: AbstractBaseUser) -> QuerySet[Report]:
    return reports(user).filter(status=Report.Status.SUBMITTED).select_related("submitted_by").order_by("submitted_at")


def published(user: AbstractBaseUser) -> QuerySet[Report]:
    return reports(user).filter(status=Report.Status.PUBLISHED).order_by("-published_at")


def read_by_older(user: AbstractBaseUser) -> QuerySet[Report]:
    """Published reports that another version of the reader has read."""
    return published(user).exclude(reading__reader_version=READER_VERSION)


def rereadings(user: AbstractBaseUser) -> QuerySet[Rereading]:
    """What the present reader made of published files."""
    found = Rereading.objects.filter(reports_of(user, "report__"), reader_version=READER_VERSION)
    return found.select_related("report__department", "report__unit", "draft__department", "draft__unit")


def reasons(user: AbstractBaseUser) -> QuerySet[Acknowledgement, str]:
    """What somebody wrote before of errors that are the document's own, newest first."""
    return Acknowledgement.objects.filter(by=user).order_by("-id").values_list("reason", flat=True)


def outcomes(report: Report) -> dict[str, int]:
    """How many checks passed, failed and were skipped."""
    counted = report.findings.filter(origin="check").values_list("outcome").annotate(n=Count("pk"))
    return {"passed": 0, "failed": 0, "skipped": 0, **dict(counted)}


def only_printed(report: Report) -> list[str]:
    """The sentences on amounts that couldn't be stored in yuan."""
    notes = report.findings.filter(origin="reading", message__endswith=ONLY_PRINTED)
    return list(notes.values_list("message", flat=True))


def tables_of(report: Report) -> list[ReportTable]:
    """The report's tables with their rows, in printed order."""
    return tables_of_each([report])[report]


def tables_of_each(reports: Sequence[Report]) -> dict[Report, list[ReportTable]]:
    """The same of many, in as many queries as of one."""
    stored = ReportTable.objects.filter(report__in=reports).annotate(rows=Count("lines")).order_by("position")
    by_report: dict[int, list[ReportTable]] = {report.pk: [] for report in reports}
    for table in stored.prefetch_related(Prefetch("lines", Line.objects.order_by("position"))):
        by_report[table.report_id].append(table)
    return {report: by_report[report.pk] for report in reports}


def events(user: AbstractBaseUser, asked: Mapping[str, str]) -> QuerySet[Event]:
    """Newest first: one's own and those of reports one may see; all for whoever may. `who`, `report`, `verb` narrow."""
    found = Event.objects.select_related("actor", "report__department", "report__unit")
    if not user.has_perm("ingest.view_all_events"):
        found = found.filter(Q(actor=user) | (Q(report__isnull=False) & reports_of(user, "report__")))
    for name, field in (("who", "actor__username"), ("report", "report__public_id"), ("verb", "verb")):
        if value := asked.get(name, "").strip():
            found = found.filter(**{field: value})
    return found
