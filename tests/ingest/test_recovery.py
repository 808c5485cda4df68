"""What a killed process left is taken up again, once."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ingest import actions
from ingest.actions import leases, recovery
from ingest.identity import Stated
from ingest.models import Upload

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


def test_a_sign_of_life_prolongs_the_lease(upload):
    lease = leases.take(upload)
    before = Upload.objects.get().leased_until
    leases.renew(upload, lease)
    assert Upload.objects.get().leased_until > before
