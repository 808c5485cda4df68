"""Orders by amount with blanks last, which no index of Django's own can say for SQLite and PostgreSQL alike; names of
projects by characters and pairs of characters (GIN), in place of two indexes of all rows.

Making the pairs of a name costs far more than PostgreSQL takes a function to cost: left at that, it would rather make
them anew for thousands of rows than read the index, or start workers for it.
"""

from django.db import migrations

FORWARD = {
    "sqlite": (
        "CREATE INDEX listed_project_by_amount ON budgets_listedproject (total DESC, line_id)",
        "CREATE INDEX report_code_by_amount ON budgets_reportcode (code, year, total DESC, line)",
    ),
    "postgresql": (
        "CREATE INDEX listed_project_by_amount ON budgets_listedproject (total DESC NULLS LAST, line_id)",
        "CREATE INDEX report_code_by_amount ON budgets_reportcode (code, year, total DESC NULLS LAST, line)",
        "CREATE INDEX listed_project_words ON budgets_listedproject "
        "USING gin (budgets_grams(name)) WITH (fastupdate = off)",
        "DROP INDEX line_project_words",
        "DROP INDEX line_projects_by_amount",
        "ALTER FUNCTION budgets_grams(text) COST 1000 PARALLEL RESTRICTED",
    ),
}
BACKWARD = {
    "sqlite": ("DROP INDEX listed_project_by_amount", "DROP INDEX report_code_by_amount"),
    "postgresql": (
        "ALTER FUNCTION budgets_grams(text) COST 100 PARALLEL SAFE",
        "CREATE INDEX line_projects_by_amount ON budgets_line (total DESC NULLS LAST, id) WHERE row_kind = 'project'",
        "CREATE INDEX line_project_words ON budgets_line "
        "USING gin (budgets_grams(name)) WITH (fastupdate = off) WHERE row_kind = 'project'",
        "DROP INDEX listed_project_words",
        "DROP INDEX report_code_by_amount",
        "DROP INDEX listed_project_by_amount",
    ),
}


def create(apps, schema_editor):
    for statement in FORWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in BACKWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0009_rows_of_lists")]
    operations = [migrations.RunPython(create, drop)]
