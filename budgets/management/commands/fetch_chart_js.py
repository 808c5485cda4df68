"""`manage.py fetch_chart_js`: put the pinned Chart.js into static/vendor with npm, where npm is there."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from budgets import npm


class Command(BaseCommand):
    help = "Fetch the pinned Chart.js for CHART_JS=local. Without npm it says so, and pages do without charts."
    requires_system_checks = ()

    def handle(self, *args, **options):
        file = settings.CHART_JS_FILE
        source_map = file.with_name(f"{file.name}.map")  # its last line names it: collecting static files wants it too
        if file.exists() and source_map.exists():
            return
        package = f"chart.js@{settings.CHART_JS_VERSION}"
        try:
            files = npm.packed(package, f"dist/{file.name}", settings.CHART_JS_INTEGRITY, f"dist/{source_map.name}")
        except npm.WrongHashError as wrong:
            raise CommandError(str(wrong)) from wrong
        if files is None:
            self.stdout.write("npm could not fetch Chart.js: pages show their tables without charts (CHART_JS=off).")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        for path, content in zip((file, source_map), files, strict=True):
            path.write_bytes(content)
        self.stdout.write(f"Chart.js {settings.CHART_JS_VERSION} is in {file.parent.name}/")
