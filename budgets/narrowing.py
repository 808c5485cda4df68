"""筛选 (filters of datasets): declared once for the API and for the files, each named as the field it narrows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.db.models import Q
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from budgets.ids import MOST_ID
from budgets.queries.places import prefix
from budgets.rules import RULES
from budgets.vocabulary import (
    FIRST_YEAR,
    LAST_YEAR,
    OUTCOMES,
    PROJECT_ROW_KINDS,
    SCOPES,
    SEVERITIES,
    SIDES,
    TABLE_KINDS,
)

REGION = r"^\d{6}$"
REPORT = r"^[2-9a-z]{10}$"
SLUG = r"^[a-z_]{1,24}(-\d{1,4})?$"
CODE = r"^\d{3,12}$"
WORDS = r"^[^\x00-\x1f\x7f]*$"

Text = Annotated[str, Field(min_length=1, max_length=100, pattern=WORDS)]
Region = Annotated[str, Field(pattern=REGION)]
Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
ReportId = Annotated[str, Field(pattern=REPORT)]
TableKindId = Literal[(*(kind.id for kind in TABLE_KINDS), "other")]
Rule = Literal[tuple(rule.code for rule in RULES if rule.is_public)]


@dataclass(frozen=True, slots=True)
class Filter:
    """`lookup` is Django's; a region means itself and all below it."""

    annotation: Any
    lookup: str
    about: str
    example: object
    prepared: Callable[[Any], object] = lambda value: value

    def condition(self, value: object) -> Q:
        return Q(**{self.lookup: self.prepared(value)})


def of_report(path: str) -> dict[str, Filter]:
    """`path` leads to the report, with its underscores; empty where the rows are reports."""
    return {
        "region_code": region(f"{path}department__region__code"),
        "department_id": Filter(Id, f"{path}department_id", "部门编号", 1),
        "year": Filter(Year, f"{path}year", "预算年度", 2024),
        "scope": Filter(Literal[tuple(SCOPES)], f"{path}scope", "口径", "department"),
        "is_fictional": Filter(bool, f"{path}department__region__is_fictional", "是否虚构示例", False),
    }


def region(path: str) -> Filter:
    return Filter(Region, f"{path}__startswith", "地区代码：这个地区和它下面的", "141100", prefix)


def named(path: str, what: str, example: str) -> Filter:
    return Filter(Text, f"{path}__icontains", f"{what}里有这几个字", example)


REGIONS = {
    "code": region("code"),
    "name": named("name", "名称", "吕梁"),
    "level": Filter(Literal["province", "city", "county"], "level", "级别", "city"),
    "parent_code": Filter(Region, "parent_id", "上级代码", "140000"),
}
DEPARTMENTS = {"name": named("name", "名称", "财政"), "region_code": region("region__code")}
REPORTS = {**of_report(""), "public_id": Filter(ReportId, "public_id", "报告编号", "23456789ab")}
IN_REPORT = Filter(ReportId, "report__public_id", "报告编号", "23456789ab")
KIND = Filter(TableKindId, "kind", "表种", "expenditure")
TABLES = {**of_report("report__"), "public_id": IN_REPORT, "kind": KIND}
LINES = {
    **of_report("table__report__"),
    "public_id": Filter(ReportId, "table__report__public_id", "报告编号", "23456789ab"),
    "table": Filter(Annotated[str, Field(pattern=SLUG)], "table__slug", "表的代号", "expenditure"),
    "kind": Filter(TableKindId, "table__kind", "表种", "expenditure"),
    "side": Filter(Literal[tuple(SIDES)], "side", "收入或支出", "expenditure"),
    "row_kind": Filter(Literal[tuple(PROJECT_ROW_KINDS)], "row_kind", "项目表里行的类别", "project"),
    "code": Filter(Annotated[str, Field(pattern=CODE)], "code", "科目编码，就是这一个", "20106"),
    "name": named("name", "名称", "经费"),
    "level": Filter(Annotated[int, Field(ge=0, le=9)], "level", "级别", 1),
    "is_total": Filter(bool, "is_total", "是不是合计行", False),
    "project_id": Filter(Id, "project_identity_id", "项目编号", 1),
}
PROJECTS = {
    "name": named("name", "名称", "经费"),
    "region_code": region("department__region__code"),
    "department_id": Filter(Id, "department_id", "部门编号", 1),
}
TARGETS = {
    **of_report("report__"),
    "public_id": IN_REPORT,
    "name": named("name", "名称", "经费"),
    "project_id": Filter(Id, "project_id", "项目编号", 1),
}
INDICATORS = {
    **of_report("target__report__"),
    "public_id": Filter(ReportId, "target__report__public_id", "报告编号", "23456789ab"),
}
CHECKS = {
    **of_report("report__"),
    "public_id": IN_REPORT,
    "rule": Filter(Rule, "rule", "规则代码", "classes-add-up"),
    "outcome": Filter(Literal[tuple(OUTCOMES)], "outcome", "结果", "failed"),
    "severity": Filter(Literal[tuple(SEVERITIES)], "severity", "级别", "error"),
}

REASONS = {
    "extra_forbidden": "不是这里的筛选条件",
    "missing": "不能少",
    "int_parsing": "要写成整数",
    "int_from_float": "要写成整数",
    "bool_parsing": "要写成 true 或 false",
    "literal_error": "不在可以选的词里",
    "string_pattern_mismatch": "写法不对",
    "string_too_long": "太长",
    "string_too_short": "不能空着",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "too_long": "太多",
    "too_short": "太少",
    "repeated": "只能写一次",
}
ALLOWED = {"pattern": "要合 {}", "expected": "可以选 {}", "ge": "最小 {}", "le": "最大 {}", "max_length": "最多 {}"}


def query_model(name: str, filters: Mapping[str, Filter], **more: Any) -> type[BaseModel]:
    fields = {
        key: (one.annotation, Field(None, description=one.about, examples=[one.example]))
        for key, one in filters.items()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields, **more)


def conditions(filters: Mapping[str, Filter], given: Mapping[str, object]) -> Q:
    wanted = Q()
    for key, value in given.items():
        if key in filters and value is not None:
            wanted &= filters[key].condition(value)
    return wanted


def reasons(wrong: ValidationError | Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What is wrong, each as the parameter's name and a clause."""
    errors = wrong.errors() if isinstance(wrong, ValidationError) else wrong
    return [(place_of(error["loc"]), reason(error)) for error in errors]


def place_of(loc: tuple[object, ...]) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), "")[:40]


def reason(error: Mapping[str, Any]) -> str:
    what = REASONS.get(error["type"], "写法不对")
    allowed = [words.format(error["ctx"][key]) for key, words in ALLOWED.items() if key in (error.get("ctx") or {})]
    return f"{what}（{'，'.join(allowed)}）" if allowed else what
