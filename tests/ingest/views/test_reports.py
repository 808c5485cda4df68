import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def address(name, report):
    return reverse(f"staff:{name}", args=[report.public_id])


def words(response):
    return response.content.decode()


def test_the_review_shows_what_was_read(reviewer, draft):
    page = words(reviewer.get(address("review", draft)))
    for shown in (
        "示例市教育局 2024 部门预算",
        "2024年预算支出总表",
        "教学设备购置（2024年）",
        "新收录的部门：示例市教育局（示例市）。",
    ):
        assert shown in page


def test_publishing_makes_it_public_and_says_so(reviewer, draft):
    response = reviewer.post(address("publish", draft), follow=True)
    draft.refresh_from_db()
    assert draft.status == "published"
    assert "示例市教育局 2024 部门预算：已公布。" in words(response)


def test_an_error_is_acknowledged_in_writing_before_publishing(reviewer, draft_with_errors):
    page = words(reviewer.post(address("publish", draft_with_errors), follow=True))
    assert "处错误没对上" in page
    reviewer.post(address("publish", draft_with_errors), {"acknowledgement": "原件如此，已电话核实"})
    draft_with_errors.refresh_from_db()
    assert draft_with_errors.status == "published"
    assert "原件如此，已电话核实" in words(reviewer.get(address("review", draft_with_errors)))


def test_a_draft_that_says_too_little_names_what_is_missing_and_takes_it(reviewer, draft_without_department):
    page = words(reviewer.get(address("review", draft_without_department)))
    assert "报告没有印明部门名称，请补充。" in page
    reviewer.post(address("complete", draft_without_department), {"department": "示例市民政局"})
    draft_without_department.refresh_from_db()
    assert draft_without_department.department.name == "示例市民政局"


def test_withdrawing_takes_it_off_the_public_site(reviewer, anonymous, published):
    public = reverse("budget", args=[published.department_id, 2024])
    assert anonymous.get(public).status_code == 200
    reviewer.post(address("withdraw", published), {"reason": "部门来函要求核实"})
    assert anonymous.get(public).status_code == 404


def test_a_draft_is_nowhere_in_public(anonymous, draft):
    assert anonymous.get(reverse("report", args=[draft.public_id])).status_code == 404
    assert anonymous.get(reverse("budget", args=[draft.department_id, 2024])).status_code == 404


def test_staff_get_the_file_as_received(reviewer, draft):
    response = reviewer.get(address("source", draft))
    assert (response["Content-Type"], b"".join(response.streaming_content)) == ("application/pdf", b"%PDF-1.4 one")


def test_a_report_that_is_not_there_is_not_found(reviewer):
    assert reviewer.get(reverse("staff:review", args=["nothing"])).status_code == 404
