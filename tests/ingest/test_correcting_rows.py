"""Rows split, joined, added and deleted; target forms and the narrative's figures corrected; all of it kept."""

import json
from dataclasses import replace

import pytest

from budgets.models import Correction, Line
from ingest import actions
from ingest.corrections import Place
from ingest.parser.report import Row, Statement, Table
from ingest.reapplying import with_corrections
from ingest.stored import parsed_report
from tests.ingest.conftest import TARGET, expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db
CLASS = {"code": "205", "name": "教育支出", "total": "10.00", "basic": "6.00", "project": "4.00"}


@pytest.fixture
def report(regions):
    whole = parsed(targets=(TARGET,))
    stated = Statement("revenue_total", "收入10.00万元", "10.00", unit="万元", page=3)
    return save(replace(whole, statements=(stated,)))


def correct_rows(report, position, count, *rows, table="expenditure", why="读错了行"):
    return actions.correct_rows(report=report, table=table, position=position, count=count, rows=rows, why=why, by=None)


def printed(report, table="expenditure"):
    return [line.printed for line in Line.objects.filter(table__report=report, table__slug=table).order_by("position")]


def test_a_row_is_split_and_both_stand_where_it_stood(report):
    first, second = {**CLASS, "total": "6.00", "project": None}, {**CLASS, "total": "4.00", "basic": None}
    made = correct_rows(report, 2, 1, first, second)
    assert printed(report)[1:] == [first, second]
    boxes = Line.objects.filter(table__report=report, table__slug="expenditure", position__gt=1).values_list(
        "box", "page"
    )
    assert list(boxes) == [([50, 132, 540, 144], 6)] * 2
    assert (made.row, made.page, made.field) == ("205 教育支出", 6, "rows")
    assert (json.loads(made.read), json.loads(made.corrected)) == ([CLASS], [first, second])
    assert report.events.first().verb == "report_corrected"


def test_rows_are_joined_added_and_deleted(report):
    correct_rows(report, 1, 2, {**CLASS, "name": "合计教育支出"})
    assert [row["name"] for row in printed(report)] == ["合计教育支出"]
    correct_rows(report, 2, 0, {**CLASS, "code": "206", "name": "科学技术支出"})
    assert [row["code"] for row in printed(report)] == ["205", "206"]
    added = Line.objects.get(table__report=report, table__slug="expenditure", position=2)
    assert (added.page, added.box, added.total) == (6, None, 100000)
    correct_rows(report, 1, 1)
    assert [row["code"] for row in printed(report)] == ["206"]


@pytest.mark.parametrize(
    ("position", "count", "rows", "said"),
    [
        (2, 1, [{**CLASS, "total": "十"}], "不是一个数"),
        (2, 1, [dict.fromkeys(CLASS)], "至少要有一格"),
        (2, 1, [CLASS], "没有改动"),
        (9, 1, [], "没有这一格"),
        (2, 5, [], "没有这一格"),
    ],
    ids=["no number", "a blank row", "the same", "no such row", "more rows than there are"],
)
def test_what_cannot_be_is_refused_and_changes_nothing(report, position, count, rows, said):
    before = printed(report)
    with pytest.raises(actions.NotAllowed, match=said):
        correct_rows(report, position, count, *rows)
    assert (printed(report), Correction.objects.count()) == (before, 0)


def test_corrected_rows_survive_a_reading_that_still_needs_them(report):
    first, second = {**CLASS, "total": "6.00"}, {**CLASS, "total": "4.00", "code": "206"}
    correct_rows(report, 2, 1, first, second)
    correct_rows(report, 4, 0, {**CLASS, "code": "207"})
    actions.correct_report(report=report, place=Place("name", "expenditure", 3), value="科学", why="读错", by=None)
    correct_rows(report, 1, 1)
    as_read = parsed(targets=(TARGET,))
    again, left_out = with_corrections(as_read, list(report.corrections.all()))
    assert left_out == []
    assert again.tables == parsed_report(report).tables
    assert [row.values["name"] for row in again.tables[0].rows] == ["教育支出", "科学", "教育支出"]


def test_corrected_rows_that_read_right_by_now_are_left_alone(report):
    first, second = {**CLASS, "total": "6.00"}, {**CLASS, "total": "4.00", "code": "206"}
    correct_rows(report, 2, 1, first, second)
    better = replace(expenditure(), rows=(expenditure().rows[0], Row(first, page=6), Row(second, page=6)))
    read = parsed(tables=(better, projects()))
    assert with_corrections(read, list(report.corrections.all())) == (read, [])


def test_corrected_rows_that_no_longer_apply_are_told(report):
    correct_rows(report, 2, 1, {**CLASS, "total": "6.00"}, {**CLASS, "total": "4.00", "code": "206"})
    other = replace(expenditure(), rows=(Row({**CLASS, "total": "11.00"}),))
    _, (said,) = with_corrections(parsed(tables=(other,)), list(report.corrections.all()))
    assert said.startswith("以前对行的更正没有套用")


def test_a_target_form_and_its_indicators_are_corrected(report):
    def correct(field, table, position, value):
        actions.correct_report(report=report, place=Place(field, table, position), value=value, why="读错", by=None)

    correct("value", "target-1", 1, "教学设备更新")
    correct("value", "target-1", 12, "50000")
    correct("value", "indicators-1", 1, "≥30台")
    correct_rows(
        report,
        2,
        0,
        {"scope": "annual", "level1": "效益指标", "level3": "满意度", "value": "≥90%"},
        table="indicators-1",
    )
    target = report.targets.get()
    assert (target.name, target.funding["annual"]) == ("教学设备更新", {"total": "50000"})
    assert [(i.level3, i.value) for i in target.indicators.all()] == [("购置台数", "≥30台"), ("满意度", "≥90%")]
    again, left_out = with_corrections(parsed(targets=(TARGET,)), list(report.corrections.all()))
    assert (left_out, again.targets) == ([], parsed_report(report).targets)
    with pytest.raises(actions.NotAllowed, match="不是一个数"):
        correct("value", "target-1", 12, "五万")
    with pytest.raises(actions.NotAllowed, match="不能留空"):
        correct("value", "target-1", 1, "")
    with pytest.raises(actions.NotAllowed, match="不能增减"):
        correct_rows(report, 1, 1, table="target-1")


def test_the_narrative_s_figures_are_corrected_and_checked_again(report):
    def correct(field, table, position, value):
        actions.correct_report(report=report, place=Place(field, table, position), value=value, why="读错", by=None)

    before = report.findings.count()
    correct("amount", "statements", 1, "12.00")
    correct("value", "narrative", 1, "2.00")
    correct("value", "narrative", 2, "decrease")
    report.refresh_from_db()
    assert (report.statements.get().amount, report.statements.get().page) == ("12.00", 3)
    assert report.narrative["revenue_change"] == {
        "amount": "2.00",
        "direction": "decrease",
        "percent": None,
        "reason": None,
    }
    assert report.findings.count() >= before > 0
    with pytest.raises(actions.NotAllowed, match="增减要写"):
        correct("value", "narrative", 2, "多")
    correct_rows(report, 1, 1, table="statements")
    assert report.statements.count() == 0


def test_a_table_without_a_kind_has_no_rows_to_correct(regions):
    report = save(parsed(tables=(expenditure(), Table("other", "附表", "万元", (10,), cells=(("甲",),)))))
    with pytest.raises(actions.NotAllowed, match="没有这一格"):
        correct_rows(report, 1, 1, table="other-1")
