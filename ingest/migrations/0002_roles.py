"""The roles (录入员, 审核员) as groups. Permissions are made here where they aren't yet: they come after all migrations."""

from django.db import migrations

PERMISSIONS = {
    "录入员": ("ingest.add_upload", "ingest.view_upload", "budgets.view_report", "budgets.change_report"),
    "审核员": ("ingest.view_upload", "budgets.view_report", "budgets.change_report", "budgets.publish_report"),
}


def make_roles(apps, _schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role)
        for name in names:
            app, codename = name.split(".")
            content_type, _ = ContentType.objects.get_or_create(app_label=app, model=codename.split("_")[1])
            permission, _ = Permission.objects.get_or_create(
                codename=codename, content_type=content_type, defaults={"name": codename}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("ingest", "0001_initial"),
        ("budgets", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
