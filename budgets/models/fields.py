"""Fields of our own."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models


class OrderedJSONField(models.JSONField):
    """JSON that comes back with its keys in the order in which they were stored: the printed order of a row's columns.

    On PostgreSQL the column is `json`, which keeps the text as it is; `jsonb`, Django's own choice, sorts the keys by
    their length. It can't be compared or made DISTINCT there.
    """

    def db_type(self, connection: Any) -> str | None:
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        adapted = super().get_db_prep_value(value, connection, prepared)
        if connection.vendor != "postgresql" or adapted is None:
            return adapted
        from psycopg.types.json import Json  # noqa: PLC0415 - loads a library that SQLite has no use for

        return Json(adapted.obj, dumps=partial(adapted.dumps, ensure_ascii=False))  # half the size in Chinese

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """psycopg has read a `json` value already; SQLite gives text."""
        return value if isinstance(value, dict | list) else super().from_db_value(value, expression, connection)
