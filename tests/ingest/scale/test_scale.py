"""A small scale database: every kind of page opens on it, and none reads a large table whole."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import totals
from budgets.codes import load_economic_codes, load_functional_codes, load_regions
from budgets.models import FunctionalCode, Indicator, Line, Project, RegionYear, Report
from ingest.scale import fill
from ingest.scale.shapes import rows_of
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db

SAMPLES = ("示例市民政局-2024-部门预算.pdf", "示例市民政局-2025-部门预算.pdf")
ROWS = ("line", "finding", "indicator", "target", "statement", "section", "glossaryterm")
LARGE = {f"budgets_{name}" for name in (*ROWS, "listedproject", "reportcode")}


@pytest.fixture
def scale(tmp_path):
    """Fifty reports, from two samples."""
    header, *rows = (ROOT / "samples" / "manifest.csv").read_text(encoding="utf-8").splitlines()
    chosen = [row for row in rows if any(name in row for name in SAMPLES)]
    (tmp_path / "manifest.csv").write_text("\n".join([header, *chosen]), encoding="utf-8")
    (tmp_path / "reports").symlink_to(ROOT / "samples" / "reports")
    load_regions()
    load_functional_codes()
    load_economic_codes()
    fill(50, tmp_path, lambda _: None)


def pages():
    report = Report.published.order_by("pk").last()
    base = f"/departments/{report.department_id}/{report.year}/"
    line = Line.objects.filter(row_kind="project", project_identity__isnull=False).first()
    return [
        base,
        f"{base}expenditure/",
        f"{base}projects/",
        f"{base}checks/",
        f"/reports/{report.public_id}/",
        f"/departments/{report.department_id}/",
        f"/compare/?d={report.department_id}&d={report.department_id - 1}",
        "/projects/?q=设备",
        f"/projects/{line.project_identity_id}/",
        "/three-public/",
        "/functions/205/",
        "/economics/301/",
        "/projects/",
        "/glossary/",
        f"/regions/{report.department.region_id}/",
        "/regions/",
        "/checks/",
        "/checks/?grade=all&year=2024",
        "/",
        "/?q=民政",
        "/disclosure/",
        "/reports/",
        "/reports/?sort=total",
        "/projects/?year=2025&turnover=new",
        "/projects/?turnover=ended",
        "/projects/?attribute=延续性项目（阶段开展）",
        "/projects/?min=100&max=101",
        f"/projects/?q=设备&region={report.department.region_id}",
        f"/checks/?rule=classes-add-up&region={report.department.region_id}",
        f"/three-public/?region={report.department.region_id}&year=2024",
    ]


def test_every_page_opens_and_none_reads_a_large_table_whole(scale, client):
    whole = {}
    for address in pages():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        for query in asked.captured_queries:
            if found := LARGE & read_whole(query["sql"]):
                whole[address] = (found, query["sql"][:300])

    assert whole == {}


def read_whole(sql):
    """Tables that PostgreSQL can only read from end to end for this query; few rows tempt it to, so it is forbidden."""
    if not sql.startswith("SELECT"):
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = on")
    return set(scanned((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))


def scanned(node):
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from scanned(child)


def test_copies_have_the_size_of_a_province_s_reports_and_add_up(scale):
    reports = Report.published.count()
    lines, indicators = Line.objects.count() / reports, Indicator.objects.count() / reports
    kept = list(RegionYear.objects.order_by("region_id", "year").values())

    totals.refresh_all()

    assert reports == 50
    assert 200 < lines < 400 and 100 < indicators < 600
    assert Project.objects.count() > reports
    assert without_keys(RegionYear.objects.order_by("region_id", "year").values()) == without_keys(kept)


def without_keys(rows):
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


def test_rows_are_copied_alike_where_queries_are_logged():
    load_functional_codes()
    keys = set(FunctionalCode.objects.order_by("pk").values_list("pk", flat=True)[:2])
    copied = list(rows_of(FunctionalCode, keys))
    with CaptureQueriesContext(connection):
        logged = list(rows_of(FunctionalCode, keys))
    assert logged == copied
    assert {int(row[FunctionalCode._meta.pk]) for row in copied} == keys
