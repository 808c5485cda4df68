"""Search (搜索): two-character words, spaces and full-width digits forgiven. Published data alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets import plain_words
from budgets.models import BudgetUnit, Department, DepartmentName, EconomicCode, FunctionalCode, Region, Report
from budgets.queries import listed_projects, totals
from budgets.queries.places import one_per_department
from budgets.queries.reports import STAGE, published
from budgets.queries.summaries import as_shown

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?(?!\d)")
MOST = 30
SHORTEST_LOOSE = 3  # characters
TOPICS = {
    "“三公”经费": "three",
    "三公经费": "three",
    "三公": "three",
    "项目支出": "projects",
    "项目": "projects",
    "部门预算": "",
    "单位预算": "",
    "预算": "",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: words, and a year if one was named."""

    text: str
    words: tuple[str, ...]
    year: int | None

    @property
    def joined(self) -> str:
        return "".join(self.words)

    def matches(self, field: str, how: str = "has_word") -> Q:
        """Every word is in the field, or all of them together. `how`: icontains where no index has the field."""
        if not self.words:
            return Q(pk__in=[])
        each = Q()
        for word in self.words:
            each &= Q(**{f"{field}__{how}": word})
        return each if len(self.words) == 1 else each | Q(**{f"{field}__{how}": self.joined})

    def resembles(self, field: str) -> Q:
        """金融办 for 金融工作办公室, 吕梁财政局 for 吕梁市财政局: its characters stand in the field in this order."""
        if len(self.joined) < SHORTEST_LOOSE:
            return Q(pk__in=[])
        return Q(**{f"{field}__iregex": ".*".join(re.escape(character) for character in self.joined)})

    @property
    def without_topic(self) -> tuple[Asked, str] | None:
        """吕梁市财政局三公经费 is 吕梁市财政局, and the part of its page that speaks of 三公经费."""
        for word, part in TOPICS.items():
            rest = self.text.replace(word, " ").split()
            if word in self.text and len("".join(rest)) > 1:
                return Asked(self.text, tuple(YEAR.sub(" ", " ".join(rest)).split()) or tuple(rest), self.year), part
        return None


def asked(text: str) -> Asked:
    """Ａ２０２４ and 2024 are the same; a year counts as a filter only beside other words."""
    clean = unicodedata.normalize("NFKC", text).strip()[:100]
    found = YEAR.search(clean)
    rest = YEAR.sub(" ", clean).split() if found else clean.split()
    if found and rest:
        return Asked(clean, tuple(rest), int(found.group(1)))
    return Asked(clean, tuple(clean.split()), None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A department with its newest report of the year asked for, else of any."""

    department: Department
    report: Report | None


@dataclass(frozen=True, slots=True)
class Results:
    """`part`: what of a department's page was asked for; `is_loose`: no name has the words written together."""

    asked: Asked
    part: str
    is_loose: bool
    hits: list[Hit]
    units: list[BudgetUnit]
    projects: list[object]
    project_count: int
    has_more_projects: bool  # than are counted
    functions: list[FunctionalCode]
    economics: list[EconomicCode]
    terms: list[tuple[str, str, str]]

    @property
    def departments(self) -> list[Department]:
        return [hit.department for hit in self.hits]

    @property
    def is_empty(self) -> bool:
        return not any((self.hits, self.units, self.projects, self.functions, self.economics, self.terms))


def results(text: str) -> Results:
    question = asked(text)
    projects = listed_projects.found(listed_projects.Wanted(question=question, year=question.year))
    named, is_loose = find_departments(question)
    part = ""
    if not named and (narrower := question.without_topic):
        of, part = narrower
        named, is_loose = find_departments(of)
    return Results(
        question,
        part,
        is_loose,
        hits(named, question.year),
        list(units(question)[:MOST]),
        listed_projects.lines(projects.keys[:MOST]),
        len(projects.keys),
        projects.is_more,
        codes(FunctionalCode.objects.all(), question),
        codes(EconomicCode.objects.filter(classification="department"), question),
        terms(question),
    )


def find_departments(question: Asked) -> tuple[list[Department], bool]:
    """By name; where none has the words, by their characters in order, which is said."""
    named = list(departments(question)[:MOST])
    if named:
        return named, False
    loose = list(departments(question, is_loose=True)[:MOST])
    return loose, bool(loose)


def hits(found: Sequence[Department], year: int | None) -> list[Hit]:
    of_these = as_shown(published()).defer("narrative").filter(department__in=found)
    newest = one_per_department(of_these.filter(year=year) if year else of_these)
    by_department = {report.department_id: report for report in newest}
    return [Hit(department, by_department.get(department.pk)) for department in found]


def departments(question: Asked, *, is_loose: bool = False) -> QuerySet[Department]:
    """By present or earlier name or region, only those with a published report."""
    like = question.resembles if is_loose else question.matches
    either = Q(pk__in=Department.objects.filter(like("name")).values("pk"))
    either |= Q(pk__in=DepartmentName.objects.filter(like("name")).values("department_id"))
    if not is_loose:
        held = Region.objects.filter(pk__in=totals.of_regions().values("region_id"))
        either |= Q(region__in=held.filter(question.matches("name", "icontains")).values("pk"))
    public = Report.published.filter(department=OuterRef("pk"), stage=STAGE)
    in_year = public.filter(year=question.year) if question.year else public
    return (
        Department.objects.filter(either)
        .filter(Exists(in_year))
        .select_related("region__parent")
        .prefetch_related("names")
        .order_by("region_id", "name")
    )


def units(question: Asked) -> QuerySet[BudgetUnit]:
    public = Report.published.filter(unit=OuterRef("pk"))
    return (
        BudgetUnit.objects.filter(question.matches("name"))
        .filter(Exists(public))
        .select_related("department__region")
        .order_by("department_id", "name")
    )


def codes(known: QuerySet, question: Asked) -> list:
    """科目 by code or name, each code once under its commonest name."""
    by_code: dict[str, object] = {}
    for code in known.filter(question.matches("name", "icontains") | Q(code__startswith=question.joined or "-")):
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
