"""Corrections make the record equal the page; confirmations let what the page misprints be."""

from dataclasses import replace

import pytest

from budgets.models import Acknowledgement, Correction, Line, Report
from ingest import actions, queries
from ingest.actions.revising import comparable
from ingest.corrections import Place
from ingest.identity import Stated
from ingest.parser.report import Row, Statement, Table
from ingest.reapplying import with_corrections
from ingest.stored import parsed_report
from tests.ingest.conftest import TARGET, expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db
TOTAL = Place("total", "expenditure", 1)


def correct(report, place, value, why="看错了一位", by=None):
    return actions.correct_report(report=report, place=place, value=value, why=why, by=by)


def errors(report):
    return [(f.rule, f.row) for f in actions.open_errors(report)]


def test_what_is_stored_comes_back_as_it_was_parsed(regions):
    whole = parsed(
        tables=(
            expenditure(),
            projects(),
            Table("other", "附表", "万元", (10,), headings=(("项目", "数"),), cells=(("甲", None),)),
        ),
        targets=(TARGET,),
    )
    whole = replace(whole, statements=(Statement("revenue_total", "收入10.00万元", "10.00", unit="万元", page=3),))
    report = save(whole)
    assert parsed_report(report).tables == whole.tables
    assert comparable(parsed_report(report)) == comparable(whole)


def test_a_corrected_cell_is_stored_in_print_and_in_yuan_and_the_checks_run_again(draft_with_errors, person):
    assert errors(draft_with_errors) != []
    made = correct(draft_with_errors, TOTAL, "10.00", by=person)
    line = Line.objects.get(table__report=draft_with_errors, position=1)
    assert (line.printed["total"], line.total, line.box) == ("10.00", 100000, [50, 120, 540, 132])
    assert (made.read, made.corrected, made.row, made.page, made.by, made.why) == (
        "10.50",
        "10.00",
        "合计",
        6,
        person,
        "看错了一位",
    )
    assert errors(draft_with_errors) == []
    draft_with_errors.refresh_from_db()
    assert draft_with_errors.total == 100000
    event = draft_with_errors.events.first()
    assert (event.verb, event.detail["read"], event.detail["corrected"]) == ("report_corrected", "10.50", "10.00")


@pytest.mark.parametrize("typed", ["1,234.50", "１，２３４．５０", " 1234.50 ", "1 234.50"])
def test_an_amount_typed_in_any_printed_way_is_stored_as_it_would_have_been_read(draft, typed):
    made = correct(draft, TOTAL, typed)
    line = Line.objects.get(table__report=draft, table__slug="expenditure", position=1)
    assert (made.corrected, line.printed["total"], line.total) == ("1234.50", "1234.50", 12_345_000)


@pytest.mark.parametrize("typed", ["0.0000001", "9" * 30])
def test_an_amount_that_cannot_be_stored_is_kept_as_printed_and_noted_until_it_is_corrected(draft, typed):
    correct(draft, TOTAL, typed)
    line = Line.objects.get(table__report=draft, table__slug="expenditure", position=1)
    note = f"2024年预算支出总表第 1 行印的“{typed}万元”细于一分或大得存不下，没有换算，只保留了原文。"
    assert (line.printed["total"], line.total, queries.only_printed(draft)) == (typed, None, [note])
    correct(draft, TOTAL, "10.00")
    assert queries.only_printed(draft) == []


def test_a_cell_can_be_made_blank_and_a_name_and_a_code_be_corrected(draft):
    correct(draft, Place("project", "expenditure", 2), "")
    correct(draft, Place("code", "expenditure", 2), "206")
    correct(draft, Place("name", "expenditure", 2), "科学技术支出")
    line = Line.objects.get(table__report=draft, table__slug="expenditure", position=2)
    assert (line.project, line.printed["project"], line.code, line.name) == (None, None, "206", "科学技术支出")


def test_a_table_s_unit_and_kind_are_corrected(draft):
    correct(draft, Place("unit", "expenditure"), "元")
    assert Line.objects.get(table__report=draft, table__slug="expenditure", position=1).total == 10
    correct(draft, Place("kind", "expenditure"), "general_expenditure")
    assert [t.slug for t in draft.tables.all()] == ["general_expenditure", "projects"]


def test_a_table_kept_as_it_stands_is_told_apart_by_its_headings(regions):
    other = Table(
        "other",
        "支出情况",
        "万元",
        (6,),
        headings=(("科目编码", "科目名称", "合计", "基本支出", "项目支出"),),
        cells=(("205", "教育支出", "10.00", "6.00", "4.00"),),
    )
    report = save(parsed(tables=(other, projects())))
    correct(report, Place("kind", "other-1"), "expenditure")
    line = Line.objects.get(table__report=report, table__slug="expenditure")
    assert (line.code, line.name, line.total, line.basic, line.project) == ("205", "教育支出", 100000, 60000, 40000)
    correct(report, Place("kind", "expenditure"), "other")
    assert report.tables.get(slug="other-1").cells == [["205", "教育支出", "10.00", "6.00", "4.00"]]


def test_department_and_year_are_corrected(draft):
    correct(draft, Place("year"), "2025")
    correct(draft, Place("department"), "示例市民政局")
    draft.refresh_from_db()
    assert (draft.year, draft.department.name, draft.printed["year"]) == (2025, "示例市民政局", 2025)


@pytest.mark.parametrize(
    ("place", "value", "why", "said"),
    [
        (TOTAL, "10.50", "x", "没有改动"),
        (TOTAL, "十万", "x", "不是一个数"),
        (TOTAL, "1e5", "x", "“1e5”不是一个数，请照原件写"),
        (TOTAL, "1_0", "x", "不是一个数"),
        (TOTAL, "9" * 41, "x", "不是一个数"),
        (TOTAL, "１０．５０", "x", "没有改动"),
        (TOTAL, "10.00", " ", "请写明为什么改"),
        (Place("total", "expenditure", 99), "1", "x", "没有这一格"),
        (Place("nonsense", "expenditure", 1), "1", "x", "没有这一格"),
        (Place("unit", "expenditure"), "元宝", "x", "金额单位要是"),
        (Place("kind", "expenditure"), "nonsense", "x", "没有这种表"),
        (Place("year"), "24", "x", "四位数字"),
        pytest.param(Place("year"), "9" * 5000, "x", "四位数字", id="a year of 5000 digits"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(draft_with_errors, place, value, why, said):
    before = comparable(parsed_report(draft_with_errors))
    with pytest.raises(actions.NotAllowed, match=said):
        correct(draft_with_errors, place, value, why)
    assert (comparable(parsed_report(draft_with_errors)), Correction.objects.count()) == (before, 0)


def test_what_is_public_is_not_corrected_in_place(published):
    with pytest.raises(actions.NotAllowed, match="只有草稿可以更正"):
        correct(published, TOTAL, "1")


def test_an_error_blocks_submission_until_it_is_confirmed_or_corrected(draft_with_errors, person):
    with pytest.raises(actions.NotAllowed, match="处错误没有处理"):
        actions.submit_report(report=draft_with_errors, by=person)
    for finding in actions.open_errors(draft_with_errors):
        with pytest.raises(actions.NotAllowed, match="请写明"):
            actions.acknowledge_finding(finding=finding, reason=" ", by=person)
        actions.acknowledge_finding(finding=finding, reason="原件第6页就是10.50", by=person)
    assert actions.submit_report(report=draft_with_errors, by=person).status == "submitted"


def test_a_confirmation_does_not_cover_another_gap(draft_with_errors, person):
    for finding in actions.open_errors(draft_with_errors):
        actions.acknowledge_finding(finding=finding, reason="原件如此", by=person)
    correct(draft_with_errors, TOTAL, "10.60")
    assert errors(draft_with_errors) != []


def test_a_revision_starts_as_the_published_version_stands_and_becomes_its_erratum(published, person):
    draft = actions.open_revision(report=published, by=person)
    assert comparable(parsed_report(draft)) == comparable(parsed_report(published))
    with pytest.raises(actions.NotAllowed, match="已经有一个没公布的更正版"):
        actions.open_revision(report=published, by=person)
    correct(draft, Place("name", "expenditure", 2), "教育支出（款）")
    after = actions.publish_report(report=draft)
    published.refresh_from_db()
    assert (published.status, after.version, after.version_reason) == ("superseded", 2, "corrected")
    assert Report.published.get() == after


def test_corrections_and_confirmations_carry_over_to_the_next_version(draft_with_errors, person):
    correct(draft_with_errors, Place("name", "expenditure", 2), "教育", by=person)
    for finding in actions.open_errors(draft_with_errors):
        actions.acknowledge_finding(finding=finding, reason="原件如此", by=person)
    after = actions.open_revision(report=actions.publish_report(report=draft_with_errors), by=None)
    assert [(c.corrected, c.by, c.is_carried) for c in after.corrections.all()] == [("教育", person, True)]
    assert Acknowledgement.objects.filter(report=after, is_carried=True).exists()
    assert actions.open_errors(after) == []


def correction(**fields):
    return Correction(**{"table": "expenditure", "position": 1, "row": "合计", "field": "total", **fields})


def test_a_correction_is_applied_to_another_reading_while_the_cell_reads_the_same():
    read, left_out = with_corrections(parsed(), [correction(read="10.00", corrected="10.50")])
    assert (read.tables[0].rows[0].values["total"], left_out) == ("10.50", [])


def test_a_correction_follows_its_row():
    table = expenditure()
    moved = replace(table, rows=(Row({**table.rows[1].values, "code": "201", "name": "新"}), *table.rows))
    read, left_out = with_corrections(parsed(tables=(moved,)), [correction(read="10.00", corrected="10.50")])
    assert (read.tables[0].rows[1].values["total"], left_out) == ("10.50", [])


def test_a_correction_that_the_reader_no_longer_needs_is_silent():
    read, left_out = with_corrections(parsed(), [correction(read="70.00", corrected="10.00")])
    assert (read, left_out) == (parsed(), [])


def test_a_correction_that_no_longer_fits_is_told_to_the_reviewer():
    read, left_out = with_corrections(parsed(), [correction(read="70.00", corrected="71.00")])
    assert read == parsed()
    assert left_out == ["以前的更正没有套用（expenditure 合计 total: 70.00 → 71.00）：新读到的是“10.00”，请对照原件。"]


def test_stating_keeps_its_place():
    assert Stated(year=2024).as_json() == {"year": 2024}
