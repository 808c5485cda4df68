"""项目归属 (project identities): which project of its department a printed row or a target form speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budgets.models import Department, Line, Project, Report, Target
from ingest.identity import project_key

Key = tuple[str, str]  # the unit's name, the project's folded name


def identify_lines(report: Report, lines: Iterable[Line]) -> list[Line]:
    """Give project rows their project, once the department is known; those that got one come back."""
    department = report.department
    if department is None:
        return []
    of_projects = [line for line in lines if line.row_kind == "project" and line.name]
    keys = [(line.unit or department.name, project_key(line.name)) for line in of_projects]
    names: dict[Key, str] = {}
    for key, line in zip(keys, of_projects, strict=True):
        names.setdefault(key, line.name)
    projects = projects_named(department, names)
    for key, line in zip(keys, of_projects, strict=True):
        line.project_identity = projects[key]
    return of_projects


def projects_named(department: Department, names: Mapping[Key, str]) -> Mapping[Key, Project]:
    """The department's projects by unit and folded name; one seen for the first time gets its name as printed."""
    known = known_projects(department, names)
    new = [
        Project(department=department, unit_name=unit, key=key, name=name)
        for (unit, key), name in names.items()
        if (unit, key) not in known
    ]
    if not new:
        return known
    Project.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may store the same meanwhile
    return known_projects(department, names)


def known_projects(department: Department, wanted: Iterable[Key]) -> dict[Key, Project]:
    found = Project.objects.filter(department=department, key__in={key for _, key in wanted})
    return {(project.unit_name, project.key): project for project in found}


def projects_of(report: Report) -> list[Project]:
    """Those that the report's rows speak of."""
    if report.department is None:
        return []
    found = Project.objects.filter(department=report.department, lines__table__report=report)
    return list(found.distinct())


def meant_by(projects: Iterable[Project], unit: str | None, name: str) -> Project | None:
    """The project a target form speaks of: by unit and name, or by name alone where only one unit has it."""
    key = project_key(name)
    named = [project for project in projects if project.key == key]
    found = [project for project in named if project.unit_name == unit] or named
    return found[0] if len(found) == 1 else None


def link_projects(report: Report) -> None:
    """Tie lines and targets that are stored to their projects, once the department is known."""
    lines = Line.objects.filter(table__report=report, row_kind="project", project_identity=None)
    Line.objects.bulk_update(identify_lines(report, lines), ["project_identity"], batch_size=1000)
    projects = projects_of(report)
    targets = list(report.targets.filter(project=None))
    for target in targets:
        target.project = meant_by(projects, target.unit, target.name)
    Target.objects.bulk_update(targets, ["project"])
