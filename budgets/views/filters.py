"""地区、年份 (region and year), as a visitor chose them in an address. A year without data stays chosen and says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from budgets.models import Region, Report
from budgets.queries import places, reports

PER_PAGE = 50
AMOUNT = re.compile(r"^\d{1,12}(\.\d{1,6})?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    region: str | None
    year: int | None
    years: list[int]
    regions: list[Region]

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
    region = request.GET.get("region", "")
    return Chosen(
        region if region.isascii() and region.isdigit() and len(region) == 6 else None,
        number(request.GET.get("year", "")),
        reports.years_with_reports(),
        places.with_reports(),
    )


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def wan(text: str) -> Decimal | None:
    """An amount typed in 万元, in yuan; full-width digits and thousands commas forgiven, anything else is no choice."""
    clean = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return Decimal(clean) * 10000 if AMOUNT.match(clean) else None


def page_of(request: HttpRequest, found: object) -> Page:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
