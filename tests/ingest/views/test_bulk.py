"""The same step for a whole batch: each report by itself, nothing confirmed or published that nobody looked at."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from budgets.models import Acknowledgement, Department, Report
from ingest import actions
from ingest.models import Batch, Upload
from tests.ingest.conftest import expenditure, logged_in, member, parsed, save

pytestmark = pytest.mark.django_db
WHEN = ["", "2999-01-01T09:00"]
FORM = "application/x-www-form-urlencoded"  # as a browser sends it


@pytest.fixture
def batch(regions):
    """One clean report, one with an error, one that says no department."""
    made = Batch.objects.create()
    reports = (
        save(parsed(), data=b"%PDF-1"),
        save(parsed(department="示例市民政局", tables=(expenditure(total="10.50"),)), data=b"%PDF-2"),
        save(parsed(department=None), data=b"%PDF-3"),
    )
    for number, report in enumerate(reports):
        Upload.objects.create(
            token=f"8f1c1f38-0f50-4e0c-9a6c-5f0a8a1f4f5{number}",
            batch=made,
            original_name=f"{number}.pdf",
            status="ready",
            report=report,
        )
    return made


def page_address(batch):
    return reverse("staff:batch", args=[batch.pk])


def page_of(client, batch):
    return client.get(page_address(batch)).content.decode()


def post(client, name, **sent):
    return client.post(reverse(f"staff:{name}"), sent, follow=True).content.decode()


def approved():
    return list(Report.objects.filter(approved_by__isnull=False).order_by("pk"))


def untouched(*submitted):
    """They wait as they did when they were submitted."""
    rows = Report.objects.filter(pk__in=[report.pk for report in submitted])
    waiting = rows.filter(status="submitted", publish_at=None, approved_by=None, version=None)
    return waiting.count() == len(submitted)


def everything():
    return list(Report.objects.values_list("public_id", flat=True))


def test_the_batch_says_what_each_report_needs(uploader, batch):
    page = page_of(uploader, batch)
    for said in (
        "补充没有印明的（1 份）",
        "逐条处理错误（2 处）",
        "送审选中的（1 份可以送审）",
        "还缺说明",
        "2 处错误未处理",
    ):
        assert said in page
    assert page.count('name="report"') == 1


def test_only_what_nothing_blocks_is_submitted(uploader, batch):
    page = post(uploader, "submit_reports", report=everything(), back=reverse("staff:batch", args=[batch.pk]))
    assert "1 份已送审。" in page
    assert "示例市民政局 2024 部门预算：还有 2 处错误没有处理" in page
    assert sorted(Report.objects.values_list("status", flat=True)) == ["draft", "draft", "submitted"]


def test_each_error_is_confirmed_by_its_own_reason_and_none_without(uploader, batch):
    page = uploader.get(reverse("staff:errors") + f"?batch={batch.pk}").content.decode()
    assert "示例市民政局 2024 部门预算" in page
    first, second = actions.open_errors(Report.objects.get(department__name="示例市民政局"))
    assert f'name="reason-{first.pk}"' in page
    assert "strip=1" in page
    assert "没有选中可以办理的。" in post(uploader, "errors", **{f"reason-{first.pk}": " "})
    assert Acknowledgement.objects.count() == 0
    sent = {f"reason-{first.pk}": "原件第6页就是10.50", f"reason-{second.pk}": ""}
    assert "1 处错误已确认原件如此。" in post(uploader, "errors", **sent)
    assert Acknowledgement.objects.get().reason == "原件第6页就是10.50"
    post(uploader, "errors", **{f"reason-{second.pk}": "同一处"})
    page = uploader.get(reverse("staff:errors")).content.decode()
    assert "没有未处理的错误。" in page


@pytest.mark.parametrize("digits", ["9" * 20, "9" * 5000, "²"], ids=["20 digits", "5000 digits", "superscript"])
def test_a_reason_for_an_error_that_there_can_t_be_is_passed_over(uploader, batch, digits):
    first, _ = actions.open_errors(Report.objects.get(department__name="示例市民政局"))
    sent = {f"reason-{digits}": "x", f"reason-{first.pk}": "原件如此"}
    page = uploader.post(reverse("staff:errors"), urlencode(sent), content_type=FORM, follow=True).content.decode()
    assert "1 处错误已确认原件如此。" in page
    assert Acknowledgement.objects.get().reason == "原件如此"


def test_what_isn_t_printed_is_stated_for_many_at_once(uploader, batch):
    page = uploader.get(reverse("staff:unstated") + f"?batch={batch.pk}").content.decode()
    silent = Report.objects.get(department=None)
    assert f'name="{silent.public_id}-department"' in page
    wrong = {"report": silent.public_id, f"{silent.public_id}-region": "000000"}
    assert "没有这个行政区划代码" in post(uploader, "unstated", **wrong)
    page = post(uploader, "unstated", report=silent.public_id, **{f"{silent.public_id}-department": "示例市水利局"})
    assert "1 份已补充。" in page
    silent.refresh_from_db()
    assert (silent.department.name, silent.stated) == ("示例市水利局", {"department": "示例市水利局"})


def test_a_second_person_publishes_what_is_theirs_to_publish(uploader, reviewer, batch, settings):
    settings.SELF_APPROVAL = False
    post(uploader, "submit_reports", report=everything())
    assert "审核通过，公布选中的（1 份待审核）" in page_of(reviewer, batch)
    page = post(reviewer, "approve_reports", report=everything(), at="")
    assert "1 份已公布。" in page
    assert page.count("只有送审的报告可以公布。") == 2
    assert Report.published.count() == 1


def test_nobody_approves_their_own_in_bulk(django_user_model, batch, settings):
    settings.SELF_APPROVAL = False
    both = logged_in(member(django_user_model, "both", "录入员", "审核员"))
    post(both, "submit_reports", report=everything())
    assert "待审核（由别人审核）" in page_of(both, batch)
    assert "要由另一个人审核公布" in post(both, "approve_reports", report=everything())
    assert Report.published.count() == 0


@pytest.mark.parametrize("at", WHEN)
def test_nobody_approves_in_bulk_what_they_uploaded_and_another_submitted(
    django_user_model, uploader, regions, settings, at
):
    settings.SELF_APPROVAL = False
    both = member(django_user_model, "both", "录入员", "审核员")
    own = save(parsed(), data=b"%PDF-1", by=both)
    others = save(parsed(department="示例市民政局"), data=b"%PDF-2")
    post(uploader, "submit_reports", report=everything())
    page = post(logged_in(both), "approve_reports", report=everything(), at=at)
    assert "示例市教育局 2024 部门预算：自己上传或送审的报告，要由另一个人审核公布。" in page
    assert approved() == [others]
    assert untouched(own)


@pytest.mark.parametrize("at", WHEN)
def test_a_reviewer_of_one_region_approves_nothing_else_of_a_list(django_user_model, uploader, regions, at):
    inside = save(parsed(), data=b"%PDF-1")
    outside = save(parsed(department="吕梁市财政局"), data=b"%PDF-2")
    below = save(parsed(department="吕梁市离石区财政局"), data=b"%PDF-3")
    post(uploader, "submit_reports", report=everything())
    local = logged_in(member(django_user_model, "local", "审核员", region="999900"))
    assert "1 份已" in post(local, "approve_reports", report=everything(), at=at)
    assert approved() == [inside]
    assert untouched(outside, below)
    district = logged_in(member(django_user_model, "district", "审核员", region=below.department.region_id))
    assert "1 份已" in post(district, "approve_reports", report=everything(), at=at)
    assert approved() == [inside, below]
    assert untouched(outside)


def test_an_uploader_does_not_approve_in_bulk(uploader, batch):
    assert uploader.post(reverse("staff:approve_reports"), {"report": everything()}).status_code == 403


def test_nobody_states_a_report_into_a_region_that_is_not_theirs(django_user_model, regions):
    local = member(django_user_model, "local", "录入员", "审核员", region="999900")
    silent = save(parsed(department=None), data=b"%PDF-1", by=local)
    sent = {"report": silent.public_id, f"{silent.public_id}-department": "吕梁市财政局"}
    refusal = "这是吕梁市的报告（吕梁市财政局），不在你负责的地区内。"
    assert refusal in post(logged_in(local), "unstated", **sent)
    alone = reverse("staff:complete", args=[silent.public_id])
    assert refusal in logged_in(local).post(alone, {"department": "吕梁市财政局"}, follow=True).content.decode()
    silent.refresh_from_db()
    assert (silent.department, silent.stated, Department.objects.count()) == (None, {}, 0)


def test_nobody_corrects_a_report_into_a_region_that_is_not_theirs(django_user_model, regions):
    local = member(django_user_model, "local", "录入员", region="999900")
    report = save(parsed(), by=local)
    sent = {"field": "department", "value": "吕梁市财政局", "why": "读错了"}
    correct = reverse("staff:correct", args=[report.public_id])
    page = logged_in(local).post(correct, sent, follow=True).content.decode()
    assert "这是吕梁市的报告（吕梁市财政局），不在你负责的地区内。" in page
    report.refresh_from_db()
    assert (report.department.name, report.corrections.count()) == ("示例市教育局", 0)


def test_what_would_replace_a_published_version_is_looked_at_alone(uploader, reviewer, batch):
    actions.publish_report(report=save(parsed(), data=b"%PDF-0"))
    post(uploader, "submit_reports", report=everything())
    assert "会替换第 1 版，要单独审核" in page_of(reviewer, batch)
    assert "会替换已公布的第 1 版" in post(reviewer, "approve_reports", report=everything())
    assert Report.published.get().source.sha256 != Report.objects.filter(status="submitted").get().source.sha256


def test_beside_a_scheduled_one_another_of_its_year_is_no_longer_to_be_chosen(uploader, reviewer, batch):
    other = save(parsed(), data=b"%PDF-0", name="另一份.pdf")
    Upload.objects.filter(report__department__name="示例市民政局").update(report=other)
    post(uploader, "submit_reports", report=everything())
    page = post(reviewer, "approve_reports", report=everything(), at="2999-01-01T09:00", back=page_address(batch))
    assert "1 份已定时公布。" in page
    first = Report.objects.get(publish_at__isnull=False)
    assert f"（{first.source.original_name}，{first.public_id}）已定于 2999-01-01 09:00 公布，把它退回以后" in page
    assert (
        f'<a href="{reverse("staff:review", args=[first.public_id])}">同年的另一份</a>已定于 2999-01-01 09:00 公布'
        in page
    )
    assert 'name="report"' not in page


def test_nobody_works_on_reports_of_other_regions(django_user_model, batch):
    stranger = logged_in(member(django_user_model, "stranger", "录入员", "审核员", region="141100"))
    assert "没有选中可以办理的。" in post(stranger, "submit_reports", report=everything())
    assert Report.objects.filter(status="submitted").count() == 0
    finding, _ = actions.open_errors(Report.objects.get(department__name="示例市民政局"))
    post(stranger, "errors", **{f"reason-{finding.pk}": "x"})
    assert Acknowledgement.objects.count() == 0
    assert stranger.get(reverse("staff:batch", args=[batch.pk])).status_code == 404
    assert stranger.get(reverse("staff:errors") + f"?batch={batch.pk}").status_code == 404


def test_a_reviewer_of_one_region_sees_the_batch_that_holds_its_reports(django_user_model, batch):
    local = logged_in(member(django_user_model, "local", "审核员", region="999900"))
    page = page_of(local, batch)
    assert "示例市教育局 2024" in page
    assert "未说明部门" not in page


def test_one_never_lands_on_another_site_afterwards(uploader, batch):
    response = uploader.post(reverse("staff:submit_reports"), {"back": "https://evil.example/staff/"})
    assert response.url == reverse("staff:desk")
