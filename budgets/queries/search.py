"""Search (搜索): two-character words, spaces and full-width digits forgiven. Published data alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from budgets import plain_words
from budgets.models import BudgetUnit, Department, EconomicCode, FunctionalCode, Report
from budgets.queries import projects
from budgets.queries.reports import STAGE

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?(?!\d)")
MOST = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: words, and a year if one was named."""

    text: str
    words: tuple[str, ...]
    year: int | None

    @property
    def joined(self) -> str:
        return "".join(self.words)

    def matches(self, field: str) -> Q:
        """Every word is in the field, or all of them written together."""
        if not self.words:
            return Q(pk__in=[])
        each = Q()
        for word in self.words:
            each &= Q(**{f"{field}__icontains": word})
        return each | Q(**{f"{field}__icontains": self.joined})


def asked(text: str) -> Asked:
    """Ａ２０２４ and 2024 are the same; a year counts as a filter only beside other words."""
    clean = unicodedata.normalize("NFKC", text).strip()[:100]
    found = YEAR.search(clean)
    rest = YEAR.sub(" ", clean).split() if found else clean.split()
    if found and rest:
        return Asked(clean, tuple(rest), int(found.group(1)))
    return Asked(clean, tuple(clean.split()), None)


@dataclass(frozen=True, slots=True)
class Results:
    asked: Asked
    departments: list[Department]
    units: list[BudgetUnit]
    projects: list[object]
    project_count: int
    functions: list[FunctionalCode]
    economics: list[EconomicCode]
    terms: list[tuple[str, str, str]]

    @property
    def is_empty(self) -> bool:
        return not any((self.departments, self.units, self.projects, self.functions, self.economics, self.terms))


def results(text: str) -> Results:
    question = asked(text)
    found = projects.rows(projects.Wanted(question=question, year=question.year))
    return Results(
        question,
        list(departments(question)[:MOST]),
        list(units(question)[:MOST]),
        list(found[:MOST]),
        found.count(),
        codes(FunctionalCode.objects.all(), question),
        codes(EconomicCode.objects.filter(classification="department"), question),
        terms(question),
    )


def departments(question: Asked) -> QuerySet[Department]:
    """By present or earlier name, only those with a published report."""
    named = question.matches("name") | question.matches("names__name") | question.matches("region__name")
    in_year = {"reports__year": question.year} if question.year else {}
    return (
        Department.objects.filter(named, reports__status=Report.Status.PUBLISHED, reports__stage=STAGE, **in_year)
        .select_related("region__parent")
        .prefetch_related("names")
        .distinct()
        .order_by("region_id", "name")
    )


def units(question: Asked) -> QuerySet[BudgetUnit]:
    return (
        BudgetUnit.objects.filter(question.matches("name"), reports__status=Report.Status.PUBLISHED)
        .select_related("department__region")
        .distinct()
        .order_by("department_id", "name")
    )


def codes(known: QuerySet, question: Asked) -> list:
    """科目 by code or name, each code once under its commonest name."""
    by_code: dict[str, object] = {}
    for code in known.filter(question.matches("name") | Q(code__startswith=question.joined or "-")):
        other = by_code.get(code.code)
        if other is None or len(code.years) > len(other.years):
            by_code[code.code] = code
    return list(by_code.values())[:MOST]


def terms(question: Asked) -> list[tuple[str, str, str]]:
    return [
        (official, plain, says)
        for official, (plain, says) in plain_words.TERMS.items()
        if question.words and all(word in f"{official}{plain}" for word in question.words)
    ]
