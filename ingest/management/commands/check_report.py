"""`manage.py check_report FILE`: hold one report against itself, without a database: usable before disclosing."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from budgets.vocabulary import OUTCOMES, SEVERITIES
from ingest.checks import check_report
from ingest.limits import read_apart
from ingest.management.commands.parse_report import read_file
from ingest.parser.report import Refused


class Command(BaseCommand):
    help = "Print a report's checks (勾稽校验). Exit 1 when an error failed, 2 when the file can't be read."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
        parser.add_argument("--all", action="store_true", help="in the table, show passed checks too")

    def handle(self, *args, **options):
        path = options["file"]
        try:
            findings = check_report(read_apart(read_file(path), path.name))
        except Refused as refusal:
            self.stderr.write(f"{path.name}: {refusal}")
            sys.exit(2)
        if options["json"]:
            json.dump({"findings": [f.to_json() for f in findings]}, self.stdout._out, ensure_ascii=False, indent=1)
            self.stdout.write("")
        else:
            self.print_table([f for f in findings if options["all"] or f.outcome != "passed"])
            counts = {outcome: sum(f.outcome == outcome for f in findings) for outcome in OUTCOMES}
            self.stdout.write("，".join(f"{OUTCOMES[outcome]} {n}" for outcome, n in counts.items()))
        if any(f.outcome == "failed" and f.severity == "error" for f in findings):
            sys.exit(1)

    def print_table(self, findings):
        for f in findings:
            place = " ".join(str(part) for part in (f.table, f.row, f.column) if part)
            page = f"第{f.page}页" if f.page else ""
            what = f.reason if f.outcome == "skipped" else f"差 {f.gap}（允许 {f.tolerance}）"
            self.stdout.write(f"{OUTCOMES[f.outcome]} {SEVERITIES[f.severity]} {f.rule} {place} {page} {what}")
