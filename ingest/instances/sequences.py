"""下一个编号 (next ids): public addresses hold ids, so one that was ever given is never given again."""

from __future__ import annotations

from django.db import connections, models


def last_id(model: type[models.Model], using: str) -> int | None:
    """The highest id ever given, also to a row that is gone; None where there was none or ids aren't counted."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
        return None
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608  -- the database's own name
            last, is_called = cursor.fetchone()
            return last if is_called else None
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        return (found[0] or None) if found else None


def set_last_id(model: type[models.Model], last: int, using: str) -> None:
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, model._meta.pk.column, last])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
