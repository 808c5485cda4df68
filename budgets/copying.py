"""直接导出 (copying): a CSV file's rows as PostgreSQL itself writes them, without a row ever being a Python object.

The columns say their text in SQL (`in_sql`), so that COPY sends the very bytes that Python would write. A table with a
column that can't, and SQLite, leave their rows to Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, transaction
from django.db.models import QuerySet

if TYPE_CHECKING:
    from budgets.tables.columns import PublicColumn, PublicTable

# A limit that PostgreSQL can't see through: it plans for the first rows, as for a cursor, and takes the order from an
# index where it would otherwise sort millions of rows before it sends one.
FIRST_ROWS_SOON = "LIMIT (SELECT 9223372036854775807)"


def can_copy(found: QuerySet[Any], table: PublicTable) -> bool:
    is_postgresql = connections[found.db].vendor == "postgresql"
    return is_postgresql and all(
        says_in_sql(bound.column) and not hasattr(table, f"data_{bound.name}") for bound in table.file_columns()
    )


def says_in_sql(column: PublicColumn) -> bool:
    """Not where a class makes data or text in a way of its own and has its SQL from a class above."""
    classes = type(column).__mro__
    nearest = {
        name: next(place for place, one in enumerate(classes) if name in vars(one))
        for name in ("data", "text", "in_sql")
    }
    return nearest["in_sql"] == min(nearest.values())


def copied(found: QuerySet[Any], table: PublicTable) -> Iterator[bytes]:
    """The rows of the file in the query's order, each with its line end. Closed early, it ends the COPY."""
    cells = [bound.column.in_sql(str(bound.accessor)) for bound in table.file_columns()]
    rows = found.values_list(*cells).query
    try:
        query, parameters = rows.get_compiler(using=found.db).as_sql()
    except EmptyResultSet:
        return
    with transaction.atomic(using=found.db), connections[found.db].cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a slow line takes the time it takes
        # psycopg's own cursor: the one Django wraps around it where queries are logged takes no parameters here.
        with cursor.cursor.copy(f"COPY ({query} {FIRST_ROWS_SOON}) TO STDOUT (FORMAT csv)", parameters) as copy:
            for row in copy:  # ends in \n
                yield b"%b\r\n" % row[:-1]
