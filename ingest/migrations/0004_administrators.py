"""The role 管理员, and everybody who had a role before regions were told apart keeps it everywhere."""

from django.db import migrations

PERMISSIONS = (
    ("ingest", "upload", "add_upload"),
    ("ingest", "upload", "view_upload"),
    ("budgets", "report", "view_report"),
    ("budgets", "report", "change_report"),
    ("budgets", "report", "publish_report"),
    ("ingest", "jurisdiction", "manage_accounts"),
    ("ingest", "jurisdiction", "view_all_events"),
)


def make_administrators(apps, _schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    group, _ = Group.objects.get_or_create(name="管理员")
    for app, model, codename in PERMISSIONS:
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        permission, _ = Permission.objects.get_or_create(
            codename=codename, content_type=content_type, defaults={"name": codename}
        )
        group.permissions.add(permission)


def keep_everywhere(apps, _schema_editor):
    User = apps.get_model("auth", "User")
    Jurisdiction = apps.get_model("ingest", "Jurisdiction")
    for user in User.objects.filter(groups__name__in=("录入员", "审核员")).distinct():
        Jurisdiction.objects.get_or_create(user=user, region=None)


class Migration(migrations.Migration):
    dependencies = [
        ("ingest", "0003_batches"),
        ("ingest", "0002_roles"),
    ]

    operations = [
        migrations.RunPython(make_administrators, migrations.RunPython.noop),
        migrations.RunPython(keep_everywhere, migrations.RunPython.noop),
    ]
