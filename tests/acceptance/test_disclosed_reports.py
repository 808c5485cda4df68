"""The whole way: the five disclosed reports from file to public page and CSV, held against the known truth."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from budgets.codes import load_regions
from budgets.models import Report
from budgets.vocabulary import PROJECT_ROW_KINDS, SIDES, TABLE_KIND
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
SAMPLES = ROOT / "samples"
TOTALS = {  # 万元, as the reports print them
    "000": ("吕梁市财政局-2024-单位预算.pdf", "2,023.53"),
    "001": ("吕梁市人民政府金融工作办公室-2024-部门预算.pdf", "880.87"),
    "002": ("吕梁市人民政府办公室-2023-部门预算.pdf", "2,071.09"),
    "003": ("长治市屯留区财政局-2024-部门预算.pdf", "1,716.73"),
    "004": ("晋城市财政局-2024-部门预算.pdf", "4,585.44"),
}


@pytest.fixture(params=TOTALS)
def seed(request):
    return request.param


@pytest.fixture
def report(seed):
    load_regions()
    file, manifest = SAMPLES / "reports" / TOTALS[seed][0], SAMPLES / "manifest.csv"
    call_command("ingest", str(file), "--publish", "--manifest", str(manifest), stdout=io.StringIO())
    return Report.published.get()


def cell(key, value):
    """A truth's cell as the CSV gives it."""
    if isinstance(value, dict):
        return set().union(*(cell(key, one) for one in value["any"]))
    if value is None:
        return {""}
    words = {"side": SIDES, "kind": PROJECT_ROW_KINDS}.get(key)
    return {words[value] if words else value}


def comparable(text):
    """Amounts by value, text as it stands, without what only wrapping or typesetting put in."""
    try:
        return Decimal(text.replace(",", "")).normalize()
    except ArithmeticError:
        return "".join(text.split())


def test_the_total_stands_on_the_department_s_page(client, seed, report):
    page = client.get(reverse("budget", args=[report.department_id, report.year])).content.decode()
    assert TOTALS[seed][1] in page
    assert "依公开数据重排" in page
    assert "原件" not in page.replace("不是原件", "")


def test_every_table_s_csv_holds_every_row_and_amount_in_order(client, seed, report, shared):
    truth = json.loads((shared / "corpus" / "seeds" / f"{seed}.truth.json").read_text(encoding="utf-8"))
    wrong = []
    for table in truth["tables"]:
        kind = TABLE_KIND[table["id"]]
        address = reverse("table_csv", args=[report.department_id, report.year, kind.id])
        text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
        header, *rows = list(csv.reader(io.StringIO(text)))
        first = 7  # after whose, which year, scope, stage, version and basis
        keys = kind.keys + kind.measures
        got = [dict(zip(keys, row[first : first + len(keys)], strict=True)) for row in rows]
        assert len(header) >= first + len(keys)
        for side in SIDES if "side" in kind.keys else (None,):
            want = [row for row in table["rows"] if side is None or row["side"] == side]
            have = [row for row in got if side is None or row["side"] == SIDES[side]]
            assert len(have) == len(want), (table["id"], side)
            for number, (w, h) in enumerate(zip(want, have, strict=True)):
                for key in keys:
                    allowed = {comparable(text) for text in cell(key, w.get(key))}
                    if comparable(h[key]) not in allowed:
                        wrong.append((table["id"], number, key, w.get(key), h[key]))
    assert wrong == []
