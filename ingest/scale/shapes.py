"""Shapes (样式): a published department with all its rows, as COPY text in which ids, names and amounts are open.

Which rows belong to a department is asked of the models, so whatever publishing comes to write is copied too.
The sample departments are small: each of their projects is there several times more, with its target form, under a
further name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.apps import apps
from django.db import connection, models

from budgets.models import (
    Department,
    Indicator,
    Line,
    ListedProject,
    Project,
    Reading,
    Region,
    RegionCode,
    RegionTerm,
    RegionYear,
    Report,
    ReportCode,
    ReportTable,
    SourceFile,
    Succession,
    Target,
)

SAMPLE_PLACE = "示例市"
NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*\.\d+(?![\d.%％])")  # a printed amount; shares and counts stay as they are
NOT_AMOUNTS = {"box", "personal_boxes", "pages", "years"}
RENEWED = {(Report, "public_id"), (SourceFile, "sha256")}
NOT_COPIED = {Succession, Region, RegionYear, RegionCode, RegionTerm, ReportCode, ListedProject}
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
STEP = 100  # between the positions of one batch of further projects and the next

Model = type[models.Model]
Row = dict[models.Field, str | None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Further projects. One that goes on has the same identity each year, the others are new each year."""

    number: int
    goes_on: bool

    def name(self, year: int) -> str:
        return f"{self.number + 1}期" if self.goes_on else f"（{year}年新增{self.number}）"


BATCHES = (Batch(1, True), Batch(2, True), Batch(3, False), Batch(4, False), Batch(5, False))


@dataclass(slots=True)
class Shape:
    """`rows` are %-templates by model; `ids` the keys to be given anew; `amounts` the numbers to be multiplied."""

    reports: int
    rows: dict[Model, str] = field(default_factory=dict)
    ids: dict[Model, list[str]] = field(default_factory=dict)
    amounts: set[str] = field(default_factory=set)
    multiples: dict[int, dict[str, str]] = field(default_factory=dict)

    def multiplied(self, factor: int) -> dict[str, str]:
        """Each amount times a whole number: what added up still does, to the same decimals."""
        if factor not in self.multiples:
            self.multiples[factor] = {text: multiple(text, factor) for text in self.amounts}
        return self.multiples[factor]


def multiple(text: str, factor: int) -> str:
    product = Decimal(text.replace(",", "")) * factor
    return f"{product:,f}" if "," in text else f"{product:f}"


def shape_of(department: Department) -> Shape:
    return Writer(department).written()


def copied_models() -> set[Model]:
    """Published data alone: not who succeeded whom, and nothing of the staff side."""
    return set(apps.get_app_config("budgets").get_models()) - NOT_COPIED


def family_of(department: Department) -> dict[Model, set[int]]:
    """The department's rows by model: what points at it, what points at that, and each report's file and reading."""
    family: dict[Model, set[int]] = {Department: {department.pk}}
    open_models: list[Model] = [Department]
    while open_models:
        parent = open_models.pop(0)
        for child, column in pointing_at(parent):
            keys = set(child._base_manager.filter(**{f"{column}__in": family[parent]}).values_list("pk", flat=True))
            if keys - family.get(child, set()):
                family.setdefault(child, set()).update(keys)
                open_models.append(child)
    reports = Report.objects.filter(pk__in=family[Report])
    family[SourceFile] = set(reports.values_list("source_id", flat=True))
    family[Reading] = set(reports.values_list("reading_id", flat=True))
    return family


def pointing_at(parent: Model) -> Iterator[tuple[Model, str]]:
    for relation in parent._meta.related_objects:
        if relation.related_model in copied_models():
            yield relation.related_model, relation.field.name


def is_pointed_at(model: Model) -> bool:
    return any(child in copied_models() for child, _ in pointing_at(model)) or model in {SourceFile, Reading}


def columns_of(model: Model) -> list[models.Field]:
    """All columns; a key that nothing points at is left to its sequence."""
    return [f for f in model._meta.concrete_fields if not f.primary_key or f.is_relation or is_pointed_at(model)]


def rows_of(model: Model, keys: set[int]) -> Iterator[Row]:
    """Every column as PostgreSQL writes it."""
    columns = model._meta.concrete_fields
    names = ", ".join(f'"{column.column}"' for column in columns)
    table, key = model._meta.db_table, model._meta.pk.column
    query = f'COPY (SELECT {names} FROM "{table}" WHERE "{key}" = ANY(%s) ORDER BY 1) TO STDOUT'  # noqa: S608
    # psycopg's own cursor: the one Django wraps around it where queries are logged takes no parameters here.
    with connection.cursor() as cursor, cursor.cursor.copy(query, (sorted(keys),)) as copy:
        for row in copy.rows():
            yield dict(zip(columns, row, strict=True))


def column(model: Model, name: str) -> models.Field:
    return model._meta.get_field(name)


class Writer:
    """Writes the shape of one department."""

    def __init__(self, department: Department):
        self.family = family_of(department)
        self.shape = Shape(reports=len(self.family[Report]))
        self.texts: dict[Model, list[str]] = {}
        self.further_projects: dict[str, tuple[str, str]] = {}  # new key -> key of the one it is like, rest of its name
        self.years = dict(Report.objects.filter(pk__in=self.family[Report]).values_list("pk", "year"))
        self.report_of_table = dict(
            ReportTable.objects.filter(report__in=self.family[Report]).values_list("pk", "report_id")
        )

    def written(self) -> Shape:
        for model, keys in self.family.items():
            rows = list(rows_of(model, keys))
            for row in rows:
                self.write(model, row)
            if model in {Line, Target}:
                for batch in BATCHES:
                    self.write_further(model, rows, batch)
        self.write_further_indicators()
        self.write_further_projects()
        self.shape.rows = {model: "".join(texts) for model, texts in self.texts.items()}
        return self.shape

    def write(self, model: Model, row: Row) -> None:
        texts = self.texts.setdefault(model, [])
        texts.append("\t".join(self.cell(column, row[column], row) for column in columns_of(model)) + "\n")
        if is_pointed_at(model):
            self.shape.ids.setdefault(model, []).append(str(row[model._meta.pk]))

    def write_further(self, model: Model, rows: list[Row], batch: Batch) -> None:
        """Once more each project row or target form, below the others, of a project of a further name."""
        project = column(model, "project_identity" if model is Line else "project")
        position, name, key = column(model, "position"), column(model, "name"), model._meta.pk
        for row in rows:
            if row[project] is None:
                continue
            report = int(row[column(Target, "report")]) if model is Target else self.report_of_line(row)
            copy = dict(row)
            copy[key] = f"{row[key]}x{batch.number}"
            copy[position] = str(int(row[position]) + STEP * batch.number)
            copy[name] = f"{row[name]}{batch.name(self.years[report])}"
            copy[project] = identity = identity_of(row[project], batch, self.years[report])
            self.further_projects[identity] = (row[project], batch.name(self.years[report]))
            self.write(model, copy)

    def report_of_line(self, row: Row) -> int:
        return self.report_of_table[int(row[column(Line, "table")])]

    def write_further_indicators(self) -> None:
        target = column(Indicator, "target")
        known = set(self.shape.ids.get(Target, ()))
        for row in rows_of(Indicator, self.family.get(Indicator, set())):
            for batch in BATCHES:
                copy = {**row, target: f"{row[target]}x{batch.number}"}
                if copy[target] in known:
                    self.write(Indicator, copy)

    def write_further_projects(self) -> None:
        rows = {row[Project._meta.pk]: row for row in rows_of(Project, self.family.get(Project, set()))}
        for identity, (of, name) in self.further_projects.items():
            copy = {**rows[of], Project._meta.pk: identity}
            for changed in (column(Project, "name"), column(Project, "key")):
                copy[changed] = f"{copy[changed]}{name}"
            self.write(Project, copy)

    def cell(self, of: models.Field, text: str | None, row: Row) -> str:  # noqa: PLR0911
        if text is None:
            return "\\N"
        if of.is_relation or of.primary_key:
            return self.pointer(of.related_model if of.is_relation else of.model, text)
        if (of.model, of.name) in RENEWED:
            return f"%({of.name} {row[of.model._meta.pk]})s"
        if of.model is Report and of.name == "published_at":
            return "%(published_at)s"
        if isinstance(of, models.DecimalField) and of.decimal_places == 2:
            return self.amount(text)
        if is_quoting_amounts(of):
            return self.with_amounts(text)
        return named(escaped(text))

    def pointer(self, to: Model, key: str) -> str:
        """Another row of the family by its new key, the region, or nobody."""
        if to in self.family:
            return f"%({to.__name__} {key})s"
        return "%(region)s" if to is Region else "\\N"

    def amount(self, text: str) -> str:
        self.shape.amounts.add(text)
        return f"%({text})s"

    def with_amounts(self, text: str) -> str:
        found: list[str] = []
        end = 0
        for match in NUMBER.finditer(text):
            found += [named(escaped(text[end : match.start()])), self.amount(match.group())]
            end = match.end()
        return "".join([*found, named(escaped(text[end:]))])


def identity_of(project: str, batch: Batch, year: int) -> str:
    return f"{project}x{batch.number}" if batch.goes_on else f"{project}x{batch.number}y{year}"


def is_quoting_amounts(of: models.Field) -> bool:
    if isinstance(of, models.CharField):
        return of.name in {"amount", "gap"}
    return isinstance(of, models.TextField | models.JSONField) and of.name not in NOT_AMOUNTS


def escaped(text: str) -> str:
    return text.translate(ESCAPES).replace("%", "%%")


def named(text: str) -> str:
    return text.replace(SAMPLE_PLACE, "%(place)s")
