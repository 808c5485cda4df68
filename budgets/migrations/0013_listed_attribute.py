"""项目属性 of listed projects, and their order by amount within each."""

from django.db import migrations, models

ORDER = {"sqlite": "total DESC", "postgresql": "total DESC NULLS LAST"}


def create(apps, schema_editor):
    order = ORDER[schema_editor.connection.vendor]
    schema_editor.execute(
        f"CREATE INDEX listed_project_by_attribute ON budgets_listedproject (attribute, {order}, line_id)"
    )


def drop(apps, schema_editor):
    schema_editor.execute("DROP INDEX listed_project_by_attribute")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0012_listed_turnover")]
    operations = [
        migrations.AddField(
            model_name="listedproject",
            name="attribute",
            field=models.CharField(help_text="项目属性 of its target form, where it has one", max_length=80, null=True),
        ),
        migrations.RunPython(create, drop),
    ]
