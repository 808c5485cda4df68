"""What the API answers with, as models made of the datasets. Amounts are exact decimals as text, in 万元."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from budgets.datasets import Column, Dataset
from budgets.ids import MOST_ID
from budgets.narrowing import Filter, query_model
from budgets.tables.columns import PublicTable

MOST = 1000
USUAL = 100
Amount = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "year": int,
    "number": Amount,
    "boolean": bool,
    "date": Day,
    "object": dict[str, str | None],
}
EXAMPLES = {
    "id": "23456789ab.expenditure.2",
    "public_id": "23456789ab",
    "target_id": "23456789ab.targets.1",
    "region_code": "141100",
    "region": "吕梁市",
    "parent_code": "140000",
    "department_id": 15,
    "department": "吕梁市财政局",
    "unit": None,
    "year": 2024,
    "years": "2023 2024",
    "name": "一般公共服务支出",
    "code": "201",
    "level": 1,
    "is_total": False,
    "total": "1705.47",
    "basic": "604.82",
    "project": "1100.65",
    "table": "expenditure",
    "slug": "expenditure",
    "title": "2024年预算支出总表",
    "position": 2,
    "page": 7,
    "pages": "7",
    "version": 1,
    "row_count": 37,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
OF_DATASET = {
    "regions": {"code": "141100", "name": "吕梁市", "level": "city"},
    "departments": {"id": 15, "name": "吕梁市财政局"},
    "tables": {"id": "23456789ab.expenditure"},
    "projects": {"id": 3, "name": "业务经费"},
    "targets": {"id": "23456789ab.targets.1", "name": "业务经费"},
    "indicators": {"project": "业务经费"},
    "checks": {"id": "23456789ab.checks.4"},
}


class Wrong(BaseModel):
    name: str = Field(description="哪个条件")
    reason: str = Field(description="为什么不对")


class Problem(BaseModel):
    """RFC 9457。"""

    type: str
    title: str
    status: int
    detail: str = Field(description="一句话说明")
    errors: list[Wrong] | None = Field(None, description="哪些条件不对")


def row_model(name: str, columns: tuple[Column, ...], key: tuple[str, ...], about: str) -> type[BaseModel]:
    fields = {column.key: field_of(column, is_key=column.key in key) for column in columns}
    config = ConfigDict(extra="forbid", protected_namespaces=(), arbitrary_types_allowed=False)
    return create_model(name, __config__=config, __doc__=about, **fields)


def field_of(column: Column, *, is_key: bool) -> tuple[Any, Any]:
    """Always there; null where the report has nothing, except what names the row."""
    kind = Literal[tuple(column.choices)] if column.words else TYPES[column.type]
    unit = f"，{column.unit}" if column.unit else ""
    about = "。".join(text for text in (f"{column.heading.split('（')[0]}{unit}", column.about, column.words) if text)
    return (kind if is_key else kind | None, Field(description=about))


def page_model(name: str, row: type[BaseModel]) -> type[BaseModel]:
    return create_model(
        name,
        data=(list[row], Field(description="这一页的行")),
        next=(str | None, Field(description="下一页的网址；null = 没有了")),
        unit=(Literal["万元"], Field(description="所有金额的单位；金额是文本，准确到原表的末位")),
    )


def listing(name: str, filters: dict[str, Filter], cursor: Any = None) -> type[BaseModel]:
    """The parameters of a list: its filters, how many, and from where on."""
    after = cursor or Annotated[int, Field(ge=0, le=2**63 - 1)]
    return query_model(
        name,
        filters,
        cursor=(after, Field(None, description="从哪里接着读：照抄上一页 next 里的")),
        limit=(
            Annotated[int, Field(ge=1, le=MOST)],
            Field(USUAL, description=f"一页几行，最多 {MOST}", examples=[2]),
        ),
    )


def example_row(columns: tuple[Column, ...], key: tuple[str, ...], name: str = "") -> dict[str, object]:
    known = {**EXAMPLES, **OF_DATASET.get(name, {})}
    return {column.key: example(column, known, is_key=column.key in key) for column in columns}


def example(column: Column, known: dict[str, object], *, is_key: bool) -> object:
    if column.key in known:
        return known[column.key]
    if column.choices:
        return next(iter(column.choices))
    return 1 if is_key and column.type == "integer" else None


def columns_of(table: type[PublicTable]) -> tuple[Column, ...]:
    return Dataset("", "", table, lambda reports: reports).columns


__all__ = ["MOST", "MOST_ID", "USUAL", "Problem", "example_row", "listing", "page_model", "row_model"]
