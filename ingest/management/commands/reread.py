"""`manage.py reread`: read published files again with the present reader; what reads differently waits for review."""

from django.core.management.base import BaseCommand

from budgets.models import Report
from ingest import actions
from ingest.models import Rereading
from ingest.parser.report import Refused
from ingest.version import READER_VERSION

SAID = {outcome.value: outcome.label for outcome in Rereading.Outcome}


class Command(BaseCommand):
    help = "Read published reports anew: the unchanged take effect silently, the changed become drafts (平台勘误)."

    def add_arguments(self, parser):
        parser.add_argument("reports", nargs="*", help="public ids; all that an older reader read where none is given")
        parser.add_argument("--all", action="store_true", help="also what the present reader has read")
        parser.add_argument("--dry-run", action="store_true", help="list what would change, change nothing")
        parser.add_argument("--background", action="store_true", help="leave the reading to the workers")

    def handle(self, *args, **options):
        found = Report.published.select_related("source", "reading", "department", "unit").order_by("id")
        if options["reports"]:
            found = found.filter(public_id__in=options["reports"])
        elif not options["all"]:
            found = found.exclude(reading__reader_version=READER_VERSION)
        counts = dict.fromkeys(SAID, 0)
        for report in found:
            if options["background"]:
                actions.ask_rereading(reports=[report], trial=options["dry_run"], by=None)
                continue
            try:
                outcome = actions.reread_report(report=report, dry_run=options["dry_run"]).outcome
            except Refused as refusal:
                self.stdout.write(f"{report.public_id} {report}：读不了（{refusal}）")
                continue
            counts[outcome] += 1
            if outcome != "unchanged":
                self.stdout.write(f"{report.public_id} {report}：{SAID[outcome]}")
        if options["background"]:
            self.stdout.write(f"{found.count()} 份已排队。")
        else:
            self.stdout.write(
                "，".join(f"{SAID[outcome]} {n}" for outcome, n in counts.items() if n) or "没有要重读的。"
            )
