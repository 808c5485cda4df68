import errno
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from budgets.models import Department, Report, SourceFile
from ingest.models import Batch, Upload
from tests.conftest import ROOT
from tests.ingest import hostile
from tests.ingest.conftest import logged_in, member
from tests.ingest.test_archives import zipped

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"


def hand_in(client, *files, **fields):
    """Files, each (name, bytes), in one go."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("staff:upload_files"), {"file": sent, **fields})


def words(client, batch):
    return client.get(reverse("staff:batch", args=[batch.pk])).content.decode()


def work():
    """What a worker does with all that waits."""
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", "--no-reload", verbosity=0)


@pytest.fixture(autouse=True)
def ready(regions):
    """Transactional tests start without regions: they are put back."""


def test_files_are_read_in_the_background_each_with_its_own_outcome(uploader):
    response = hand_in(
        uploader, (SAMPLE.name, SAMPLE.read_bytes()), ("通知.pdf", hostile.FILES["a Word file"]()), ("空.pdf", b"")
    )
    batch = Batch.objects.get()
    assert response.url == reverse("staff:batch", args=[batch.pk])
    assert "3 个文件：3 个排队" in words(uploader, batch)
    assert '<noscript><meta http-equiv="refresh"' in words(uploader, batch)

    work()

    read, word, empty = Upload.objects.order_by("id")
    assert [(u.status, u.message) for u in (read, word, empty)] == [
        ("ready", ""),
        ("refused", "这是 Word 文件，请另存为 PDF 再上传。"),
        ("refused", "文件是空的。"),
    ]
    assert (str(read.report), read.pages_done) == ("示例市民政局 2025 部门预算", read.report.source.page_count)
    page = words(uploader, batch)
    assert "3 个文件：1 个已读取，2 个拒收" in page
    assert reverse("staff:review", args=[read.report.public_id]) in page
    assert "http-equiv" not in page
    assert (SourceFile.objects.count(), Report.objects.count()) == (1, 1)
    assert default_storage.listdir("incoming") == ([], [])


def test_the_list_alone_is_there_for_the_script(uploader):
    hand_in(uploader, (SAMPLE.name, SAMPLE.read_bytes()))
    response = uploader.get(reverse("staff:batch_rows", args=[Batch.objects.get().pk]))
    assert (response["Cache-Control"], response.content.decode().startswith('<p class="tally"')) == ("no-store", True)


def test_a_script_sends_file_by_file_into_one_batch(uploader):
    def send(name, data, **fields):
        return uploader.post(
            reverse("staff:upload_files"),
            {"file": SimpleUploadedFile(name, data), **fields},
            headers={"accept": "application/json"},
        ).json()

    first = send("a.pdf", b"%PDF-1")
    second = send("b.pdf", b"%PDF-2", batch=first["batch"])
    batch = Batch.objects.get()
    assert second == first == {"batch": batch.pk, "url": reverse("staff:batch", args=[batch.pk])}
    assert list(batch.uploads.order_by("id").values_list("original_name", flat=True)) == ["a.pdf", "b.pdf"]


def test_a_batch_past_all_numbers_is_a_new_one(uploader):
    hand_in(uploader, ("a.pdf", b"%PDF-1"), batch="9" * 5000)
    assert Batch.objects.get().uploads.get().original_name == "a.pdf"


def test_nobody_adds_to_or_looks_into_the_batch_of_somebody_else(uploader, django_user_model, regions):
    hand_in(uploader, ("a.pdf", b"%PDF-1"))
    other = logged_in(member(django_user_model, "other", "录入员", region="141100"))
    hand_in(other, ("b.pdf", b"%PDF-2"), batch=Batch.objects.get().pk)
    mine, theirs = Batch.objects.order_by("id")
    assert (mine.uploads.count(), theirs.uploads.count()) == (1, 1)
    assert other.get(reverse("staff:batch", args=[mine.pk])).status_code == 404
    assert uploader.get(reverse("staff:batch", args=[theirs.pk])).status_code == 200  # works for every region


def test_the_same_file_again_is_named_and_makes_no_second_report(uploader):
    hand_in(uploader, (SAMPLE.name, SAMPLE.read_bytes()), ("又一次.pdf", SAMPLE.read_bytes()))
    work()
    assert (Report.objects.count(), SourceFile.objects.count()) == (1, 1)
    newest = Upload.objects.first()
    assert (newest.status, newest.message) == ("duplicate", "和已收录的文件相同：示例市民政局 2025 部门预算。")
    assert "看已收录的" in words(uploader, newest.batch)


def test_a_file_over_the_limit_is_dropped_while_it_arrives_and_named(uploader, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    response = hand_in(uploader, ("大.pdf", bytes(200_000)))
    assert response.status_code == 400
    assert "大.pdf：文件太大，上限是 1000" in response.content.decode()
    assert (Upload.objects.count(), Batch.objects.count()) == (0, 0)


def test_a_file_over_the_limit_does_not_stop_the_others(uploader, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    response = hand_in(uploader, ("大.pdf", bytes(200_000)), ("小.pdf", b"%PDF-1"), follow=True)
    assert Upload.objects.get().original_name == "小.pdf"
    assert "大.pdf：文件太大" in uploader.get(response.url).content.decode()


def test_no_file_and_a_wrong_region_are_named(uploader):
    response = hand_in(uploader, region="000000")
    page = response.content.decode()
    assert response.status_code == 400
    assert "请选择文件。" in page
    assert "没有这个行政区划代码" in page
    assert Batch.objects.count() == 0


def test_a_full_disk_is_said_and_leaves_nothing(uploader, settings, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "_save", full)
    response = hand_in(uploader, ("a.pdf", b"%PDF-1"))
    assert "服务器的磁盘满了" in uploader.get(response.url).content.decode()
    assert Upload.objects.count() == 0


def test_a_zip_becomes_its_files_and_what_it_hides_is_refused(uploader):
    archive = zipped(
        ("2025/民政局.pdf", SAMPLE.read_bytes()),
        ("../../etc/passwd.pdf", b"%PDF-1"),
        ("内/又一包.zip", b"PK"),
        ("说明.docx", b"PK"),
        ("__MACOSX/._民政局.pdf", b"rubbish"),
    )
    hand_in(uploader, ("全市.zip", archive))
    work()
    whole, *files = Upload.objects.order_by("id")
    assert (whole.status, whole.message) == ("unpacked", "解开了 4 个文件，收下 1 个。")
    assert {u.original_name: (u.status, u.message) for u in files} == {
        "2025/民政局.pdf": ("ready", ""),
        "../../etc/passwd.pdf": ("refused", "压缩包里的路径指向包外，不安全，没有解开。"),
        "内/又一包.zip": ("refused", "压缩包里还有压缩包，请解开后上传。"),
        "说明.docx": ("refused", "不是 PDF，也不是文字版 TXT，没有收。"),
    }
    assert Report.objects.count() == 1


def test_a_report_of_another_region_is_not_taken_in(regions, django_user_model):
    user = member(django_user_model, "lvliang", "录入员", region="141100")
    hand_in(logged_in(user), (SAMPLE.name, SAMPLE.read_bytes()))
    work()
    upload = Upload.objects.get()
    assert (upload.status, upload.message) == (
        "refused",
        "这是示例市的报告（示例市民政局），不在你负责的地区内。",
    )
    assert Report.objects.count() == SourceFile.objects.count() == Department.objects.count() == 0
    assert [path for path in Path(default_storage.location).rglob("*") if path.is_file()] == []


def test_what_failed_is_read_once_more_when_asked(uploader):
    hand_in(uploader, (SAMPLE.name, SAMPLE.read_bytes()))
    upload = Upload.objects.get()
    DBTaskResult.objects.all().delete()
    Upload.objects.update(status="failed", message="读取时程序出错")
    assert "重试" in words(uploader, upload.batch)
    uploader.post(reverse("staff:retry", args=[upload.pk]))
    work()
    upload.refresh_from_db()
    assert (upload.status, upload.message) == ("ready", "")
