"""Every staff page: nobody who isn't logged in, nobody without the role, and whoever has it."""

import pytest
from django.urls import reverse

from budgets.models import Reply
from ingest.models import Batch, Upload

pytestmark = pytest.mark.django_db

PAGES = {  # name of the address: (who may, method, what a success answers)
    "desk": ("uploader", "get", 200),
    "upload_files": ("uploader", "get", 200),
    "batch": ("uploader", "get", 200),
    "batch_rows": ("uploader", "get", 200),
    "retry": ("uploader", "post", 302),
    "review": ("reviewer", "get", 200),
    "source": ("reviewer", "get", 200),
    "complete": ("uploader", "post", 302),
    "correct": ("uploader", "post", 302),
    "correct_rows": ("uploader", "post", 302),
    "acknowledge": ("uploader", "post", 302),
    "sheet": ("reviewer", "get", 200),
    "replies": ("uploader", "get", 200),
    "reply": ("uploader", "post", 302),
    "withdraw_reply": ("uploader", "post", 302),
    "describe": ("uploader", "post", 302),
    "submit": ("uploader", "post", 302),
    "revise": ("uploader", "post", 302),
    "return": ("reviewer", "post", 302),
    "rereading": ("uploader", "get", 200),
    "rereading_rows": ("uploader", "get", 200),
    "submit_reports": ("uploader", "post", 302),
    "approve_reports": ("reviewer", "post", 302),
    "errors": ("uploader", "get", 200),
    "unstated": ("uploader", "get", 200),
    "events": ("reviewer", "get", 200),
    "events_csv": ("reviewer", "get", 200),
    "accounts": ("administrator", "get", 200),
    "account_new": ("administrator", "get", 200),
    "account": ("administrator", "get", 200),
    "account_password": ("administrator", "post", 302),
    "account_second_factor": ("administrator", "post", 302),
    "publish": ("reviewer", "post", 302),
    "withdraw": ("reviewer", "post", 302),
}
WITHOUT_REPORT = {
    "rereading",
    "rereading_rows",
    "submit_reports",
    "approve_reports",
    "errors",
    "unstated",
    "events",
    "events_csv",
    "accounts",
    "account_new",
    "account",
    "account_password",
    "account_second_factor",
}
OF_AN_ACCOUNT = {"account", "account_password", "account_second_factor"}


@pytest.fixture
def address(draft, person):
    batch = Batch.objects.create()
    upload = Upload.objects.create(
        token="8f1c1f38-0f50-4e0c-9a6c-5f0a8a1f4f51", original_name="a.pdf", status="refused", batch=batch
    )

    reply = Reply.objects.create(report=draft, place="x", text="x", source_url="https://a.example/")

    def of(name):
        if name in WITHOUT_REPORT:
            return reverse(f"staff:{name}", args=[person.pk] if name in OF_AN_ACCOUNT else [])
        of_batch = {"desk": [], "upload_files": [], "retry": [upload.pk], "batch": [batch.pk], "batch_rows": [batch.pk]}
        more = {
            "acknowledge": [draft.findings.first().pk],
            "reply": [draft.findings.first().pk],
            "withdraw_reply": [reply.pk],
        }.get(name, [])
        arguments = of_batch.get(name, [draft.public_id, *more])
        return reverse(f"staff:{name}", args=arguments)

    return of


@pytest.mark.parametrize("page", PAGES)
def test_an_anonymous_visitor_is_sent_to_the_log_in(anonymous, address, page):
    response = getattr(anonymous, PAGES[page][1])(address(page))
    assert (response.status_code, response.url) == (302, f"/staff/login/?next={address(page)}")


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_no_role_is_refused(outsider, address, page):
    assert getattr(outsider, PAGES[page][1])(address(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_the_role_gets_in(request, address, page):
    who, method, status = PAGES[page]
    response = getattr(request.getfixturevalue(who), method)(address(page))
    response.close()
    assert response.status_code == status


@pytest.mark.parametrize("page", ["publish", "return", "withdraw"])
def test_an_uploader_does_not_publish(uploader, address, page):
    assert uploader.post(address(page)).status_code == 403


def test_a_reviewer_does_not_upload(reviewer, address):
    assert reviewer.get(address("upload_files")).status_code == 403


@pytest.mark.parametrize("page", [name for name, (_, method, _) in PAGES.items() if method == "post"])
def test_nothing_changes_by_a_mere_link(reviewer, uploader, address, page):
    assert reviewer.get(address(page)).status_code == uploader.get(address(page)).status_code == 405
