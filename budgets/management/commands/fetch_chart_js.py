"""`manage.py fetch_chart_js`: put the pinned Chart.js into static/vendor with npm, where npm is there."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Fetch the pinned Chart.js for CHART_JS=local. Without npm it says so, and pages do without charts."
    requires_system_checks = ()

    def handle(self, *args, **options):
        if settings.CHART_JS_FILE.exists() and source_map().exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            self.stdout.write("npm is not here: pages show their tables without charts (CHART_JS=off).")
            return
        with tempfile.TemporaryDirectory() as folder:
            fetched = self.fetch(npm, Path(folder))
        if fetched is None:
            return
        script, mapping = fetched
        digest = "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()
        if digest != settings.CHART_JS_INTEGRITY:
            raise CommandError(f"Chart.js {settings.CHART_JS_VERSION} has another hash than the pinned one: {digest}")
        settings.CHART_JS_FILE.parent.mkdir(parents=True, exist_ok=True)
        settings.CHART_JS_FILE.write_bytes(script)
        source_map().write_bytes(mapping)
        self.stdout.write(f"Chart.js {settings.CHART_JS_VERSION} is in {settings.CHART_JS_FILE.parent.name}/")

    def fetch(self, npm, folder):
        """The script and its source map; None, with a word, where npm can't get them."""
        call = [npm, "pack", "--silent", f"chart.js@{settings.CHART_JS_VERSION}"]
        try:
            subprocess.run(call, cwd=folder, check=True, capture_output=True, timeout=120)  # noqa: S603
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            self.stdout.write("npm could not fetch Chart.js: pages show their tables without charts (CHART_JS=off).")
            return None
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            names = (settings.CHART_JS_FILE.name, source_map().name)
            return [archive.extractfile(f"package/dist/{name}").read() for name in names]


def source_map() -> Path:
    """The script's last line names it, so collecting static files wants it too."""
    return settings.CHART_JS_FILE.with_name(f"{settings.CHART_JS_FILE.name}.map")
