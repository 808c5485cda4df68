"""What a killed process left is taken up again, once."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from budgets.models import Report, SourceFile
from ingest import actions
from ingest.actions import approving, leases, recovery
from ingest.identity import Stated
from ingest.models import Upload
from tests.conftest import ROOT
from tests.ingest.conftest import parsed, save
from tests.ingest.test_archives import zipped

SAMPLE = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"
pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def upload(regions):
    return actions.receive_upload(file=ContentFile(b"%PDF-1.4"), name="a.pdf", by=None, stated=Stated())


def tasks(status="READY"):
    return DBTaskResult.objects.filter(status=status).count()


@pytest.fixture
def abandoned(upload):
    """Its worker died: the task says it's running, the lease has run out."""
    leases.take(upload)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - LONG_AGO)
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    return upload


def test_an_abandoned_reading_waits_again_with_a_task_of_its_own(abandoned):
    assert actions.take_up_again() == 1
    abandoned.refresh_from_db()
    assert (abandoned.status, abandoned.lease, tasks("READY"), tasks("RUNNING")) == ("waiting", None, 1, 0)
    assert actions.take_up_again() == 0


def test_a_reading_whose_worker_lives_is_left_alone(upload):
    leases.take(upload)
    assert (actions.take_up_again(), leases.take(upload)) == (0, None)


def test_a_file_that_ended_three_workers_is_set_aside(abandoned):
    Upload.objects.update(attempts=recovery.MOST_ATTEMPTS)
    assert actions.take_up_again() == 0
    abandoned.refresh_from_db()
    assert (abandoned.status, abandoned.message) == (
        "failed",
        "读取这个文件时程序中断了 3 次，文件已保留；请联系管理员。",
    )


def test_what_waits_without_any_task_is_queued(upload):
    DBTaskResult.objects.all().delete()
    Upload.objects.update(at=timezone.now() - LONG_AGO)
    assert (actions.take_up_again(), tasks()) == (1, 1)


def test_what_waits_in_a_long_queue_is_left_there(upload):
    Upload.objects.update(at=timezone.now() - LONG_AGO)
    assert (actions.take_up_again(), tasks()) == (0, 1)


def test_whoever_lost_the_lease_changes_nothing(upload):
    lease = leases.take(upload)
    Upload.objects.update(lease=None, status="waiting")
    with pytest.raises(leases.LeaseLost):
        leases.end(upload, lease, "refused", "x")
    upload.refresh_from_db()
    assert upload.status == "waiting"


def test_a_file_that_vanishes_is_said(upload):
    default_storage.delete(upload.file.name)
    actions.read_upload(upload=upload)
    assert (upload.status, upload.message) == ("refused", "收到的文件在读取时不见了，请重新上传。")


def fill_disk(monkeypatch):
    """Every file gets half written, then there's no room."""

    def half(name, content):
        path = Path(default_storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "_save", half)


def test_a_disk_that_fills_while_a_report_is_stored_leaves_nothing_half_and_the_file_to_be_read_again(
    regions, monkeypatch
):
    with SAMPLE.open("rb") as stream:
        upload = actions.receive_upload(file=File(stream), name=SAMPLE.name, by=None, stated=Stated())
    with monkeypatch.context() as full:
        fill_disk(full)
        actions.read_upload(upload=upload)
    assert (upload.status, upload.message.split("；")[0]) == ("failed", "服务器的磁盘满了，没有读完")
    assert (Report.objects.count(), SourceFile.objects.count()) == (0, 0)
    assert [path for path in Path(default_storage.location).rglob("*.pdf") if path.is_file()] == []
    actions.read_upload(upload=actions.retry_upload(upload=upload))
    upload.refresh_from_db()
    assert (upload.status, Report.objects.count()) == ("ready", 1)


def test_a_disk_that_fills_while_an_archive_is_unpacked_is_told(regions, monkeypatch):
    archive = ContentFile(zipped(("a.pdf", b"%PDF-1"), ("b.pdf", b"%PDF-2")))
    upload = actions.receive_upload(file=archive, name="一包.zip", by=None, stated=Stated())
    fill_disk(monkeypatch)
    actions.read_upload(upload=upload)
    assert upload.status == "failed"
    assert upload.message == "服务器的磁盘满了，文件没有存下来，请通知管理员后再传。"
    assert (Upload.objects.count(), default_storage.listdir("incoming")[1]) == (1, [upload.file.name.split("/")[1]])


def test_old_leavings_are_swept_and_what_waits_is_kept(upload, monkeypatch):
    default_storage.save("incoming/left", ContentFile(b"x"))
    assert actions.sweep_incoming() == 0  # it may be just arriving
    monkeypatch.setattr(recovery, "ORPHAN_AGE", timedelta(0))
    assert (actions.sweep_incoming(), default_storage.exists(upload.file.name)) == (1, True)


def test_what_is_due_is_published_once(draft, person):
    actions.submit_report(report=draft, by=person)
    draft.refresh_from_db()
    draft.publish_at, draft.approved_by = timezone.now() + LONG_AGO, person
    draft.save()
    assert actions.publish_due() == 0
    draft.publish_at = timezone.now() - LONG_AGO
    draft.save()
    assert (actions.publish_due(), actions.publish_due()) == (1, 0)
    draft.refresh_from_db()
    assert (draft.status, draft.events.first().actor) == ("published", person)


def test_what_is_sent_back_or_put_off_just_before_it_is_due_is_not_published(draft, person):
    actions.submit_report(report=draft, by=person)
    Report.objects.update(publish_at=timezone.now() - LONG_AGO, approved_by=person)
    due = Report.objects.get()  # as whoever publishes what is due has it
    actions.return_report(report=due, by=person, reason="再核一遍")
    assert approving.publish_if_due(due) is False
    actions.submit_report(report=draft, by=person)
    Report.objects.update(publish_at=timezone.now() + LONG_AGO)
    assert approving.publish_if_due(due) is False
    assert Report.objects.get().status == "submitted"


def test_what_would_replace_another_version_than_was_shown_when_it_is_due_waits_for_somebody_to_look(regions, person):
    early, late = (save(parsed(), data=data) for data in (b"%PDF-1", b"%PDF-2"))
    actions.submit_report(report=late, by=None)
    actions.approve_report(report=late, by=person, at=timezone.now() + LONG_AGO)
    public = actions.publish_report(report=early)  # by the command line
    Report.objects.filter(pk=late.pk).update(publish_at=timezone.now() - LONG_AGO)
    assert actions.publish_due() == 0
    waiting = Report.objects.get(status="submitted")
    assert (waiting, waiting.publish_at, waiting.approved_by) == (late, None, None)
    told = waiting.events.first()
    assert (told.verb, told.detail["reason"]) == (
        "report_unscheduled",
        "会替换已公布的第 1 版，请打开来看过差别再公布。",
    )
    actions.approve_report(report=waiting, by=person, replaces=public.public_id)
    assert Report.published.get() == waiting


def test_a_sign_of_life_prolongs_the_lease(upload):
    lease = leases.take(upload)
    before = Upload.objects.get().leased_until
    leases.renew(upload, lease)
    assert Upload.objects.get().leased_until > before
