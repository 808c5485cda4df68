"""Triggers on SQLite and PostgreSQL: nobody changes or deletes an entry of the event log, whatever program they use."""

from django.db import migrations

from ingest import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0002_staff_workflow"),
        ("ingest", "0004_administrators"),
    ]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: append_only.guard(editor.connection),
            lambda _apps, editor: append_only.lift(editor.connection),
        ),
    ]
