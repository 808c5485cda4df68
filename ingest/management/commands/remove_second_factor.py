"""`manage.py remove_second_factor NAME`: for whom no administrator is left to do it."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from ingest import actions


class Command(BaseCommand):
    help = (
        "Remove an account's second factor (动态验证码): its owner logs in by the password alone and sets up another."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, **options):
        try:
            user = User.objects.get(username=options["username"])
            actions.remove_second_factor(user=user, by=None)
        except User.DoesNotExist as nobody:
            raise CommandError(f"没有账号 {options['username']}。") from nobody
        except actions.NotAllowed as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{user.username} 的动态验证码移除了。")
