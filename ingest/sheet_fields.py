"""单项 (fields): what a target form and the narrative's key figures hold one by one, with place and heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from budgets.vocabulary import FUNDING_SOURCES, SCOPE_OF_TARGET, TARGET_TEXTS


@dataclass(frozen=True, slots=True)
class Field:
    """`path` leads through nested mappings; `holds` says what may stand there."""

    path: tuple[str, ...]
    heading: str
    holds: Literal["text", "amount", "count", "direction"] = "text"

    def read(self, held: Mapping[str, Any]) -> str | None:
        """As text; None where nothing is stated."""
        value: Any = held
        for key in self.path:
            value = (value or {}).get(key)
        return None if value is None else str(value)

    def put(self, held: Mapping[str, Any], text: str | None) -> dict[str, Any]:
        """The same with this text there; a mapping on the way that isn't there is made."""
        value = int(text) if text is not None and self.holds == "count" else text
        return put(held, self.path, value)


def put(held: Mapping[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    key, *rest = path
    return {**held, key: put(held.get(key) or {}, tuple(rest), value) if rest else value}


def put_all(held: Mapping[str, Any], fields: Iterable[Field], texts: Iterable[str | None]) -> Mapping[str, Any]:
    """Only what differs is put: what isn't stated stays absent."""
    for field, text in zip(fields, texts, strict=True):
        if field.read(held) != text:
            held = field.put(held, text)
    return held


TARGET = (
    Field(("project",), "项目名称"),
    Field(("department_code",), "主管部门代码"),
    Field(("unit",), "实施单位"),
    Field(("attribute",), "项目属性"),
    Field(("period",), "项目周期"),
    *(
        Field(("funding", half, source), f"{SCOPE_OF_TARGET[half]}{name}（元）", "amount")
        for half in SCOPE_OF_TARGET
        for source, name in FUNDING_SOURCES.items()
    ),
    *(Field((key,), name) for key, name in TARGET_TEXTS.items()),
    *(Field(("goals", half), f"{SCOPE_OF_TARGET[half]}目标") for half in SCOPE_OF_TARGET),
    Field(("filled_at",), "填报日期"),
)
CHANGES = {
    "revenue_change": "收入变动",
    "expenditure_change": "支出变动",
    "general_budget_change": "一般公共预算变动",
    "three_public_change": "“三公”经费变动",
    "operating_change": "机关运行经费变动",
}
NARRATIVE = (
    *(
        Field((topic, key), f"{name}：{heading}", holds)
        for topic, name in CHANGES.items()
        for key, heading, holds in (
            ("amount", "金额", "amount"),
            ("direction", "增减", "direction"),
            ("percent", "百分比", "amount"),
            ("reason", "原因", "text"),
        )
    ),
    Field(("operating_change", "prior"), "机关运行经费变动：上年", "amount"),
    Field(("procurement", "total"), "政府采购：合计", "amount"),
    Field(("procurement", "goods"), "政府采购：货物", "amount"),
    Field(("procurement", "works"), "政府采购：工程", "amount"),
    Field(("procurement", "services"), "政府采购：服务", "amount"),
    Field(("performance", "projects"), "绩效目标：项目个数", "count"),
    Field(("performance", "amount"), "绩效目标：金额", "amount"),
    Field(("performance", "published_projects"), "公开的绩效目标：项目个数", "count"),
    Field(("performance", "published_amount"), "公开的绩效目标：金额", "amount"),
    Field(("assets", "as_of"), "国有资产：截至日期"),
    Field(("assets", "vehicles_authorised"), "国有资产：车辆编制", "count"),
    Field(("assets", "vehicles"), "国有资产：实有车辆", "count"),
    Field(("assets", "office_area"), "国有资产：办公用房（平方米）", "amount"),
    Field(("assets", "equipment_over_500k"), "国有资产：50 万元以上设备", "count"),
    Field(("assets", "equipment_over_1m"), "国有资产：100 万元以上设备", "count"),
)
DIRECTIONS = {"increase": "增加", "decrease": "减少", "unchanged": "持平"}
