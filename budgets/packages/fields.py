"""栏的类型 (field types): one column of a dataset in Table Schema, in Arrow, and its place in the fiscal taxonomy."""

from __future__ import annotations

import json
from decimal import Decimal

import pyarrow as pa

from budgets.datasets import Column, Dataset

AMOUNT = pa.decimal128(24, 6)  # 万元: yuan with two decimals, exact
RATE = pa.decimal128(18, 4)
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "year": pa.int16(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "object": pa.string(),
}
IN_FILE = {"region": "region_name"}

# https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json; only where the meaning is the same
FISCAL = {
    "year": "date:fiscal-year",
    "stage": "phase:id",
    "region_code": "geo:source:code",
    "region": "geo:source:title",
    "department_id": "administrative-classification:generic:level1:code",
    "department": "administrative-classification:generic:level1:label",
    "budget_unit_code": "administrative-classification:generic:level2:code",
    "budget_unit": "administrative-classification:generic:level2:label",
    "department_economic_code": "economic-classification:generic:code",
    "department_economic": "economic-classification:generic:label",
    "project_id": "activity:generic:project:code",
    "side": "direction",
}


def arrow_type(column: Column) -> pa.DataType:
    if column.type == "number":
        return AMOUNT if column.unit == "万元" else RATE
    return ARROW[column.type]


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The columns of its Parquet files, with their Chinese headings; partition columns stay out of partitioned ones."""
    columns = [column for column in dataset.columns if not (is_partitioned(dataset) and column.key == "year")]
    return pa.schema(
        [
            pa.field(file_key(dataset, column), arrow_type(column), metadata={"title": column.heading})
            for column in columns
        ]
    )


def file_key(dataset: Dataset, column: Column) -> str:
    return IN_FILE.get(column.key, column.key) if is_partitioned(dataset) else column.key


def is_partitioned(dataset: Dataset) -> bool:
    keys = {column.key for column in dataset.columns}
    return {"region_code", "year"} <= keys


def field(column: Column) -> dict[str, object]:
    """Table Schema."""
    described = {"name": column.key, "title": column.heading, "type": column.type}
    if about := "。".join(part for part in (column.about, column.words) if part):
        described["description"] = about
    if column.choices and column.type == "string":
        described["constraints"] = {"enum": list(column.choices)}
    if fiscal := FISCAL.get(column.key) or ("value" if column.unit == "万元" else None):
        described["columnType"] = fiscal
    if column.unit:
        described["unit"] = column.unit
    return described


def as_text(value: object) -> str:
    """A typed value in a package's CSV, as Table Schema reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_arrow(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
