"""`manage.py fetch_chart_js`: put the pinned Chart.js into static/vendor with npm, where npm is there."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from budgets import npm


class Command(BaseCommand):
    help = "Fetch the pinned Chart.js for CHART_JS=local. Without npm it says so, and pages do without charts."
    requires_system_checks = ()

    def handle(self, *args, **options):
        file = settings.CHART_JS_FILE
        if file.exists():
            return
        package = f"chart.js@{settings.CHART_JS_VERSION}"
        try:
            script = npm.packed(package, f"dist/{file.name}", settings.CHART_JS_INTEGRITY)
        except npm.WrongHashError as wrong:
            raise CommandError(str(wrong)) from wrong
        if script is None:
            self.stdout.write("npm could not fetch Chart.js: pages show their tables without charts (CHART_JS=off).")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(script)
        self.stdout.write(f"Chart.js {settings.CHART_JS_VERSION} is in {file.parent.name}/")
