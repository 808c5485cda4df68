"""A worker that was asked to end gives back what it is at; tests/ingest/test_workers.py sends it real signals."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from budgets.packages import store
from ingest import actions, stopping, tasks
from ingest.identity import Stated
from ingest.models import Rereading
from tests.conftest import ROOT
from tests.ingest.test_archives import zipped

SAMPLE = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask_to_end():
    yield stopping.asked.set
    stopping.asked.clear()


def received(content, name):
    upload = actions.receive_upload(file=ContentFile(content), name=name, by=None, stated=Stated())
    DBTaskResult.objects.all().delete()
    return upload


def waiting():
    tasks_there = DBTaskResult.objects.filter(status="READY").order_by("enqueued_at")
    return [(task.task_name, *task.args_kwargs["args"]) for task in tasks_there]


def test_a_file_that_is_being_read_waits_again_and_that_was_no_attempt(regions, ask_to_end):
    upload = received(SAMPLE.read_bytes(), SAMPLE.name)
    ask_to_end()
    actions.read_upload(upload=upload)
    assert (upload.status, upload.attempts, upload.lease, upload.leased_until) == ("waiting", 0, None, None)
    assert (default_storage.exists(upload.file.name), waiting()) == (True, [("read_upload", upload.pk)])


def test_an_archive_is_unpacked_on_by_another_worker(regions, ask_to_end):
    upload = received(zipped(("a.pdf", b"%PDF-1"), ("b.pdf", b"%PDF-2")), "一包.zip")
    ask_to_end()
    actions.read_upload(upload=upload)
    assert (upload.status, upload.entries.count(), waiting()) == ("waiting", 0, [("read_upload", upload.pk)])
    stopping.asked.clear()
    actions.read_upload(upload=upload)
    assert (upload.status, upload.entries.count()) == ("unpacked", 2)


def test_a_rereading_is_asked_for_again(regions, ask_to_end):
    file = actions.Received(SAMPLE.read_bytes(), SAMPLE.name)
    report, _ = actions.take_in(received=file, stated=Stated())
    actions.publish_report(report=report, acknowledgement="原件如此")
    actions.ask_rereading(reports=[report], trial=True, by=None)
    DBTaskResult.objects.all().delete()
    rereading = Rereading.objects.get()
    ask_to_end()
    actions.carry_out_rereading(rereading=rereading)
    rereading.refresh_from_db()
    assert (rereading.outcome, waiting()) == ("queued", [("reread_report", rereading.pk)])


def test_packages_that_are_not_built_yet_stay_due(published, ask_to_end):
    DBTaskResult.objects.all().delete()
    ask_to_end()
    tasks.build_packages.call()
    assert (sorted(path.name for path in store.folder().iterdir()), waiting()) == (["lock"], [("build_packages",)])
