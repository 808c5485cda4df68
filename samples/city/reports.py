"""示例市的报告 (the fictional city's reports): facts in the same shape as those of disclosed reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from samples.city.changes import budget_changes, by_kind_of_project, misprinted_percent, operating_change
from samples.city.ledger import Entry, ledger, total
from samples.city.tables import Tables
from samples.city.targets import target

CITY = Path(__file__).resolve().parents[1] / "facts" / "示例市.json"
SCOPE_WORDS = {"department": "部门预算", "unit": "单位预算"}
TERMS = [
    *("基本支出", "项目支出", "“三公”经费", "机关运行经费", "政府购买服务", "财政专户管理资金"),
    *("单位资金", "上年结转", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政拨款"),
]
SERVICE_CATALOGUE = {"培训": "B0203", "运维": "B1001", "服务": "B0702", "活动": "B0805"}
SECTIONS = (
    (1, "一、本{own}职责"),
    (1, "二、机构设置情况"),
    (3, "一、{own}预算收支数据变动情况及原因"),
    (3, "二、收入预算情况说明"),
    (3, "三、支出预算情况说明"),
    (3, "四、财政拨款收支预算总体情况说明"),
    (3, "五、一般公共预算支出情况说明"),
    (3, "六、一般公共预算基本支出情况说明"),
    (3, "七、“三公”经费增减变动原因说明"),
    (3, "八、机关运行经费增减变动原因说明"),
    (3, "九、政府采购情况"),
    (3, "十、绩效管理情况"),
    (3, "十一、国有资产占有使用情况"),
    (3, "十二、其他说明"),
)


def city_reports() -> Iterator[dict]:
    """Every published report of the city: departments first, then the units that publish their own."""
    city = json.loads(CITY.read_text("utf-8"))
    published = [year for year in city["years"] if year >= city["first_published_year"]]
    for department in city["departments"]:
        for year in published:
            yield report(city, department, year)
        for unit in department["units"]:
            for year in unit.get("reports", ()):
                yield report(city, department, year, unit)


def report(city: Mapping, department: Mapping, year: int, unit: Mapping | None = None) -> dict:
    owner, scope = (unit or department), ("unit" if unit else "department")
    now, before = (_entries(city, department, each, unit) for each in (year, year - 1))
    tables = Tables(city, department, year, now, unit)
    projects = _projects(department, unit, city["years"].index(year))
    facts = {
        "slug": f"{owner['name']}-{year}-{SCOPE_WORDS[scope]}",
        "kind": "fictional",
        "region": city["region"],
        "region_name": city["city"],
        "parent": department["name"],
        "department": owner["name"],
        "year": year,
        "scope": scope,
        "stage": "budget",
        "tables": tables.all(),
        "narrative": _narrative(city, department, owner, year, (now, before), projects),
        "project_kinds": _project_kinds(projects, now),
        "section_titles": [
            {"part": part, "title": title.format(own=SCOPE_WORDS[scope][:2])} for part, title in SECTIONS
        ],
        "form_title": f"{city['city']}市级预算部门（单位）项目支出绩效目标表",
        "targets": [target(city, department, project, year) for project in projects if project.get("form")],
        "service_purchases": _services(projects, city["years"].index(year)),
        "glossary_terms": TERMS,
        "duties": [f"（{number}）{duty}" for number, duty in zip("一二三四五", owner["duties"], strict=False)],
        "organisation": [_organisation(department, owner, unit)],
    }
    return _misprint(city, facts, total(now), total(before))


def _entries(city: Mapping, department: Mapping, year: int, unit: Mapping | None) -> list[Entry]:
    return [entry for entry in ledger(city, department, year) if unit is None or entry.unit == unit["name"]]


def _projects(department: Mapping, unit: Mapping | None, index: int) -> list[Mapping]:
    """Projects with an amount this year, in the order of table 12: unit by unit."""
    order = [each["name"] for each in department["units"]]
    chosen = [project for project in department["projects"] if project["amounts"][index] is not None]
    chosen = [project for project in chosen if unit is None or project.get("unit") == unit["name"]]
    return sorted(chosen, key=lambda project: order.index(project.get("unit", department["name"])))


def _narrative(city: Mapping, department: Mapping, owner: Mapping, year: int, both: tuple, projects: list) -> dict:
    now, before = both
    index = city["years"].index(year)
    administrative = [each for each in department["units"] if each["kind"] == "administrative"]
    offices = [each for each in administrative if owner in (department, each)]
    names = [each["name"] for each in offices]
    public = [total(e for e in entries if e.column == "public" and e.unit in names) for entries in both]
    staff = tuple(sum(each["staff"][position] for each in offices) for position in (index, index - 1))
    amounts = [Decimal(project["amounts"][index]) for project in projects]
    with_form = [Decimal(project["amounts"][index]) for project in projects if project.get("form")]
    vehicles = sum(each["vehicles"][index] for each in department["units"] if owner in (department, each))
    return {
        **budget_changes(now, before),
        "operating_change": operating_change(*public, staff) if offices else None,
        "procurement": _procurement(city, projects, now, index),
        "performance": {
            "projects": len(amounts),
            "amount": f"{sum(amounts)}",
            "published_projects": len(with_form),
            "published_amount": f"{sum(with_form)}",
        },
        "assets": {
            "as_of": f"{year - 1}-12-31",
            "vehicles_authorised": vehicles,
            "vehicles": vehicles,
            "office_area": owner["office_area"],
            "equipment_over_500k": owner["equipment"][0],
            "equipment_over_1m": owner["equipment"][1],
        },
    }


def _procurement(city: Mapping, projects: list, now: list[Entry], index: int) -> dict[str, str]:
    sums = dict.fromkeys(("goods", "works", "services"), Decimal("0.00"))
    sums["goods"] += total(entry for entry in now if entry.item == "办公设备购置")
    for project in projects:
        kind = city["project_types"][project["type"]]
        bought = project.get("procurement") or (
            "goods" if kind.get("goods") else "works" if kind.get("works") else None
        )
        bought = bought or ("services" if project["type"] in ("运维", "服务") else None)
        if bought:
            sums[bought] += Decimal(project["amounts"][index])
    return {"total": f"{sum(sums.values())}", **{key: f"{value}" for key, value in sums.items()}}


def _project_kinds(projects: list, now: list[Entry]) -> dict:
    amounts = {project["name"]: total(_current_of(project, now)) for project in projects}
    published = [project for project in projects if project.get("form")]
    return {"managed": by_kind_of_project(projects, amounts), "published": by_kind_of_project(published, amounts)}


def _current_of(project: Mapping, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.project == project["name"] and not entry.is_carryover]


def _services(projects: list, index: int) -> list[dict]:
    names = {"培训": "培训服务", "运维": "信息系统运行维护服务", "服务": "专业技术服务", "活动": "活动组织服务"}
    facts = []
    for kind, code in SERVICE_CATALOGUE.items():
        amounts = [Decimal(project["amounts"][index]) for project in projects if project["type"] == kind]
        if amounts:
            facts.append({"code": code, "name": names[kind], "amount": f"{sum(amounts)}"})
    return facts


def _organisation(department: Mapping, owner: Mapping, unit: Mapping | None) -> str:
    if unit:
        return f"{owner['name']}是{department['name']}所属预算单位，单独编制单位预算。"
    names = "、".join(each["name"] for each in department["units"])
    return f"纳入{department['name']}部门预算的预算单位共{len(department['units'])}个：{names}。"


def _misprint(city: Mapping, facts: dict, now: Decimal, before: Decimal) -> dict:
    """The deliberate mistakes that samples/README.md describes."""
    for misprint in city["misprints"]:
        if misprint["report"] != facts["slug"]:
            continue
        if "narrative" in misprint:
            facts["narrative"][misprint["narrative"]]["percent"] = misprinted_percent(now, before)
        else:
            table = next(table for table in facts["tables"] if table["id"] == misprint["table"])
            row = next(row for row in table["rows"] if row["code"] == misprint["code"])
            row[misprint["column"]] = f"{Decimal(row[misprint['column']]) + Decimal(misprint['add'])}"
    return facts
