"""Whatever a report holds, the checks end in findings and never in an exception."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.checks import check_report
from tests.ingest.checks.reports import good_report

TEXTS = st.one_of(
    st.none(), st.sampled_from(["", "0", "-", "—", "1,234.5", "12.3.4", "合计", "无", "205", "一、其他支出", "-3"])
)
R = good_report()


@st.composite
def spoiled(draw):
    """The good report with cells, rows, units and notes changed at random."""
    tables = []
    for table in R.tables:
        if draw(st.booleans()):
            tables.append(table)
            continue
        rows = []
        for row in table.rows:
            fate = draw(st.integers(0, 5))
            if fate == 0:
                continue
            keys = draw(st.lists(st.sampled_from(sorted(row.values)), max_size=3)) if fate < 3 else []
            rows.append(replace(row, values={**row.values, **{key: draw(TEXTS) for key in keys}}))
        unit = draw(st.sampled_from(["万元", "元", None, "两"]))
        tables.append(replace(table, rows=tuple(rows), unit=unit))
    return replace(R, tables=tuple(tables), year=draw(st.sampled_from([None, 2024])), is_ocr=draw(st.booleans()))


@given(spoiled())
@settings(max_examples=60, deadline=None)
def test_every_check_ends_in_a_finding(report):
    findings = check_report(report)
    assert {f.outcome for f in findings} <= {"passed", "failed", "skipped"}
    assert all(f.reason for f in findings if f.outcome == "skipped")
    assert all(f.left and f.right for f in findings if f.outcome != "skipped")
    assert all(f.to_json()["place"] for f in findings)
