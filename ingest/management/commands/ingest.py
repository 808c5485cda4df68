"""`manage.py ingest PATH…`: files and folders through the whole pipeline (读取 → 核对 → 草稿 → 公布)."""

import sys
import time
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budgets.models import Report
from ingest import actions
from ingest.identity import Stated
from ingest.management.commands.parse_report import read_file
from ingest.manifest import BadManifest, Entry, read_manifest
from ingest.parser.report import Refused

SUFFIXES = {".pdf", ".txt", ".html", ".htm"}
ACKNOWLEDGEMENT = "批量收录：以原件所印为准，没对上的数公开列出。"


class Command(BaseCommand):
    help = "Take in budget reports. Safe to repeat: a file that is here already is named and left alone."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish what says whose it is and of which year")
        parser.add_argument("--manifest", type=Path, help="CSV that states what files don't print: file,department,…")

    def handle(self, *args, **options):
        try:
            entries = read_manifest(options["manifest"]) if options["manifest"] else {}
        except BadManifest as bad:
            raise CommandError(str(bad)) from bad
        files = list(self.files(options["paths"]))
        if not files:
            raise CommandError("没有找到 PDF、TXT 或 HTML 文件。")
        outcomes = Counter()
        for number, path in enumerate(files, start=1):
            started = time.monotonic()
            outcome, message = self.take_in(path, entry_of(path, entries), publish=options["publish"])
            outcomes[outcome] += 1
            bar = "█" * (20 * number // len(files))
            self.stdout.write(
                f"[{bar:░<20}] {number}/{len(files)} {outcome} {path.name} {message} {time.monotonic() - started:.1f} s"
            )
            self.stdout.flush()
        self.stdout.write("合计：" + "，".join(f"{outcome} {n}" for outcome, n in outcomes.items()))
        if outcomes["失败"]:
            sys.exit(1)

    def files(self, paths):
        for path in paths:
            if path.is_dir():
                yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            else:
                yield path

    def take_in(self, path, entry, *, publish):
        """(outcome, message), both in Chinese."""
        try:
            received = actions.Received(read_file(path), path.name, entry.kind, entry.official_url)
            report, is_new = actions.take_in(received=received, stated=entry.stated)
        except Refused as refusal:
            return "失败", str(refusal)
        if publish and report.status == Report.Status.DRAFT:
            try:
                report = actions.publish_report(report=report, acknowledgement=ACKNOWLEDGEMENT)
            except actions.NotAllowed as why:
                return "草稿", f"{report}：{why}"
        state = "" if is_new else "（已收录过）"
        return report.get_status_display(), f"{report}{state}"


def entry_of(path: Path, entries: dict[str, Entry]) -> Entry:
    """What the manifest states for a file, named there by the end of its path: the longest that fits."""
    whole = f"/{path.resolve().as_posix()}"
    fitting = [name for name in entries if whole.endswith(f"/{name}")]
    return entries[max(fitting, key=len)] if fitting else Entry(Stated())
