"""`python -m tests.operation.old_release put|compare`: release 0.1.0's data into a database; is it all still there?

`release-0.1.0.json.gz` is what that release stored of three sample reports (one withdrawn) with a reviewer.
"""

import gzip
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import django
from django.apps import apps as present
from django.core.management import call_command
from django.core.management.color import no_style

FIXTURE = Path(__file__).with_name("release-0.1.0.json.gz")
LAST = (("budgets", "0002_staff_workflow"), ("ingest", "0004_administrators"))


def objects():
    """Field values by model's label, in the order in which they can be inserted."""
    found = defaultdict(list)
    for entry in json.loads(gzip.decompress(FIXTURE.read_bytes())):
        found[entry["model"]].append({"pk": entry["pk"], **entry["fields"]})
    return found


def put():
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    for app, name in LAST:
        call_command("migrate", app, name, verbosity=0)
    past = MigrationExecutor(connection).loader.project_state(list(LAST)).apps
    with transaction.atomic():
        for label, rows in objects().items():
            model = past.get_model(label)
            for row in rows:
                insert(model, row)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), past.get_models()):
            cursor.execute(statement)


def insert(model, row):
    if model._meta.label == "auth.Group":  # the migrations made it, under a key of their own
        return
    many = {field.name for field in model._meta.many_to_many}
    plain = {field.attname: row[name_in(row, field)] for field in model._meta.fields}
    made = model(**plain)
    made.save_base(raw=True, force_insert=True)
    for name in many & row.keys():
        getattr(made, name).set(row[name])


def name_in(row, field):
    return "pk" if field.primary_key else field.name


def differences():
    """Every value that the release stored and that reads otherwise now, as (model, key, field, then, now)."""
    found = []
    for label, rows in objects().items():
        model = present.get_model(label)
        now = model._base_manager.in_bulk([row["pk"] for row in rows])
        for row in rows:
            made = now.get(row["pk"])
            if made is None:
                found.append((label, row["pk"], "", "a row", None))
                continue
            found += [
                (label, row["pk"], field.name, field.to_python(row[field.name]), getattr(made, field.attname))
                for field in model._meta.fields
                if field.name in row and field.to_python(row[field.name]) != getattr(made, field.attname)
            ]
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1] == "put":
        put()
    else:
        for difference in differences():
            print(*difference)
