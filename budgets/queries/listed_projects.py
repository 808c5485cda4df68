"""Lists of projects: which of the rows kept for them (ListedProject) are wanted, the largest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import DecimalField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from budgets.models import Line, ListedProject
from budgets.queries import totals

if TYPE_CHECKING:
    from budgets.queries.search import Asked

MOST_COUNTED = 1000
BY_AMOUNT = (F("total").desc(nulls_last=True), "line_id")
# The same order, but none that an index has: with a word, PostgreSQL shall read the index of words, then sort.
BY_AMOUNT_SORTED = (Coalesce("total", Value(Decimal("-1e17")), output_field=DecimalField()).desc(), "line_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which project rows: amounts in yuan; `turnover`: "new" ones of a year, or those "ended" in it."""

    question: Asked | None = None
    year: int | None = None
    region: str | None = None
    department: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    attribute: str = ""
    turnover: str = ""

    @property
    def has_words(self) -> bool:
        return bool(self.question and self.question.words)


@dataclass(frozen=True, slots=True)
class Found:
    """`keys` of the MOST_COUNTED largest rows, the largest first; `is_more` where there are more."""

    keys: Sequence[int]
    is_more: bool


def found(wanted: Wanted) -> Found:
    order = BY_AMOUNT_SORTED if wanted.has_words else BY_AMOUNT
    keys = list(rows(wanted).order_by(*order).values_list("line_id", flat=True)[: MOST_COUNTED + 1])
    return Found(keys[:MOST_COUNTED], is_more=len(keys) > MOST_COUNTED)


def rows(wanted: Wanted) -> QuerySet[ListedProject]:
    found = ListedProject.objects.all()
    if wanted.has_words:
        found = found.filter(wanted.question.matches("name"))
    if wanted.region:
        found = found.filter(region__code__startswith=wanted.region)
    if wanted.department:
        found = found.filter(department_id=wanted.department)
    if wanted.least is not None:
        found = found.filter(total__gte=wanted.least)
    if wanted.most is not None:
        found = found.filter(total__lte=wanted.most)
    if wanted.attribute:
        found = found.filter(attribute=wanted.attribute)
    return turned(found, wanted)


SHOWN = (
    "name",
    "total",
    "page",
    "box",
    "position",
    "project_identity",
    "table__kind",
    "table__slug",
    *(f"table__report__{column}" for column in ("year", "scope", "unit__name", "source__kind")),
    *(f"table__report__department__{column}" for column in ("name", "region__is_fictional", "region__name")),
)


def lines(keys: Iterable[int]) -> list[Line]:
    """The rows themselves, in the order of their keys, with what a page shows of them."""
    keys = list(keys)
    by_key = Line.objects.select_related(*WHOSE).only(*SHOWN).in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]


WHOSE = ("table__report__department__region", "table__report__unit", "table__report__source")


def one_by_one(wanted: Wanted) -> QuerySet[Line]:
    """All of them whole, the largest first: for files."""
    whole = Line.objects.filter(listing__in=rows(wanted)).select_related(*WHOSE)
    return whole.order_by(F("listing__total").desc(nulls_last=True), "pk")


def turned(found: QuerySet[ListedProject], wanted: Wanted) -> QuerySet[ListedProject]:
    """Of one year; or those that last year's report of the same holder hasn't got, or next year's hasn't any more."""
    if wanted.turnover == "ended":
        found = found.filter(is_ended=True)
        return found.filter(year=wanted.year - 1) if wanted.year else found
    found = found.filter(is_new=True) if wanted.turnover == "new" else found
    return found.filter(year=wanted.year) if wanted.year else found


def attributes() -> list[str]:
    """项目属性 that published target forms print, commonest first."""
    counted: Counter[str] = Counter()
    for attributes in totals.of_years().values_list("attributes", flat=True):
        counted.update(attributes)
    return sorted(counted, key=lambda attribute: (-counted[attribute], attribute))
