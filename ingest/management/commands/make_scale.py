"""`manage.py make_scale --reports N`: a database the size of a province, for measuring (docs/performance.md)."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from budgets.models import Region
from ingest.scale import NotEmptyError, fill


class Command(BaseCommand):
    help = (
        "Copy the sample departments under openly fictional names until N published reports are there (PostgreSQL). "
        "Refuses a database that holds reports of its own. Repeated with a larger N it goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument("--reports", type=int, required=True, help="how many published reports there shall be")

    def handle(self, *args, **options):
        started = time.monotonic()
        if not Region.objects.exists():
            call_command("load_codes", stdout=self.stdout)

        def tell(what: str) -> None:
            self.stdout.write(f"{time.monotonic() - started:7.1f} s  {what}")
            self.stdout.flush()

        try:
            held = fill(options["reports"], settings.BASE_DIR / "samples", tell)
        except NotEmptyError as why:
            raise CommandError(str(why)) from why
        tell(f"done: {held} reports")
