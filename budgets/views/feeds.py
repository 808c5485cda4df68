"""订阅 (feeds): Atom of reports published, replaced and withdrawn, of all places and of each region."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition

from budgets.addresses import permalink_of
from budgets.citations import SITE, absolute
from budgets.models import Event, Region, Report
from budgets.queries import news, places

MOST = 50


class News(Feed):
    """One entry for each thing that happened. An entry is never taken back: a withdrawal is an entry of its own."""

    feed_type = Atom1Feed
    author_name = SITE

    def get_object(self, request: HttpRequest, code: str | None = None) -> Region | None:
        if code is None:
            return None
        region = places.region(code)
        if region is None:
            raise Http404
        return region

    def title(self, region: Region | None) -> str:
        return f"{region.name if region else ''}部门预算：新公布、更换和撤回的报告"

    def link(self, region: Region | None) -> str:
        return absolute(f"/regions/{region.code}/" if region else "/")

    def feed_url(self, region: Region | None) -> str:
        return absolute(f"/regions/{region.code}/feed.xml" if region else "/feed.xml")

    def items(self, region: Region | None) -> QuerySet[Event]:
        return news.news(region)[:MOST]

    def item_title(self, event: Event) -> str:
        return f"{what(event)}：{whose(event.report)}"

    def item_description(self, event: Event) -> str:
        report = event.report
        if event.verb == "report_withdrawn":
            return f"这份报告已从本站撤回。理由：{event.detail.get('reason', '')}"
        told = f"第{report.version}版，来源文件 SHA-256 {report.source.sha256}。"
        return f"虚构示例，数字是编的。{told}" if report.department.region.is_fictional else told

    def item_link(self, event: Event) -> str:
        return absolute(permalink_of(event.report))

    def item_guid(self, event: Event) -> str:
        return f"{self.item_link(event)}#event-{event.pk}"

    def item_updateddate(self, event: Event) -> datetime:
        return event.at

    item_pubdate = item_updateddate

    def item_categories(self, event: Event) -> tuple[str, ...]:
        return (event.verb.removeprefix("report_"), event.report.department.region_id, str(event.report.year))


def what(event: Event) -> str:
    if event.verb == "report_withdrawn":
        return "撤回"
    if not event.detail.get("supersedes"):
        return "公布"
    return event.report.get_version_reason_display() or "新版"


def whose(report: Report) -> str:
    return f"{report.department.region}{report.holder}{report.year}年{report.get_scope_display()}"


def newest(request: HttpRequest, code: str | None = None) -> str | None:
    """The ETag: nothing changes without an event."""
    last = news.news(places.region(code) if code else None).values_list("pk", flat=True).first()
    return f'"{last}-{code or ""}-{settings.SITE_URL}"' if last else None


@condition(etag_func=newest)
def feed(request: HttpRequest, code: str | None = None) -> HttpResponse:
    return News()(request, code=code) if code else News()(request)
