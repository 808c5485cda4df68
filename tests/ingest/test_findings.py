"""What a finding is confirmed by: put together by the database as it is by Python."""

import pytest

from budgets.models import Finding
from budgets.models.findings import GAP, PLACE

FINDINGS = [
    {"origin": "check", "table": "expenditure", "row": "合计", "column": "total", "evidence": {"gap": "0.50"}},
    {"origin": "check", "table": None, "row": None, "column": None, "evidence": {"gap": None, "place": None}},
    {"origin": "check", "table": "expenditure", "evidence": {"gap": "", "place": ""}},
    {"origin": "check", "table": "expenditure", "evidence": {"gap": "-3", "place": 'classes|“205"|2'}},
    {"origin": "reading", "table": "other", "evidence": {"place": "x"}, "message": "没有认出的表"},
    {"origin": "reading", "table": None, "message": "很长的一句，" * 200},
]


@pytest.mark.django_db
def test_the_database_puts_place_and_gap_together_as_python_does(draft):
    draft.findings.all().delete()
    common = {"report": draft, "rule": "classes-add-up", "severity": "error", "outcome": "failed"}
    Finding.objects.bulk_create(
        Finding(**common, position=position, **finding) for position, finding in enumerate(FINDINGS)
    )
    found = draft.findings.annotate(said_place=PLACE, said_gap=GAP)
    assert [(f.said_place, f.said_gap) for f in found] == [(f.place, f.gap) for f in found]
    assert [(f.said_place[:40], len(f.said_place), f.said_gap) for f in found] == [
        ("classes-add-up|expenditure|合计|total", 35, "0.50"),
        ("classes-add-up|||", 17, ""),
        ("classes-add-up|expenditure||", 28, ""),
        ('classes|“205"|2', 15, "-3"),
        ("reading:classes-add-up|other|没有认出的表", 35, ""),
        ("reading:classes-add-up||很长的一句，很长的一句，很长的一"[:40], 700, ""),
    ]
