"""成批写入 (inserting): many rows of one model at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

BATCH = 1000


def insert_rows(rows: Sequence[Model]) -> None:
    """Store rows that nothing refers to: they don't learn their keys.

    PostgreSQL takes them by COPY, in the same transaction. An INSERT would quote every value on this side, the JSON
    among them twice, which takes longer than storing it.
    """
    if not rows:
        return
    model = type(rows[0])
    database = connections[router.db_for_write(model)]
    if database.vendor == "postgresql":
        copy_in(database, model, rows)
    else:
        model._default_manager.bulk_create(rows, batch_size=BATCH)


def copy_in(database: BaseDatabaseWrapper, model: type[Model], rows: Sequence[Model]) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    quoted = database.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    query = f"COPY {quoted(model._meta.db_table)} ({columns}) FROM STDIN"
    with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row([as_stored(field, row, database) for field in fields])


def as_stored(field: Field, row: Model, database: BaseDatabaseWrapper) -> object:
    """What Django would store; most cells are blank, which takes no converting."""
    value = field.pre_save(row, add=True)
    return None if value is None else field.get_db_prep_save(value, database)
