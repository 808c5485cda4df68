"""`manage.py bench_parse [FILE…]`: the reader's CPU time against plain pdfplumber's, on the same files in one run."""

import io
import time
from pathlib import Path

import pdfplumber
import pypdfium2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ingest.parser import parse_report

GOAL = 0.7


class Command(BaseCommand):
    help = "CPU seconds of parse_report, of pdfplumber's extract_text and extract_tables, and of PDFium's bare text."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="PDFs with a text layer; default: the sample reports")

    def handle(self, *args, **options):
        files = options["files"] or sorted((settings.BASE_DIR / "samples" / "reports").glob("*.pdf"))[:8]
        if not files:
            raise CommandError("no PDF to read")
        ways = {"parse_report": parse_report, "pdfplumber": with_pdfplumber, "pdfium text": with_pdfium}
        for way in ways.values():
            way(files[0].read_bytes())  # imports and caches are not what is measured
        totals = dict.fromkeys(ways, 0.0)
        for path in files:
            data = path.read_bytes()
            spent = {name: cpu_seconds(way, data) for name, way in ways.items()}
            for name, seconds in spent.items():
                totals[name] += seconds
            self.stdout.write(f"{path.name}  {spent['parse_report'] / spent['pdfplumber']:.2f} × pdfplumber")
        for name, seconds in totals.items():
            self.stdout.write(f"{name}: {seconds:.2f} s CPU, {seconds / totals['pdfplumber']:.3f} × pdfplumber")
        ratio = totals["parse_report"] / totals["pdfplumber"]
        self.stdout.write(f"parse_report/pdfplumber {ratio:.3f} goal {GOAL}")


def cpu_seconds(way, data: bytes) -> float:
    started = time.process_time()
    way(data)
    return time.process_time() - started


def with_pdfplumber(data: bytes) -> None:

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def with_pdfium(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()
