"""The scanned report with known truth, scored cell by cell."""

import json
import re
import subprocess
import sys

import pytest

from ingest.parser import parse_report
from ingest.parser.as_json import to_json


@pytest.mark.long
def test_the_scanned_report_is_read_nearly_whole(shared, tmp_path):
    parsed = tmp_path / "parsed.json"
    report = parse_report((shared / "corpus" / "pdf" / "002-D.pdf").read_bytes())
    parsed.write_text(json.dumps(to_json(report), ensure_ascii=False), encoding="utf-8")
    truth = shared / "corpus" / "pdf" / "002-D.truth.json"
    call = [sys.executable, shared / "score" / "score.py", truth, parsed, "--min", "0.97"]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert float(re.search(r"tables ([\d.]+)", run.stdout)[1]) >= 0.99
    assert report.is_ocr
