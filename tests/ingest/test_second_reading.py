"""A figure that fails a sum is looked for by a second reader before it is put down to the document."""

from dataclasses import replace

import pytest

from ingest.checks import check_report
from ingest.parser import parse_report
from ingest.parser.report import ReadingFinding
from ingest.second_reading import with_second_reading
from tests.conftest import ROOT

# its 预算支出总表 prints class 213 too high by 0.10, on purpose (samples/README.md)
WITH_A_MISTAKE = ROOT / "samples" / "reports" / "示例市农业农村局-2023-部门预算.pdf"
WITHOUT = ROOT / "samples" / "reports" / "示例市民政局-2024-部门预算.pdf"


def read(path):
    data = path.read_bytes()
    return parse_report(data), data


def failed(report):
    return sorted({f.rule for f in check_report(report) if (f.outcome, f.severity) == ("failed", "error")})


def misread(report, table_id, name, column, text):
    """The report as a reader would give it that took one cell wrong."""

    def row_of(row):
        return replace(row, values={**row.values, column: text}) if row.values.get("name") == name else row

    tables = [replace(t, rows=tuple(map(row_of, t.rows))) if t.id == table_id else t for t in report.tables]
    return replace(report, tables=tuple(tables))


def test_a_mistake_of_the_document_is_confirmed_and_stays_failed():
    report, data = read(WITH_A_MISTAKE)
    assert with_second_reading(report, data) == report
    assert failed(report) == ["basic-plus-project", "children-add-up", "classes-add-up"]


def test_a_misread_figure_is_doubted_and_not_put_down_to_the_document():
    report, data = read(WITHOUT)
    (page,) = {table.pages[0] for table in report.tables if table.id == "expenditure"}
    wrong = with_second_reading(misread(report, "expenditure", "社会保障和就业支出", "total", "98765.43"), data)
    assert wrong.findings[len(report.findings) :] == (
        ReadingFinding(
            "second-reading", "warning", f"第 {page} 页的98765.43两种读法不一致，请对照原件。", "expenditure", page
        ),
    )
    assert failed(wrong) == []


def test_a_report_without_failed_errors_is_left_as_it_is():
    report, data = read(WITHOUT)
    assert with_second_reading(report, data) is report


@pytest.mark.parametrize("change", [{"page_count": None}, {"is_ocr": True}])
def test_text_and_scans_have_no_text_layer_to_read_again(change):
    report, data = read(WITH_A_MISTAKE)
    report = replace(report, **change)
    assert with_second_reading(report, data) is report


def test_a_file_the_second_reader_cannot_open_is_told():
    report, _ = read(WITH_A_MISTAKE)
    told = with_second_reading(report, b"%PDF-1.4 broken").findings[-1]
    assert (told.rule, told.severity) == ("second-reading", "notice")
    assert "没有对照" in told.message
