from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from budgets.models import Department, Event, Indicator, Line, Project, Reading, Report, SourceFile
from ingest import actions
from ingest.identity import Stated
from ingest.models import Upload
from ingest.parser.report import Refused, Row, Table
from ingest.version import READER_VERSION
from tests.ingest import hostile
from tests.ingest.conftest import member, parsed, projects, save

pytestmark = pytest.mark.django_db


def kept(holder):
    """What is stored of a file."""
    with holder.file.open("rb") as stream:
        return stream.read()


def test_saving_keeps_file_reading_tables_and_headline(draft):
    assert {
        "department": draft.department.name,
        "region": draft.department.region.name,
        "status": draft.status,
        "version": draft.version,
        "headline": (draft.total, draft.basic, draft.project),
        "file": kept(draft.source),
        "pages": draft.source.page_count,
        "tables": [(t.slug, t.title, t.lines.count()) for t in draft.tables.all()],
        "reader": draft.reading.reader_version,
    } == {
        "department": "示例市教育局",
        "region": "示例市",
        "status": "draft",
        "version": None,
        "headline": (Decimal("100000.00"), Decimal("60000.00"), Decimal("40000.00")),
        "file": b"%PDF-1.4 one",
        "pages": 12,
        "tables": [("expenditure", "2024年预算支出总表", 2), ("projects", "2024年项目支出预算表（本年预算）", 2)],
        "reader": READER_VERSION,
    }


def table(kind, *rows):
    return Table(kind, kind, "万元", rows=tuple(Row(row) for row in rows))


@pytest.mark.parametrize(
    ("tables", "headline"),
    [
        (
            [
                table(
                    "expenditure",
                    {"code": None, "name": "示例市教育局", "total": "3.00", "basic": "1.00", "project": "2.00"},
                )
            ],
            ("3", "1", "2"),
        ),
        ([table("expenditure", {"code": "205", "name": "教育支出", "total": "3.00"})], (None, None, None)),
        ([table("balance", {"side": "expenditure", "item": "支出总计", "total": "0.00"})], ("0", None, None)),
        ([], (None, None, None)),
    ],
    ids=["the department's own row stands for 合计", "a class is no total", "a printed zero is a total", "no tables"],
)
def test_the_headline_is_what_the_report_itself_totals(regions, tables, headline):
    report = save(parsed(tables=tables))
    expected = tuple(None if text is None else Decimal(text) * 10000 for text in headline)
    assert (report.total, report.basic, report.project) == expected


def test_the_three_public_headline_is_the_row_of_that_name_where_meetings_are_added(regions):
    rows = (
        {"item": "合计", "total": "30.00"},
        {"item": "一、“三公”经费", "total": "12.00"},
        {"item": "二、会议费", "total": "18.00"},
    )
    assert save(parsed(tables=[table("three_public", *rows)])).three_public == Decimal("120000.00")


def test_a_target_form_is_tied_to_its_project_whatever_the_brackets(draft):
    target = draft.targets.get()
    line = Line.objects.get(row_kind="project", table__report=draft)
    assert target.project == line.project_identity == Project.objects.get()
    assert Indicator.objects.get().value == "≥20台"


def test_a_project_keeps_its_identity_over_the_years(published):
    next_year = save(parsed(year=2025, tables=(projects("教学设备购置（2025年）"),)), data=b"%PDF-1.4 next")
    assert Project.objects.get().lines.count() == 2
    assert next_year.department == published.department


def test_a_second_table_of_a_kind_has_an_address_of_its_own(regions):
    report = save(parsed(tables=(projects(), projects("另一个项目"))))
    assert [t.slug for t in report.tables.all()] == ["projects", "projects-2"]


def test_an_amount_that_yuan_cannot_hold_is_told_to_the_reviewer(regions):
    fine = projects()
    fine.rows[1].values["total"] = "0.0000001"
    report = save(parsed(tables=(fine,)))
    doubts = report.findings.filter(origin="reading").values_list("message", flat=True)
    assert (
        "2024年项目支出预算表（本年预算）第 2 行印的“0.0000001万元”细于一分或大得存不下，没有换算，只保留了原文。"
        in doubts
    )


def test_nothing_is_stored_when_saving_fails(regions):
    unstorable = replace(parsed(), narrative={"revenue_change": {1, 2}})
    with pytest.raises(TypeError), transaction.atomic():
        save(unstorable)
    stored = {model.__name__: model.objects.count() for model in (SourceFile, Reading, Report, Line, Department, Event)}
    assert stored == dict.fromkeys(stored, 0)


def test_publishing_gives_the_first_version(published):
    assert (published.status, published.version, published.version_reason) == ("published", 1, None)
    assert published.published_at is not None
    assert list(published.events.values_list("verb", flat=True)) == ["report_published", "report_read"]


def test_publishing_another_file_of_the_same_year_supersedes_and_keeps_the_old_version(published):
    second = actions.publish_report(report=save(parsed(), data=b"%PDF-1.4 other"))
    published.refresh_from_db()
    assert (published.status, published.version) == ("superseded", 1)
    assert published.ended_at == second.published_at
    assert (second.status, second.version, second.version_reason) == ("published", 2, "replaced")
    assert second.events.first().detail["supersedes"] == published.public_id


def test_a_unit_report_does_not_supersede_the_department_report(published):
    unit = actions.publish_report(report=save(parsed(scope="unit"), data=b"%PDF-1.4 unit"))
    published.refresh_from_db()
    assert (published.status, unit.status, unit.version) == ("published", "published", 1)
    assert unit.unit.department == published.department


def test_a_published_report_is_not_published_again(published):
    with pytest.raises(actions.NotAllowed, match="只有草稿可以公布"):
        actions.publish_report(report=published)


def test_what_says_too_little_stays_a_draft(draft_without_department):
    with pytest.raises(actions.NotAllowed, match="报告没有印明部门名称"):
        actions.publish_report(report=draft_without_department)
    draft_without_department.refresh_from_db()
    assert draft_without_department.status == "draft"


def test_stating_what_is_missing_completes_a_draft(draft_without_department):
    report = actions.complete_draft(report=draft_without_department, stated=Stated(department="示例市民政局"))
    assert actions.missing_of(report) == []
    assert report.stated == {"department": "示例市民政局"}
    assert Line.objects.get(row_kind="project").project_identity.department == report.department
    assert actions.publish_report(report=report).status == "published"


def test_stating_what_is_missing_leaves_alone_what_was_published_meanwhile(draft_without_department):
    seen = Report.objects.get()  # as a page or a worker has it that read it earlier
    completed = actions.complete_draft(report=draft_without_department, stated=Stated(department="示例市民政局"))
    actions.publish_report(report=completed)
    assert actions.complete_draft(report=seen, stated=Stated(department="示例市卫生健康委员会")).status == "published"
    report = Report.objects.get()
    assert (report.status, report.version, report.department.name) == ("published", 1, "示例市民政局")


def test_handing_a_draft_of_another_region_in_again_states_nothing_of_it(regions, django_user_model):
    stranger = member(django_user_model, "stranger", "录入员", region="141100")
    draft = save(parsed(year=None), data=b"%PDF-1")
    again = {"received": actions.Received(b"%PDF-1", "又一次.pdf"), "by": stranger}
    with pytest.raises(Refused, match="这是示例市的报告（示例市教育局），不在你负责的地区内。"):
        actions.take_in(stated=Stated(year=2024), **again)
    draft.refresh_from_db()
    assert (draft.year, draft.stated) == (None, {})


def test_looking_at_what_is_missing_makes_no_department(draft_without_department):
    actions.missing_of(draft_without_department)
    assert Department.objects.count() == 0


def test_a_failed_error_blocks_publishing_until_it_is_acknowledged_in_writing(draft_with_errors, person):
    assert actions.failed_errors(draft_with_errors) > 0
    with pytest.raises(actions.NotAllowed, match="处错误没对上"):
        actions.publish_report(report=draft_with_errors, by=person, acknowledgement="  ")
    report = actions.publish_report(report=draft_with_errors, by=person, acknowledgement="原件如此")
    event = report.events.first()
    assert (event.actor, event.verb, event.detail["acknowledgement"]) == (person, "report_published", "原件如此")


def test_withdrawing_needs_a_reason_and_keeps_the_record(published, person):
    with pytest.raises(actions.NotAllowed, match="理由"):
        actions.withdraw_report(report=published, by=person, reason=" ")
    report = actions.withdraw_report(report=published, by=person, reason="部门来函要求核实")
    assert (report.status, report.withdrawal_reason) == ("withdrawn", "部门来函要求核实")
    assert Report.published.count() == 0


def test_a_draft_cannot_be_withdrawn(draft, person):
    with pytest.raises(actions.NotAllowed, match="只有已公布的报告可以撤回"):
        actions.withdraw_report(report=draft, by=person, reason="x")


def test_after_a_withdrawal_the_next_version_counts_on(published, person):
    actions.withdraw_report(report=published, by=person, reason="核实")
    again = actions.publish_report(report=save(parsed(), data=b"%PDF-1.4 again"))
    assert (again.version, again.version_reason) == (2, None)


def test_a_refused_upload_leaves_only_its_refusal(regions, person, django_capture_on_commit_callbacks):
    upload = actions.receive_upload(file=ContentFile(b"PK\x03\x04word/"), name="预算.docx", by=person, stated=Stated())
    with django_capture_on_commit_callbacks(execute=True):
        actions.read_upload(upload=upload)
    upload.refresh_from_db()
    assert (upload.status, upload.message) == ("refused", "这是 Word 文件，请另存为 PDF 再上传。")
    assert not upload.file
    assert SourceFile.objects.count() == Report.objects.count() == 0
    assert default_storage.listdir("incoming") == ([], [])


@pytest.mark.parametrize("as_file", [str, hostile.web_page])
def test_numbers_of_thousands_of_digits_are_kept_as_printed_and_told_to_the_reviewer(regions, person, as_file):
    data = as_file(hostile.REPORT.format(hostile.ENDLESS)).encode()
    upload = actions.receive_upload(file=ContentFile(data), name="预算.txt", by=person, stated=Stated())
    actions.read_upload(upload=upload)
    report = upload.report
    assert (upload.status, upload.message, str(report)) == ("ready", "", "示例市民政局 2025 部门预算")
    assert report.narrative["performance"] is None
    assert {key: held for key, held in report.narrative["assets"].items() if held is not None} == {"vehicles": 2}
    assert [(s.amount, s.count, s.share, s.unit, hostile.ENDLESS in s.quote) for s in report.statements.all()] == [
        (None, None, None, "个", True),
        (None, None, None, "万元", True),
        (None, None, None, "%", True),
        (None, None, None, "辆", True),
        (None, 2, None, "辆", True),
        (None, None, None, "平方米", True),
    ]
    assert [f.message for f in report.findings.filter(rule="reading.number")] == [
        f"说明里写的“12345123451234512345…{unit}”有 5000 位，不像一个数，只保留了原文。"
        for unit in ("个", "万元", "%", "辆", "平方米")
    ]


def test_an_upload_whose_reading_breaks_keeps_its_file_for_another_try(regions, person, settings):
    upload = actions.receive_upload(file=ContentFile(b"%PDF-1.4"), name="a.pdf", by=person, stated=Stated(year=2024))
    Upload.objects.filter(pk=upload.pk).update(stated={"nonsense": 1})
    upload.refresh_from_db()
    actions.read_upload(upload=upload)
    upload.refresh_from_db()
    assert (upload.status, kept(upload)) == ("failed", b"%PDF-1.4")
