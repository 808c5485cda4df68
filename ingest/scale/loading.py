"""Filling tables with COPY. Indexes and foreign keys go first and come back after: each is built and checked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.backends.utils import CursorWrapper

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p', 'x'))
"""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What COPY need not keep up to date: indexes as they were defined; constraints with their tables and names."""

    indexes: list[str]
    constraints: list[tuple[str, str, str]]


def drop_indexes(cursor: CursorWrapper, tables: Sequence[str]) -> Dropped:
    """Inside the caller's transaction: should it fail, everything is as before."""
    cursor.execute(CONSTRAINTS, [list(tables)])
    constraints = sorted(cursor.fetchall(), key=lambda c: not c[2].startswith("FOREIGN"))
    cursor.execute(INDEXES, [list(tables)])
    indexes = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return Dropped([definition for _, definition in indexes], constraints)


def build_indexes(cursor: CursorWrapper, dropped: Dropped) -> None:
    """Anew, each in memory as far as it goes; foreign keys last, because they lean on what is unique."""
    cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
    for definition in dropped.indexes:
        cursor.execute(definition)
    for table, name, definition in reversed(dropped.constraints):
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def copy_in(cursor: CursorWrapper, model: type[models.Model], columns: Sequence[str], texts: Sequence[str]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for text in texts:
            copy.write(text)


def next_key(cursor: CursorWrapper, model: type[models.Model]) -> int:
    cursor.execute(f'SELECT coalesce(max("{model._meta.pk.column}"), 0) + 1 FROM "{model._meta.db_table}"')  # noqa: S608
    return cursor.fetchone()[0]


def set_sequence(cursor: CursorWrapper, model: type[models.Model]) -> None:
    """The next row that is stored gets the next key."""
    table, key = model._meta.db_table, model._meta.pk.column
    query = f'SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT coalesce(max("{key}"), 1) FROM "{table}"))'  # noqa: S608
    cursor.execute(query, [table, key])
