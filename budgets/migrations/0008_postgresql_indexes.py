"""What only PostgreSQL can index: a name's characters and pairs of characters (GIN), amounts with blanks last."""

from django.db import migrations

GRAMS = """
CREATE FUNCTION budgets_grams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(upper($1), i, length)), '{}')
  FROM generate_series(1, char_length($1)) AS i, generate_series(1, 2) AS length
$$
"""
WORD_GRAMS = """
CREATE FUNCTION budgets_word_grams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN char_length($1) < 2 THEN ARRAY[upper($1)] ELSE
    (SELECT array_agg(DISTINCT substr(upper($1), i, 2)) FROM generate_series(1, char_length($1) - 1) AS i) END
$$
"""
INDEXES = {
    "line_projects_by_amount": "budgets_line (total DESC NULLS LAST, id) WHERE row_kind = 'project'",
    "report_three_public": "budgets_report (year, three_public DESC NULLS LAST, id) WHERE status = 'published'",
    "line_project_words": "budgets_line USING gin (budgets_grams(name)) WITH (fastupdate = off) WHERE row_kind = 'project'",
    "department_words": "budgets_department USING gin (budgets_grams(name)) WITH (fastupdate = off)",
    "department_name_words": "budgets_departmentname USING gin (budgets_grams(name)) WITH (fastupdate = off)",
    "unit_words": "budgets_budgetunit USING gin (budgets_grams(name)) WITH (fastupdate = off)",
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (GRAMS, WORD_GRAMS, *(f"CREATE INDEX {name} ON {on}" for name, on in INDEXES.items())):
            schema_editor.execute(statement)
        for table in sorted({on.split()[0] for on in INDEXES.values()}):
            schema_editor.execute(f"ANALYZE {table}")  # else the planner misjudges them


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")
        schema_editor.execute("DROP FUNCTION budgets_grams(text), budgets_word_grams(text)")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0007_totals_and_list_indexes")]
    operations = [migrations.RunPython(create, drop)]
