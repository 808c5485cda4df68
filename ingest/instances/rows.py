"""一行 (rows): a database row as a JSON object and back, exact, without loading a table into memory."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from django.apps import apps
from django.db import connections, models

LEFT_BEHIND = {"django_session"}
MADE_BY_MIGRATE = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
AT_ONCE = 500

Row = dict[str, object]


def all_models() -> list[type[models.Model]]:
    """Every model with a table of its own, the hidden ones of many-to-many fields too."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and m._meta.db_table not in LEFT_BEHIND]


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def file_columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields if isinstance(field, models.FileField)]


def stored_rows(model: type[models.Model], using: str) -> Iterator[Row]:
    names = columns(model)
    found = model._base_manager.using(using).order_by("pk").values_list(*names)
    return (dict(zip(names, row, strict=True)) for row in found.iterator(chunk_size=AT_ONCE))


def to_line(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain).encode() + b"\n"


def plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()  # to the microsecond
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"no way to write a {type(value).__name__}")


def insert(model: type[models.Model], lines: Iterator[bytes], using: str) -> int:
    """Put rows back as they were, past every default and automatic date; gives how many.

    Raises ValueError or KeyError for a line that is no such row.
    """
    fields = model._meta.local_concrete_fields
    connection = connections[using]
    quote = connection.ops.quote_name
    names, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  -- our own names
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(lines, AT_ONCE)):
            rows = [json.loads(line) for line in batch]
            cursor.executemany(statement, [prepared(fields, row, connection) for row in rows])
            count += len(rows)
    return count


def prepared(fields: list[models.Field], row: Row, connection: object) -> list[object]:
    return [field.get_db_prep_save(value_of(field, row[field.attname]), connection) for field in fields]


def value_of(field: models.Field, value: object) -> object:
    """JSON's text as the column's own type; a JSON column's value is it already."""
    if value is None or isinstance(field, models.JSONField | models.FileField):
        return value
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
