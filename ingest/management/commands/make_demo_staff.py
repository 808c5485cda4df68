"""`manage.py make_demo_staff`: the demo's staff log-in, with a password of this installation's own."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

from ingest.models import Jurisdiction

NAME = "demo"


class Command(BaseCommand):
    help = "Make the demo's staff account and print its log-in. Refuses in production."

    def handle(self, *args, **options):
        if settings.IS_PRODUCTION:
            raise CommandError("no demo account in production: use createsuperuser")
        kept = settings.VAR_DIR / "demo-password"
        user, is_new = User.objects.get_or_create(username=NAME)
        if is_new or not kept.exists():
            password = secrets.token_urlsafe(9)
            kept.touch(mode=0o600)
            kept.write_text(password)
            user.set_password(password)
            user.save()
            user.groups.set(Group.objects.filter(name__in=("录入员", "审核员", "管理员")))
            Jurisdiction.objects.get_or_create(user=user, region=None)
        self.stdout.write(f"工作台 /staff/  用户名 {NAME}  密码 {kept.read_text()}")
