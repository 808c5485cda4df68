"""地区、年份 (region and year), as a visitor chose them in an address. A year without data stays chosen and says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from budgets.models import Report
from budgets.queries import places, totals
from budgets.queries.places import Choice
from budgets.views import asking
from budgets.vocabulary import FIRST_YEAR, LAST_YEAR

PER_PAGE = 50
AMOUNT = re.compile(r"^\d{1,12}(\.\d{1,6})?$", re.ASCII)
MOST_PAGES = 200
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    region: str | None
    year: int | None
    years: list[int]
    regions: list[Choice]

    def reports(self, found: QuerySet[Report]) -> QuerySet[Report]:
        if self.region:
            found = found.filter(department__region__code__startswith=self.prefix)
        return found.filter(year=self.year) if self.year else found

    @property
    def prefix(self) -> str | None:
        return places.prefix(self.region) if self.region else None

    @property
    def query(self) -> str:
        """The same choice as an address's query."""
        given = {key: value for key, value in (("region", self.region), ("year", self.year)) if value}
        return f"?{urlencode(given)}" if given else ""


def chosen(request: HttpRequest) -> Chosen:
    """400 where they can't be: a region that there isn't, a year that none can be."""
    region = request.GET.get("region", "")
    if region and places.region(region) is None:
        raise BadRequest(f"没有行政区划代码“{region[:40]}”。代码是六位数字，在地区页里查得到。")
    return Chosen(region or None, year_of(request), totals.years(), places.with_reports())


def year_of(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return year(text) if text else None


def year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise BadRequest(f"年份要写成四位数字，从 {FIRST_YEAR} 到 {LAST_YEAR}，不能是“{text[:40]}”。")
    return int(text)


def wan(text: str) -> Decimal | None:
    """An amount typed in 万元, in yuan; full-width digits and thousands commas forgiven, anything else is no choice."""
    clean = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return Decimal(clean) * 10000 if AMOUNT.match(clean) else None


class Pages(Paginator):
    """Pages of a list that may be very long: counted up to MOST_COUNTED unless its length is known, and leafed through
    up to MOST_PAGES. What lies beyond is in the CSV, or found by a filter."""

    def __init__(self, found: object, known: int | None, *, is_more: bool, size: int):
        super().__init__(found, size)
        self.known, self.is_more = known, is_more

    @cached_property
    def count(self) -> int:
        if self.known is not None:
            return self.known
        if isinstance(self.object_list, QuerySet):
            return min(self.object_list.order_by()[: MOST_COUNTED + 1].count(), MOST_COUNTED)
        return len(self.object_list)

    @property
    def is_partly_counted(self) -> bool:
        if self.is_more:
            return True
        return self.known is None and isinstance(self.object_list, QuerySet) and self.count == MOST_COUNTED

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, MOST_PAGES)

    @property
    def has_more(self) -> bool:
        """More than the last page shows."""
        return self.is_partly_counted or self.count > self.num_pages * self.per_page


def page_of(
    request: HttpRequest, found: object, known: int | None = None, *, is_more: bool = False, size: int = PER_PAGE
) -> Page:
    """The page asked for. `known`: how many there are, where that is known without counting; `is_more`: or more."""
    paginator = Pages(found, known, is_more=is_more, size=size)
    number = asking.number(request, "page", "页数") or 1
    if number > paginator.num_pages:
        raise BadRequest(f"没有第 {number} 页：一共 {paginator.num_pages} 页。")
    return paginator.page(number)
