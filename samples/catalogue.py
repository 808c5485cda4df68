"""样本目录 (the catalogue): every sample report's facts, and the manifest that lists the files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from samples.city.reports import city_reports

SAMPLES = Path(__file__).resolve().parent
FACTS, REPORTS, MANIFEST = SAMPLES / "facts", SAMPLES / "reports", SAMPLES / "manifest.csv"
COLUMNS = ("file", "department", "unit", "year", "scope", "region", "kind", "official_url")


def reports() -> Iterator[Mapping]:
    """Facts of every report: those extracted from disclosed reports first, then the fictional city's."""
    for path in sorted(FACTS.glob("*-20*.json")):
        yield json.loads(path.read_text("utf-8"))
    yield from city_reports()


def manifest_row(report: Mapping) -> dict[str, str]:
    return {
        "file": f"reports/{report['slug']}.pdf",
        "department": report.get("parent") or report["department"],
        "unit": report["department"] if report["scope"] == "unit" else "",
        "year": str(report["year"]),
        "scope": report["scope"],
        "region": report["region"],
        "kind": "reproduction",  # never the file that a department published
        "official_url": "",
    }


def write_manifest(path: Path = MANIFEST) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(manifest_row(report) for report in reports())
