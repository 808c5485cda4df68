"""搜索引擎 (crawlers): the sitemap, and what is not for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from budgets.addresses import base_of
from budgets.citations import absolute
from budgets.models import Project, Report, ReportTable
from budgets.queries import reports

PAGES = (
    "home",
    "region_list",
    "report_list",
    "project_list",
    "three_public_list",
    "check_list",
    "disclosure_board",
    "glossary",
    "data",
    "about",
)
ROBOTS = """User-agent: *
# Every choice of filters is an address of its own; what they choose from is in the sitemap.
Disallow: /*?
Disallow: /staff/
Disallow: /data/*.zip$
Disallow: /*/pages/
Disallow: /metrics

Sitemap: {sitemap}
"""


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS.format(sitemap=absolute("/sitemap.xml")), content_type="text/plain; charset=utf-8")


class Public(Sitemap):
    """Present versions alone; addresses under SITE_URL, whatever host was asked."""

    limit = 10000

    def get_urls(self, page: int = 1, site: object = None, protocol: str | None = None) -> list[dict[str, object]]:
        return [{**entry, "location": absolute(entry["path"])} for entry in self.entries(page)]

    def get_latest_lastmod(self) -> None:
        """Asking every item costs more than it tells."""

    def entries(self, page: int) -> Iterable[dict[str, object]]:
        for item in self.paginator.page(page).object_list:
            changed = self.lastmod(item)
            yield {
                "item": item,
                "path": self.location(item),
                "lastmod": changed,
                "changefreq": None,
                "priority": "",
                "alternates": [],
            }

    def lastmod(self, item: object) -> datetime | None:
        return None


class Pages(Public):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Regions(Public):
    def items(self) -> QuerySet:
        found = reports.published().order_by().values("department__region_id")
        return found.annotate(at=Max("published_at")).order_by("department__region_id")

    def location(self, item: dict) -> str:
        return reverse("region", args=[item["department__region_id"]])

    def lastmod(self, item: dict) -> datetime:
        return item["at"]


class Departments(Public):
    def items(self) -> QuerySet:
        found = reports.published().order_by().values("department_id")
        return found.annotate(at=Max("published_at")).order_by("department_id")

    def location(self, item: dict) -> str:
        return reverse("department", args=[item["department_id"]])

    def lastmod(self, item: dict) -> datetime:
        return item["at"]


class Budgets(Public):
    def items(self) -> QuerySet[Report]:
        return Report.published.filter(stage=reports.STAGE).order_by("pk")

    def location(self, item: Report) -> str:
        return base_of(item)

    def lastmod(self, item: Report) -> datetime:
        return item.published_at


class Tables(Public):
    def items(self) -> QuerySet[ReportTable]:
        found = ReportTable.objects.filter(report__status=Report.Status.PUBLISHED, report__stage=reports.STAGE)
        return found.select_related("report").only("slug", "report").order_by("pk")

    def location(self, item: ReportTable) -> str:
        return f"{base_of(item.report)}{item.slug}/"

    def lastmod(self, item: ReportTable) -> datetime:
        return item.report.published_at


class Projects(Public):
    def items(self) -> QuerySet[Project]:
        of_published = {"lines__table__report__in": reports.published().order_by().values("pk")}
        return Project.objects.filter(**of_published).only("pk").distinct().order_by("pk")

    def location(self, item: Project) -> str:
        return reverse("project", args=[item.pk])


SITEMAPS = {
    "pages": Pages,
    "regions": Regions,
    "departments": Departments,
    "budgets": Budgets,
    "tables": Tables,
    "projects": Projects,
}
