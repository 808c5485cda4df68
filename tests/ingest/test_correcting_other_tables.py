"""Cells and rows of a table without a kind (其他表) are corrected like any other, and stay so."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from budgets.queries.versions import differences
from ingest import actions
from ingest.corrections import Place
from ingest.parser.report import Table
from ingest.reapplying import with_corrections
from ingest.stored import parsed_report
from tests.ingest.conftest import expenditure, parsed, save

pytestmark = pytest.mark.django_db
VEHICLES = Table(
    "other",
    "公务用车情况表",
    "辆",
    (10, 11),
    headings=(("单位", "编制", "实有", "实有"), (None, None, "轿车", "其他")),
    cells=(("局机关", "5", "3", None), ("信息中心", "2", "1", "1"), ("3", "7", "4", "1")),
)
OF_CENTRE = {"extra:单位": "信息中心", "extra:编制": "2", "extra:实有 轿车": "1", "extra:实有 其他": "1"}


@pytest.fixture
def report(regions):
    return save(parsed(tables=(expenditure(), VEHICLES)))


def correct(report, field, position, value, why="看错了"):
    return actions.correct_report(report=report, place=Place(field, "other-1", position), value=value, why=why, by=None)


def correct_rows(report, position, count, *rows):
    return actions.correct_rows(
        report=report, table="other-1", position=position, count=count, rows=rows, why="读错了行", by=None
    )


def cells(report):
    return report.tables.get(slug="other-1").cells


def test_a_cell_is_made_equal_to_the_page_and_what_was_read_is_kept(report, person):
    made = actions.correct_report(
        report=report, place=Place("extra:实有 轿车", "other-1", 2), value="2", why="看错了", by=person
    )
    assert cells(report) == [["局机关", "5", "3", None], ["信息中心", "2", "2", "1"], ["3", "7", "4", "1"]]
    assert (made.read, made.corrected, made.row, made.page, made.by, made.why) == (
        "1",
        "2",
        "信息中心",
        10,
        person,
        "看错了",
    )
    event = report.events.first()
    assert (event.verb, event.detail["place"]) == ("report_corrected", "other-1 信息中心 extra:实有 轿车")


def test_a_blank_is_filled_and_a_figure_made_blank(report):
    correct(report, "extra:实有 其他", 1, "2")
    correct(report, "extra:编制", 3, "")
    assert cells(report) == [["局机关", "5", "3", "2"], ["信息中心", "2", "1", "1"], ["3", None, "4", "1"]]


def test_rows_are_added_joined_and_deleted(report):
    made = correct_rows(report, 3, 0, {"extra:单位": "服务中心", "extra:编制": "1"})
    assert cells(report)[2] == ["服务中心", "1", None, None]
    assert (made.row, made.page, json.loads(made.read)) == ("信息中心", 10, [])
    correct_rows(report, 2, 2, {**OF_CENTRE, "extra:单位": "信息服务中心"})
    correct_rows(report, 1, 1)
    assert cells(report) == [["信息服务中心", "2", "1", "1"], ["3", "7", "4", "1"]]


@pytest.mark.parametrize(
    ("field", "position", "value", "why", "said"),
    [
        ("extra:编制", 1, "5", "x", "没有改动"),
        ("extra:编制", 4, "5", "x", "没有这一格"),
        ("extra:没有的栏", 1, "5", "x", "没有这一格"),
        ("编制", 1, "6", "x", "没有这一格"),
        ("extra:编制", 1, "6", " ", "请写明为什么改"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(report, field, position, value, why, said):
    with pytest.raises(actions.NotAllowed, match=said):
        correct(report, field, position, value, why)
    assert (cells(report), report.corrections.count()) == ([list(row) for row in VEHICLES.cells], 0)


def test_columns_without_a_heading_or_of_the_same_have_names_of_their_own(regions):
    table = replace(VEHICLES, headings=(("单位", None, "数", "数"),), cells=(("甲", "1", "2", "3"), ("乙", "4")))
    report = save(parsed(tables=(expenditure(), table)))
    correct(report, "extra:第2栏", 1, "9")
    correct(report, "extra:数（第4栏）", 2, "8")
    assert cells(report) == [["甲", "9", "2", "3"], ["乙", "4", None, "8"]]


def test_the_corrections_survive_a_reading_that_still_needs_them(report):
    correct(report, "extra:实有 轿车", 2, "2")
    correct_rows(report, 1, 1)
    again, left_out = with_corrections(parsed(tables=(expenditure(), VEHICLES)), list(report.corrections.all()))
    assert (left_out, again.tables) == ([], parsed_report(report).tables)


def test_a_correction_follows_its_row_and_its_heading(report):
    correct(report, "extra:实有 轿车", 2, "2")
    moved = replace(VEHICLES, cells=(("新的单位", "1", "1", None), *VEHICLES.cells))
    again, left_out = with_corrections(parsed(tables=(expenditure(), moved)), list(report.corrections.all()))
    assert (left_out, again.tables[1].cells[2]) == ([], ("信息中心", "2", "2", "1"))


def test_a_correction_that_no_longer_fits_is_told(report):
    correct(report, "extra:实有 轿车", 2, "2")
    other = replace(VEHICLES, cells=(("局机关", "5", "3", None), ("信息中心", "2", "4", "1")))
    again, (said,) = with_corrections(parsed(tables=(expenditure(), other)), list(report.corrections.all()))
    assert said.startswith("以前的更正没有套用")
    assert again.tables[1] == other


def test_the_erratum_names_the_cell(report):
    published = actions.publish_report(report=report)
    draft = actions.open_revision(report=published, by=None)
    correct(draft, "extra:实有 轿车", 2, "2")
    (change,) = differences(published, draft)
    assert (change.title, change.row, change.column, change.old, change.new, change.new_page) == (
        "公务用车情况表",
        "信息中心",
        "实有 轿车",
        "1",
        "2",
        10,
    )
    correct_rows(draft, 1, 1)
    (whole,) = differences(published, draft)
    assert (whole.row, whole.column, whole.old, whole.new) == (None, "整张表", None, None)


def test_the_review_shows_its_cells_to_be_corrected(report, uploader):
    page = uploader.get(
        reverse("staff:review", args=[report.public_id]),
        {"table": "other-1", "row": "2", "field": "extra:实有 轿车"},
    ).content.decode()
    assert "信息中心　实有 轿车，读成" in page
    assert 'name="field" value="extra:实有 轿车"' in page
    said = uploader.post(
        reverse("staff:correct", args=[report.public_id]),
        {"table": "other-1", "position": "2", "field": "extra:实有 轿车", "value": "2", "why": "看错了"},
        follow=True,
    ).content.decode()
    assert "已更正，核对重新做过了。" in said
    assert "other-1 信息中心 实有 轿车" in said
