from urllib.parse import urlencode

import pytest
from django.urls import reverse

from budgets.models import Report
from ingest import actions
from tests.ingest.conftest import logged_in, member, parsed, save

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"  # as a browser sends it


def address(name, report, *more):
    return reverse(f"staff:{name}", args=[report.public_id, *more])


def words(response):
    return response.content.decode()


@pytest.fixture
def submitted(uploader, draft):
    uploader.post(address("submit", draft))
    draft.refresh_from_db()
    return draft


def test_the_review_shows_what_was_read(reviewer, draft):
    page = words(reviewer.get(address("review", draft)))
    for shown in (
        "示例市教育局 2024 部门预算",
        "2024年预算支出总表",
        "教育支出",
        "新收录的部门：示例市教育局（示例市）。",
    ):
        assert shown in page
    assert "教学设备购置（2024年）" in words(reviewer.get(address("review", draft) + "?table=projects"))


def test_the_first_doubt_is_open_and_its_cells_are_marked(uploader, draft_with_errors):
    page = words(uploader.get(address("review", draft_with_errors)))
    assert "现在看第 1 条" in page
    assert "doubtful" in page
    assert 'name="position" value="1"' in page  # the 合计 row, ready to be corrected
    assert "?box=50,120,540,132" in page
    assert 'rel="next"' in page


def test_a_cell_is_corrected_on_the_page_and_the_errors_go(uploader, draft_with_errors):
    sent = {
        "table": "expenditure",
        "position": 1,
        "field": "total",
        "value": "10.00",
        "why": "看错了",
        "back": "?doubt=0",
    }
    response = uploader.post(address("correct", draft_with_errors), sent, follow=True)
    page = words(response)
    assert response.redirect_chain[0][0].endswith("?doubt=0")
    assert "已更正，核对重新做过了。" in page
    assert "可以送审" in page
    assert "看错了" in page


def test_a_corrector_is_told_what_could_only_be_kept_as_printed(uploader, draft):
    sent = {"table": "expenditure", "position": 1, "field": "total", "value": "0.0000001", "why": "原件如此"}
    assert (
        "重新做过了。2024年预算支出总表第 1 行印的“0.0000001万元”细于一分或大得存不下，没有换算，只保留了原文"
        in words(uploader.post(address("correct", draft), sent, follow=True))
    )


@pytest.mark.parametrize(
    ("value", "why", "said"),
    [("1e5", "看错了一位", "“1e5”不是一个数，请照原件写"), ("1,234.50", "", "请写明为什么改。")],
)
def test_a_refused_correction_stands_in_its_form_with_the_reason_beside_it(uploader, draft, value, why, said):
    query = "?table=expenditure&row=1&field=total"
    page = words(uploader.get(address("review", draft) + query))
    assert 'name="again" value="?table=expenditure&amp;row=1&amp;field=total#fix"' in page
    sent = {"table": "expenditure", "position": 1, "field": "total", "value": value, "why": why}
    page = words(uploader.post(address("correct", draft), {**sent, "again": f"{query}#fix"}, follow=True))
    assert f'name="value" aria-describedby="refused" value="{value}"' in page
    assert f'<span class="wrong" id="refused" role="alert">{said}' in page
    assert f'name="why" required maxlength="2000" value="{why}"' in page
    assert 'id="refused"' not in words(uploader.get(address("review", draft) + query))


def test_refused_rows_stand_in_their_form_with_the_reason_beside_it(uploader, draft):
    query = "?table=expenditure&row=2&field=total&rows=split"
    sent = {"table": "expenditure", "position": 2, "count": 1, "rows": 2, "why": "两行", "cell-0-name": "甲"}
    sent |= {"cell-0-total": "1_0", "cell-1-name": "乙", "cell-1-total": "4.00", "again": query}
    page = words(uploader.post(address("correct_rows", draft), sent, follow=True))
    for stays in ('value="甲"', 'value="1_0"', 'value="乙"', 'value="两行"', 'role="alert">“1_0”不是一个数'):
        assert stays in page


def test_a_refusal_is_told_even_where_its_form_is_gone(uploader, draft):
    sent = {
        "table": "expenditure",
        "position": 9,
        "field": "total",
        "value": "1",
        "why": "x",
        "again": "?table=projects",
    }
    assert "报告里没有这一格" in words(uploader.post(address("correct", draft), sent, follow=True))


def test_a_correction_without_a_reason_is_refused(uploader, draft_with_errors):
    sent = {"table": "expenditure", "position": 1, "field": "total", "value": "10.00", "why": ""}
    assert "请写明为什么改。" in words(uploader.post(address("correct", draft_with_errors), sent, follow=True))
    assert draft_with_errors.corrections.count() == 0


def test_one_never_lands_on_another_site_after_a_correction(uploader, draft_with_errors):
    sent = {"table": "x", "field": "total", "why": "x", "back": "//evil.example/"}
    assert uploader.post(address("correct", draft_with_errors), sent).url == address("review", draft_with_errors)


@pytest.mark.parametrize(
    ("way", "title", "inputs"),
    [
        ("split", "拆成两行", 2),
        ("join", "和下一行并成一行", 1),
        ("add", "在下面加一行", 1),
        ("delete", "删去这一行", 0),
    ],
)
def test_a_row_is_split_joined_added_or_deleted_by_a_form(uploader, draft, way, title, inputs):
    page = words(uploader.get(address("review", draft) + f"?table=expenditure&row=1&field=total&rows={way}"))
    assert f"<b>{title}</b>：合计" in page
    assert page.count('-total"') // 3 == inputs  # its label, id and name


def test_the_last_row_has_none_below_to_join(uploader, draft):
    page = words(uploader.get(address("review", draft) + "?table=expenditure&row=2&field=total&rows=join"))
    assert "改好这一格" in page


def test_rows_are_corrected_on_the_page(uploader, draft):
    sent = {
        "table": "expenditure",
        "position": 2,
        "count": 1,
        "rows": 2,
        "why": "两行读成了一行",
        "back": "?table=expenditure",
    }
    for n, total in enumerate(("6.00", "4.00")):
        sent |= {f"cell-{n}-code": f"205{n}", f"cell-{n}-name": "教育", f"cell-{n}-total": total, f"cell-{n}-basic": ""}
    page = words(uploader.post(address("correct_rows", draft), sent, follow=True))
    assert "行已更正，核对重新做过了。" in page
    assert "2050　教育　6.00；2051　教育　4.00" in page  # among the corrections
    assert page.count('class="n corrected"') == 4
    assert "请写明为什么改。" in words(uploader.post(address("correct_rows", draft), {**sent, "why": ""}, follow=True))


def test_a_cell_of_a_row_past_all_numbers_is_passed_over(uploader, draft):
    sent = {"table": "expenditure", "position": 1, "count": 1, "rows": 1, "why": "x", "cell-0-name": "总计"}
    form = urlencode({**sent, f"cell-{'9' * 5000}-name": "x"})
    page = uploader.post(address("correct_rows", draft), form, content_type=FORM, follow=True)
    assert "行已更正，核对重新做过了。" in words(page)


def test_target_forms_and_the_narrative_are_shown_to_be_corrected(uploader, draft):
    page = words(uploader.get(address("review", draft) + "?table=target-1&row=12&field=value"))
    assert "绩效目标：教学设备购置(2024年)" in page
    assert 'value="40000"' in page
    assert "≥20台" in words(uploader.get(address("review", draft) + "?table=indicators-1"))
    assert "收入变动：金额" in words(uploader.get(address("review", draft) + "?table=narrative"))
    assert "空表" in words(uploader.get(address("review", draft) + "?table=statements"))
    for nowhere in ("target-2", "indicators-9", "nothing"):
        assert uploader.get(address("review", draft) + f"?table={nowhere}").status_code == 404


def test_errors_block_submission_until_each_is_confirmed(uploader, draft_with_errors):
    assert "还不能送审" in words(uploader.get(address("review", draft_with_errors)))
    assert "处错误没有处理" in words(uploader.post(address("submit", draft_with_errors), follow=True))
    for finding in draft_with_errors.findings.filter(outcome="failed", severity="error"):
        uploader.post(address("acknowledge", draft_with_errors, finding.pk), {"reason": "原件第6页就是10.50"})
    page = words(uploader.post(address("submit", draft_with_errors), follow=True))
    assert "等待第二个人审核" in page
    assert "原件如此：原件第6页就是10.50" in page


def test_a_second_person_approves_and_it_is_public(reviewer, submitted, anonymous, settings):
    settings.SELF_APPROVAL = False
    response = reviewer.post(address("publish", submitted), follow=True)
    assert "示例市教育局 2024 部门预算：已公布。" in words(response)
    assert anonymous.get(reverse("report", args=[submitted.public_id])).status_code == 200


def test_whoever_uploaded_or_submitted_does_not_approve_their_own(django_user_model, draft, settings):
    settings.SELF_APPROVAL = False
    both = member(django_user_model, "both", "录入员", "审核员")
    client = logged_in(both)
    client.post(address("submit", draft))
    assert "要由另一个人审核公布" in words(client.post(address("publish", draft), follow=True))
    draft.refresh_from_db()
    assert draft.status == "submitted"
    settings.SELF_APPROVAL = True
    client.post(address("publish", draft))
    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_draft_is_not_published_past_submission(reviewer, draft):
    assert "只有送审的报告可以公布" in words(reviewer.post(address("publish", draft), follow=True))


def test_it_is_sent_back_with_a_reason(reviewer, submitted):
    assert "请写明退回的理由" in words(reviewer.post(address("return", submitted), {"reason": ""}, follow=True))
    reviewer.post(address("return", submitted), {"reason": "第6页没有核对"})
    submitted.refresh_from_db()
    assert submitted.status == "draft"


def test_publication_can_be_set_for_a_time(reviewer, submitted):
    assert "已经过了" in words(reviewer.post(address("publish", submitted), {"at": "2020-01-01T09:00"}, follow=True))
    assert "定于 2999-01-01 09:00 公布" in words(
        reviewer.post(address("publish", submitted), {"at": "2999-01-01T09:00"}, follow=True)
    )


def test_what_became_public_while_the_reviewer_looked_is_not_replaced_unseen(reviewer, submitted):
    other = actions.publish_report(report=save(parsed(), data=b"%PDF-1.4 other"))
    assert "会替换已公布的第 1 版，请打开来看过差别再公布。" in words(
        reviewer.post(address("publish", submitted), follow=True)
    )
    assert Report.published.get() == other
    assert f'name="replaces" value="{other.public_id}"' in words(reviewer.get(address("review", submitted)))
    reviewer.post(address("publish", submitted), {"replaces": other.public_id})
    assert Report.published.get() == submitted


def test_what_is_no_longer_public_is_not_replaced_unseen(reviewer, submitted):
    assert "它要替换的那一版已经不在公布了" in words(
        reviewer.post(address("publish", submitted), {"replaces": "23456789ab"}, follow=True)
    )
    assert not Report.published.exists()


def test_a_draft_beside_a_scheduled_one_of_its_year_leads_to_it_and_is_not_approved(reviewer, submitted):
    other = actions.submit_report(report=save(parsed(), data=b"%PDF-1.4 other", name="另一份.pdf"), by=None)
    reviewer.post(address("publish", other), {"at": "2999-01-01T09:00"})
    page = words(reviewer.get(address("review", submitted)))
    link = f'<a href="{address("review", other)}">另一份（另一份.pdf，{other.public_id}）</a>'
    assert f"{link}已定于 2999-01-01 09:00 公布，退回它才能审核这一份" in page
    refused = words(reviewer.post(address("publish", submitted), follow=True))
    assert (
        f"另一份（另一份.pdf，{other.public_id}）已定于 2999-01-01 09:00 公布，把它退回以后才能审核这一份。" in refused
    )
    assert "另一份" not in words(reviewer.get(address("review", other))).replace("另一份.pdf", "")
    reviewer.post(address("return", other), {"reason": "先公布这一份"})
    assert "已公布。" in words(reviewer.post(address("publish", submitted), follow=True))


def test_dates_and_address_are_entered(uploader, draft):
    sent = {"approved_on": "2024-02-01", "disclosed_on": "2024-01-01", "official_url": ""}
    assert "公开日期不能早于批复日期" in words(uploader.post(address("describe", draft), sent, follow=True))
    sent |= {"disclosed_on": "2024-02-20", "official_url": "https://example.org/a.pdf"}
    uploader.post(address("describe", draft), sent)
    draft.refresh_from_db()
    assert (str(draft.approved_on), str(draft.disclosed_on), draft.official_url) == (
        "2024-02-01",
        "2024-02-20",
        "https://example.org/a.pdf",
    )


def test_a_draft_that_says_too_little_names_what_is_missing_and_takes_it(reviewer, draft_without_department):
    page = words(reviewer.get(address("review", draft_without_department)))
    assert "报告没有印明部门名称，请补充。" in page
    reviewer.post(address("complete", draft_without_department), {"department": "示例市民政局"})
    draft_without_department.refresh_from_db()
    assert draft_without_department.department.name == "示例市民政局"


def test_a_revision_shows_what_it_changes(uploader, published):
    uploader.post(address("revise", published))
    draft = published.source.reports.get(status="draft")
    sent = {"table": "expenditure", "position": 2, "field": "name", "value": "教育", "why": "看错了"}
    uploader.post(address("correct", draft), sent)
    page = words(uploader.get(address("review", draft)))
    assert "会替换已公布的第 1 版，理由是平台勘误" in page
    assert "和已公布的第 1 版相比" in page


def test_withdrawing_takes_it_off_the_public_site(reviewer, anonymous, published):
    public = reverse("budget", args=[published.department_id, 2024])
    assert anonymous.get(public).status_code == 200
    reviewer.post(address("withdraw", published), {"reason": "部门来函要求核实"})
    assert anonymous.get(public).status_code == 404


def test_nobody_sees_or_changes_reports_of_another_region(django_user_model, draft):
    client = logged_in(member(django_user_model, "lvliang", "录入员", "审核员", region="141100"))
    assert client.get(address("review", draft)).status_code == 404
    assert client.post(address("submit", draft)).status_code == 404
    assert "示例市教育局" not in words(client.get(reverse("staff:desk")))


def test_a_region_includes_all_below_it(django_user_model, draft):
    province = draft.department.region.parent_id
    client = logged_in(member(django_user_model, "province", "审核员", region=province))
    assert client.get(address("review", draft)).status_code == 200


def test_staff_get_the_file_as_received(reviewer, draft):
    response = reviewer.get(address("source", draft))
    assert (response["Content-Type"], b"".join(response.streaming_content)) == ("application/pdf", b"%PDF-1.4 one")


def test_a_report_that_is_not_there_is_not_found(reviewer):
    assert reviewer.get(reverse("staff:review", args=["nothing"])).status_code == 404


def test_the_review_of_a_scan_begins_with_what_was_read_without_certainty(reviewer, scanned_draft):
    stored = scanned_draft.tables.get(slug="expenditure").lines.get(position=2)
    assert stored.confidence == {"name": 0.97, "basic": 0.61}
    page = words(reviewer.get(address("review", scanned_draft)))
    assert "表3“205 教育支出”的基本支出“6.00”识别得没有把握（61%），请对照原件。" in page
    assert "（存疑，识别把握 61%）" in page
