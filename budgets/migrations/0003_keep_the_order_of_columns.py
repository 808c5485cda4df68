import budgets.models.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0002_staff_workflow"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="extra",
            field=budgets.models.fields.OrderedJSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="line",
            name="printed",
            field=budgets.models.fields.OrderedJSONField(default=dict),
        ),
    ]
