"""成批写入 (inserting): many rows of one model at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from json import JSONEncoder

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

BATCH = 1000
READY = (  # what Django hands on as it is
    ((CharField, TextField), str),
    ((IntegerField, ForeignKey), int),
    (DecimalField, Decimal),
    (BooleanField, bool),
)


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
    cells = zip(*(as_stored(field, rows, database) for field in fields), strict=True)
    with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(query) as copy:
        for row in cells:
            copy.write_row(row)


def as_stored(field: Field, rows: Iterable[Model], database: BaseDatabaseWrapper) -> list[object]:
    """The field's column as Django would store it; most cells are blank or of a type that takes no converting."""
    ready = next((kind for fields, kind in READY if isinstance(field, fields)), None)
    prepare = as_json(field) if isinstance(field, JSONField) else partial(as_django_does, field, database)
    values = (field.pre_save(row, add=True) for row in rows)
    return [value if value is None or type(value) is ready else prepare(value) for value in values]


def as_json(field: JSONField) -> Callable[[object], str]:
    encoder = field.encoder or JSONEncoder
    return encoder(ensure_ascii=False).encode  # type: ignore[no-any-return]  # half the size in Chinese


def as_django_does(field: Field, database: BaseDatabaseWrapper, value: object) -> object:
    return field.get_db_prep_save(value, database)
