"""绩效目标 (targets) of the fictional city: forms whose indicators go on from year to year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from samples.city.ledger import fraction_of

YUAN_PER_UNIT = 10_000  # tables are in 万元, forms in 元
LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}


def target(city: Mapping, department: Mapping, project: Mapping, year: int) -> dict:
    """One project's form for one year; the project must have an amount in it."""
    kind = city["project_types"][project["type"]]
    index = city["years"].index(year)
    unit = project.get("unit", department["name"])
    years = [number for number, amount in enumerate(project["amounts"]) if amount is not None]
    is_staged = "period" not in kind
    annual = Decimal(project["amounts"][index])
    whole = sum(Decimal(project["amounts"][number]) for number in years) if is_staged else annual
    return {
        "project": project["name"],
        "department_code": department["code"],
        "department": department["name"],
        "unit": unit,
        "attribute": kind.get("attribute"),
        "period": f"{len(years)}年" if is_staged else kind["period"],
        "funding": {"implementation": _funding(project, whole), "annual": _funding(project, annual)},
        **_texts(project, year, annual, unit),
        "indicators": [
            *_indicators("implementation", kind, project, years[-1] if is_staged else index, whole),
            *_indicators("annual", kind, project, index, annual),
        ],
        "filled_at": _filled_at(year, project["name"]),
    }


def _funding(project: Mapping, amount: Decimal) -> dict[str, str | None]:
    shares = {key: Decimal(project.get("sources", {}).get(key, "0")) for key in ("central", "provincial")}
    whole = int(amount * YUAN_PER_UNIT)
    above = {key: int((whole * share).quantize(Decimal(1), ROUND_HALF_UP)) for key, share in shares.items()}
    own = whole - sum(above.values())
    is_own_money = project.get("fund") in ("special_account", "unit_funds")
    return {
        "total": f"{whole}",
        **{key: f"{value}" for key, value in above.items()},
        "local": f"{0 if is_own_money else own}",
        "self_raised": f"{own if is_own_money else 0}",
        "other": None,
    }


def _texts(project: Mapping, year: int, amount: Decimal, unit: str) -> dict:
    purpose = project["purpose"]
    return {
        "overview": f"{year}年安排{amount}万元，用于{purpose}。",
        "basis": f"示例市{year}年部门预算编制通知（虚构）。",
        "necessity": f"保障{purpose}持续开展。",
        "measures": f"{unit}财务管理办法、项目管理办法（均为虚构）。",
        "plan": f"{year}年上半年完成前期工作，年底前完成全部任务。",
        "goals": {
            "implementation": f"按计划完成{purpose}，达到各项指标。",
            "annual": f"{year}年完成{purpose}的年度任务。",
        },
    }


def _indicators(scope: str, kind: Mapping, project: Mapping, index: int, amount: Decimal) -> list[dict]:
    rows = [["数量指标", *project["quantity"]], *kind["indicators"]]
    facts = []
    for level2, level3, pattern, values in rows:
        value = pattern.format(values[index] if values else "", amount=amount)
        facts.append({"scope": scope, "level1": LEVEL1[level2], "level2": level2, "level3": level3, "value": value})
    return facts


def _filled_at(year: int, name: str) -> str:
    """A working moment of the December before, always the same for the same project and year."""
    day, hour, minute, second = (int(fraction_of(year, name, part) * size) for part, size in _CLOCK)
    return f"{year - 1}12{day + 5:02d}{hour + 9:02d}{minute:02d}{second:02d}"


_CLOCK = (("day", 20), ("hour", 8), ("minute", 59), ("second", 59))
