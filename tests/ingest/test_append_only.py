"""The database itself refuses to change or delete what was logged."""

import pytest
from django.db import DatabaseError, connection, transaction

from budgets.models import Event
from ingest import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return actions.log_event(verb="logged_in", detail_of="the test")


def try_out(statement):
    refused = pytest.raises(DatabaseError, match="the event log is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_statement_changes_or_deletes_an_entry(event):
    try_out(f"UPDATE budgets_event SET verb = 'nothing' WHERE id = {event.pk}")
    try_out(f"DELETE FROM budgets_event WHERE id = {event.pk}")
    if connection.vendor == "postgresql":
        connection.check_constraints()  # no deferred ones pending, which would stop it too
        try_out("TRUNCATE budgets_event CASCADE")
    assert Event.objects.get().verb == "logged_in"


def test_no_query_of_the_program_does_either(event):
    for act in (lambda: Event.objects.update(verb="nothing"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="the event log is append-only"), transaction.atomic():
            act()
    for act in (event.save, event.delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
