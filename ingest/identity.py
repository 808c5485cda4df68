"""Whose report it is (归属): region, department and unit by their printed or stated names. Nothing is written here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from budgets.models import BudgetUnit, Department, DepartmentName, Region
from budgets.vocabulary import FIRST_YEAR, LAST_YEAR
from ingest.parser.report import ParsedReport

YEARS = re.compile(r"(19|20)\d\d(年度?)?")
NOT_NAME = re.compile(r"[\s()\[\]{}<>〈〉《》〔〕【】“”\"'‘’「」、,.·—_-]+")
ORGANISATION = re.compile(r"^(中国共产党|中共|中国共产主义青年团|共青团|中国民主同盟|民盟|九三学社)")
WHOLE = re.compile(r"[（(](?:部门)?汇总[）)]$")  # of a department with all its units
OWN_LEVEL = re.compile(
    r"[（(](?:局|厅|委|办)?(?:本级|机关本级|机关)[）)]$"
)  # a unit: the department without its others
UNNAMED_DIVISIONS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the uploader states because the report may not print it. `department`: the one that a unit belongs to."""

    department: str | None = None
    unit: str | None = None
    year: int | None = None
    scope: str | None = None
    region: str | None = None  # GB/T 2260 code

    def as_json(self) -> dict[str, str | int]:
        return {key: value for key in self.__slots__ if (value := getattr(self, key)) not in (None, "")}


@dataclass(slots=True)
class Identity:
    """Whose report, for which year; what is unknown (`missing`, in Chinese) or was decided by rule (`notes`).

    A department or unit seen for the first time is an unsaved proposal.
    """

    department: Department | None = None
    unit: BudgetUnit | None = None
    year: int | None = None
    scope: str | None = None
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR


def identify(parsed: ParsedReport, stated: Stated) -> Identity:
    """Match the report to its place. What is printed wins over what is stated; a contradiction is noted."""
    found = Identity(year=parsed.year or stated.year, scope=parsed.scope or stated.scope)
    for label, printed, said in (("年度", parsed.year, stated.year), ("口径", parsed.scope, stated.scope)):
        if printed and said and printed != said:
            found.notes.append(f"上传时说明的{label}是{said}，报告上印的是{printed}，以报告为准。")
    if not found.year:
        found.missing.append("报告没有印明年度，请补充。")
    if not found.scope:
        found.missing.append("报告没有印明是部门预算还是单位预算，请补充。")
    place(parsed, stated, found)
    return found


def place(parsed: ParsedReport, stated: Stated, found: Identity) -> None:
    """Fill in department and unit."""
    is_unit = found.scope == "unit"
    unit_name = (parsed.department or stated.unit) if is_unit else None
    name = (stated.department if is_unit else parsed.department) or stated.department or unit_name
    name = (OWN_LEVEL if is_unit else WHOLE).sub("", name or "")
    if not name:
        found.missing.append("报告没有印明部门名称，请补充。")
        return
    region = Region.objects.filter(code=stated.region).first() if stated.region else None
    if stated.region and region is None:
        found.missing.append(f"没有代码为{stated.region}的行政区划。")
        return
    if is_unit and not stated.department and (known := known_unit(unit_name or name, region)):
        found.department, found.unit = known.department, known
        return
    found.department = known_department(name, region) or new_department(name, region, found)
    if found.department and is_unit:
        found.unit = unit_of(found.department, unit_name or name)
        if found.unit.pk is None and not stated.department and found.unit.name == name:
            found.notes.append(f"报告没有印明{unit_name}属于哪个部门，暂归在同名部门下。")


def unit_of(department: Department, name: str) -> BudgetUnit:
    known = BudgetUnit.objects.filter(department=department, name=name).first() if department.pk else None
    return known or BudgetUnit(department=department, name=name)


def known_unit(name: str, region: Region | None) -> BudgetUnit | None:
    units = BudgetUnit.objects.filter(name=name).select_related("department")
    if region:
        units = units.filter(department__region=region)
    return units[0] if len(units[:2]) == 1 else None


def known_department(name: str, region: Region | None) -> Department | None:
    names = DepartmentName.objects.filter(name=name).select_related("department")
    if region:
        names = names.filter(department__region=region)
    departments = {entry.department for entry in names}
    return departments.pop() if len(departments) == 1 else None


def new_department(name: str, region: Region | None, found: Identity) -> Department | None:
    """The proposal of a department never seen before, where its region is certain; else what is missing is said."""
    candidates = [region] if region else regions_named_in(name)
    if len(candidates) != 1:
        which = "、".join(f"{r.code} {full_name(r)}" for r in candidates or regions_hinted_in(name)) or "没有找到"
        found.missing.append(f"无法确定“{name}”属于哪个行政区划（{which}），请补充。")
        return None
    found.notes.append(f"新收录的部门：{name}（{full_name(candidates[0])}）。")
    return Department(region=candidates[0], name=name)


def full_name(region: Region) -> str:
    return f"{region.parent.name}{region.name}" if region.parent and region.parent.name != region.name else region.name


def regions_named_in(name: str) -> list[Region]:
    """Regions whose names begin the department's name, the most precise: 长治市屯留区财政局 → 屯留区, not 长治市."""
    name = ORGANISATION.sub("", name)
    starts = [name[:length] for length in range(2, min(len(name), 16))]
    found = list(Region.objects.filter(name__in=starts).exclude(name__in=UNNAMED_DIVISIONS).select_related("parent"))
    for region in list(found):
        rest = name.removeprefix(region.name)
        ends = [rest[:length] for length in range(2, min(len(rest), 16))]
        inside = (
            Region.objects.filter(name__in=ends).exclude(name__in=UNNAMED_DIVISIONS).select_related("parent__parent")
        )
        found += [r for r in inside if region in (r.parent, r.parent and r.parent.parent)]
    nested = {r.parent_id for r in found} | {r.parent.parent_id for r in found if r.parent}
    return [r for r in found if r.pk not in nested]


def regions_hinted_in(name: str) -> list[Region]:
    """Regions whose names without 省, 市, 区 or 县 begin the name: for the reviewer to choose from, not chosen here."""
    starts = [f"{name[:length]}{level}" for length in range(2, 5) for level in "省市区县"]
    return list(Region.objects.filter(name__in=starts).select_related("parent"))


def project_key(name: str) -> str:
    """A project's name with brackets, case and years folded (design: identity across years); never looser than that."""
    folded = NOT_NAME.sub("", YEARS.sub("", unicodedata.normalize("NFKC", name))).lower()
    return folded or name
