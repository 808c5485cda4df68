"""`manage.py load_codes`: regions and classifications from budgets/data."""

from django.core.management.base import BaseCommand

from budgets import codes


class Command(BaseCommand):
    help = "Load regions (行政区划) and classifications (功能分类, 经济分类). Safe to repeat."

    def handle(self, *args, **options):
        regions, functional, economic = codes.load_regions(), codes.load_functional_codes(), codes.load_economic_codes()
        self.stdout.write(f"{regions} regions, {functional} functional codes, {economic} economic codes")
