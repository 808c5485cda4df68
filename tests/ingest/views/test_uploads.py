import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from budgets.models import Report, SourceFile
from ingest.models import Upload
from tests.conftest import ROOT
from tests.ingest import hostile

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"


def hand_in(client, data, name="a.pdf", **stated):
    return client.post(reverse("staff:upload_file"), {"file": SimpleUploadedFile(name, data), **stated})


def work():
    """What a worker does with all that waits."""
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", "--no-reload", verbosity=0)


@pytest.fixture(autouse=True)
def ready(regions):
    """Transactional tests start from an empty database: roles and regions are put back."""
    call_command("migrate", "ingest", "0001", verbosity=0)
    call_command("migrate", "ingest", verbosity=0)


def test_an_uploaded_report_is_read_in_the_background_and_waits_for_review(uploader):
    response = hand_in(uploader, SAMPLE.read_bytes(), SAMPLE.name)
    upload = Upload.objects.get()
    assert response.url == reverse("staff:upload", args=[upload.pk])
    waiting = uploader.get(response.url)
    assert (upload.status, waiting["Refresh"]) == ("waiting", "2")

    work()

    upload.refresh_from_db()
    assert (upload.status, upload.pages_done) == ("ready", upload.report.source.page_count)
    assert str(upload.report) == "示例市民政局 2025 部门预算"
    assert uploader.get(response.url).url == reverse("staff:review", args=[upload.report.public_id])


def test_the_same_file_again_is_named_and_makes_no_second_report(uploader):
    for _ in range(2):
        hand_in(uploader, SAMPLE.read_bytes(), SAMPLE.name)
    work()
    assert (Report.objects.count(), SourceFile.objects.count()) == (1, 1)
    newest = Upload.objects.first()
    assert (newest.status, newest.message) == ("duplicate", "和已收录的文件相同：示例市民政局 2025 部门预算。")
    assert "看已收录的报告" in uploader.get(reverse("staff:upload", args=[newest.pk])).content.decode()


def test_a_file_that_is_no_report_is_refused_with_its_reason(uploader):
    hand_in(uploader, hostile.FILES["a Word file"](), "预算.pdf")
    work()
    page = uploader.get(reverse("staff:upload", args=[Upload.objects.get().pk])).content.decode()
    assert "这是 Word 文件，请另存为 PDF 再上传。" in page
    assert SourceFile.objects.count() == 0


def test_a_file_over_the_limit_is_refused_before_it_is_stored(uploader, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    response = hand_in(uploader, bytes(2000))
    assert response.status_code == 400
    assert "上限是 1000" in response.content.decode()
    assert Upload.objects.count() == 0


def test_an_empty_file_and_a_wrong_region_are_named_beside_their_field(uploader):
    response = hand_in(uploader, b"", region="000000")
    page = response.content.decode()
    assert response.status_code == 400
    assert "没有这个行政区划代码" in page
    assert Upload.objects.count() == 0
