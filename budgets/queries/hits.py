"""Search results one after another, for files: all of them, where the page shows the first of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from budgets.models import Department, EconomicCode, FunctionalCode, Line, Region, Report
from budgets.queries import listed_projects, search


@dataclass(frozen=True, slots=True)
class Hit:
    """`amount` in yuan; what a kind of result doesn't have is None."""

    kind: str
    name: str
    address: str
    code: str | None = None
    says: str | None = None
    department: Department | None = None
    line: Line | None = None

    @property
    def region(self) -> Region | None:
        return self.department.region if self.department else None

    @property
    def report(self) -> Report | None:
        return self.line.table.report if self.line else None

    @property
    def amount(self) -> object:
        return self.line.total if self.line else None


def hits(text: str) -> Iterator[Hit]:
    asked = search.asked(text)
    for department in search.departments(asked):
        former = "、".join(name.name for name in department.names.all() if name.name != department.name)
        yield Hit("部门", department.name, address_of(department), says=former, department=department)
    for unit in search.units(asked):
        yield Hit("单位", unit.name, address_of(unit.department), department=unit.department)
    yield from project_hits(asked)
    for code in search.codes(FunctionalCode.objects.all(), asked):
        yield Hit("功能科目", code.name, reverse("function", args=[code.code]), code=code.code)
    for code in search.codes(EconomicCode.objects.filter(classification="department"), asked):
        yield Hit("经济科目", code.name, reverse("economic", args=[code.code]), code=code.code)
    for official, _, says in search.terms(asked):
        yield Hit("名词", official, reverse("glossary"), says=says)


def project_hits(asked: search.Asked) -> Iterator[Hit]:
    found = listed_projects.one_by_one(listed_projects.Wanted(question=asked, year=asked.year))
    for line in found.iterator(chunk_size=1000):
        department = line.table.report.department
        known = line.project_identity_id
        address = reverse("project", args=[known]) if known else address_of(department)
        yield Hit("项目", line.name or "", address, department=department, line=line)


def address_of(department: Department) -> str:
    return reverse("department", args=[department.pk])
