"""一个时刻 (snapshot): read every table as it stood at one moment, while others go on writing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connections, transaction


@contextlib.contextmanager
def snapshot(using: str = "default") -> Iterator[None]:
    """For reading only; nobody's writing waits for it. Inside a transaction it is that transaction."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    is_sqlite = connection.vendor == "sqlite"
    mode = connection.transaction_mode if is_sqlite else None
    if is_sqlite:
        connection.transaction_mode = "DEFERRED"  # a reader only
    try:
        with transaction.atomic(using):
            if not is_sqlite:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if is_sqlite:
            connection.transaction_mode = mode
