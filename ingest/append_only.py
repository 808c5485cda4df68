"""只增不改 (append-only): the database itself refuses to change or delete an entry of the event log (操作记录)."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "budgets_event"
REFUSAL = "the event log is append-only"
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{what} BEFORE {what} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for what in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_{what} BEFORE {what} ON {TABLE} "
        f"FOR EACH {'STATEMENT' if what == 'truncate' else 'ROW'} EXECUTE FUNCTION {TABLE}_refuse()"
        for what in ("update", "delete", "truncate")
    ),
]


def guard(connection: BaseDatabaseWrapper) -> None:
    """Safe to repeat."""
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def lift(connection: BaseDatabaseWrapper) -> None:
    """For going back before this rule, and for emptying a test's database. Safe to repeat."""
    if connection.vendor == "sqlite":
        run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_no_{what}" for what in ("update", "delete")])
    else:
        run(connection, [f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE"])


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
