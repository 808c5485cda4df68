"""Rows split, joined, added and deleted; target forms and the narrative's figures corrected; all of it kept."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

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
    with pytest.raises(actions.NotAllowed, match="不是一个整数，或者太大"):
        correct("count", "statements", 1, "9" * 20)
    correct_rows(report, 1, 1, table="statements")
    assert report.statements.count() == 0


@pytest.fixture
def report_with_text(report):
    report.sections.create(
        position=1, part=3, title="收入情况", text="收入10.00万元，其中财政拨款\n收入8.00万元。", page=3
    )
    return report


def test_a_figure_of_the_narrative_that_was_not_read_is_added_behind_another(report_with_text):
    told = {"quote": "其中财政拨款收入8.00万元", "amount": "8.00", "unit": "万元"}
    made = correct_rows(report_with_text, 2, 0, told, table="statements", why="漏读")
    added = report_with_text.statements.get(position=2)
    assert (added.topic, added.quote, added.amount, added.unit, added.page, added.table) == (
        "other",
        "其中财政拨款收入8.00万元",
        "8.00",
        "万元",
        3,
        None,
    )
    assert (made.row, made.read, made.why) == ("收入10.00万元", "[]", "漏读")
    first = Statement("revenue_total", "收入10.00万元", "10.00", unit="万元", page=3)
    as_read = replace(parsed(targets=(TARGET,)), statements=(first,))
    again, left_out = with_corrections(as_read, list(report_with_text.corrections.all()))
    assert (left_out, again.statements) == ([], parsed_report(report_with_text).statements)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"quote": "收入9.00万元", "amount": "9.00"}, "没有这段原文"),
        ({"amount": "8.00"}, "没有这段原文"),
        ({"quote": "收入8.00万元"}, "请填这段原文里的"),
        ({"quote": "收入8.00万元", "amount": "八"}, "不是一个数"),
    ],
    ids=["words that are not there", "no words", "no figure", "no number"],
)
def test_a_figure_is_not_invented(report_with_text, told, said):
    with pytest.raises(actions.NotAllowed, match=said):
        correct_rows(report_with_text, 2, 0, told, table="statements")
    assert report_with_text.statements.count() == 1


@pytest.mark.parametrize("part", ["statements", "narrative"])
def test_what_has_no_page_of_its_own_is_looked_up_in_the_explanation(report_with_text, uploader, part):
    report_with_text.statements.all().delete()
    report_with_text.sections.create(position=2, part=1, title="职责", text="职责", page=1)
    page = uploader.get(reverse("staff:review", args=[report_with_text.public_id]), {"table": part}).content.decode()
    assert 'data-shown="3"' in page
    assert "这份报告是文字版" not in page


def test_the_first_row_of_what_was_read_as_empty_is_added(regions, uploader):
    empty = replace(expenditure(), rows=())
    unknown = Table("other", "附表", "辆", (10,), headings=(("单位", "辆"),))
    report = save(parsed(tables=(empty, projects(), unknown)))
    review = reverse("staff:review", args=[report.public_id])
    for table in ("expenditure", "other-1", "statements"):
        address = f"?table={table}&amp;row=0&amp;field=name&amp;rows=add#desk"
        assert f'<a href="{address}">' in uploader.get(review, {"table": table}).content.decode()
        form = uploader.get(review, {"table": table, "row": "0", "field": "name", "rows": "add"}).content.decode()
        assert "加第一行" in form
        assert 'name="position" value="1"' in form
    correct_rows(report, 1, 0, CLASS)
    correct_rows(report, 1, 0, {"extra:单位": "局机关", "extra:辆": "5"}, table="other-1")
    added = Line.objects.get(table__report=report, table__slug="expenditure")
    assert (added.printed, added.page, added.total) == (CLASS, 6, 100000)
    assert report.tables.get(slug="other-1").cells == [["局机关", "5"]]
    as_read = parsed(tables=(empty, projects(), unknown))
    again, left_out = with_corrections(as_read, list(report.corrections.all()))
    assert (left_out, again.tables) == ([], parsed_report(report).tables)


def test_a_figure_of_the_narrative_is_not_split_or_joined(report_with_text):
    with pytest.raises(actions.NotAllowed, match="不能增减"):
        correct_rows(report_with_text, 1, 1, {"quote": "收入8.00万元", "amount": "8.00"}, table="statements")
