"""A finding as JSON, and the place that names it."""

from dataclasses import replace

from ingest.checks import check_report
from tests.ingest.checks.reports import good_report, with_cell


def test_a_finding_says_both_sides_with_their_parts():
    broken = with_cell(good_report(), "three_public", "①公务用车购置费", "total", "2.50")
    finding = next(f for f in check_report(broken) if f.outcome == "failed")
    place = {"unit": "万元", "table": "three_public", "column": "total", "page": 12}
    assert finding.to_json() == {
        "rule": "three-public-adds-up",
        "outcome": "failed",
        "severity": "error",
        "left": {
            "label": "表10 公务用车购置及运行费 合计",
            "amount": "5.00",
            "row": "公务用车购置及运行费",
        }
        | place,
        "right": {
            "label": "购置费与运行费之和",
            "amount": "5.50",
            "unit": "万元",
            "table": "three_public",
            "page": 12,
            "parts": [
                {"label": "表10 ①公务用车购置费 合计", "amount": "2.50", "row": "①公务用车购置费"} | place,
                {"label": "表10 ②公务用车运行维护费 合计", "amount": "3.00", "row": "②公务用车运行维护费"} | place,
            ],
        },
        "gap": "0.50",
        "tolerance": "0.015",
        "unit": "万元",
        "table": "three_public",
        "row": "公务用车购置及运行费",
        "column": "total",
        "page": 12,
        "reason": None,
        "place": "three-public-adds-up|three_public|公务用车购置及运行费|total",
    }


def test_places_tell_all_findings_apart():
    report = good_report()
    twice = replace(report, tables=(*report.tables, *report.tables))
    for places in ([f.place for f in check_report(r)] for r in (report, twice)):
        assert len(places) == len(set(places))


def test_a_place_stays_when_the_page_and_the_amounts_change():
    before = {f.place for f in check_report(good_report())}
    moved = replace(good_report(), tables=tuple(replace(t, pages=(99,)) for t in good_report().tables))
    assert {f.place for f in check_report(with_cell(moved, "balance", "支出总计", "total", "1.00"))} == before
