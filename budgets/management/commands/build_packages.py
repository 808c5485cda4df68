"""`manage.py build_packages`: the bulk packages that are missing or out of date, here and now."""

from django.core.management.base import BaseCommand

from budgets.packages import due


class Command(BaseCommand):
    help = "Build the bulk packages that are due. Workers do it by themselves."

    def handle(self, *args, **options):
        for name in due.build_due(at_once=True):
            self.stdout.write(name)
