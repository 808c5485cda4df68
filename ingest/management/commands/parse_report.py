"""`manage.py parse_report FILE`: one report as JSON (docs/report.md). Writes nothing to the database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from ingest.limits import read_apart
from ingest.parser.as_json import to_json
from ingest.parser.report import Refused


class Command(BaseCommand):
    help = "Read one disclosed budget report and print it as JSON. Exit 2 with one line when it can't be read."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        path = options["file"]
        try:
            report = read_apart(read_file(path), path.name)
        except Refused as refusal:
            self.stderr.write(f"{path.name}: {refusal}")
            sys.exit(2)
        json.dump(to_json(report), self.stdout._out, ensure_ascii=False, indent=1)
        self.stdout.write("")


def read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"文件打不开（{error.strerror}）。") from error
