"""Published files read again: the same takes effect silently, what reads differently waits for review."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from budgets.models import Event, Line, Reading, Report
from ingest import actions
from ingest.corrections import Place
from ingest.identity import Stated
from ingest.models import Rereading
from ingest.version import READER_VERSION
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
SAMPLE = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"


@pytest.fixture
def published(regions):
    received = actions.Received(SAMPLE.read_bytes(), SAMPLE.name)
    return actions.publish_report(
        report=actions.take_in(received=received, stated=Stated())[0], acknowledgement="原件如此"
    )


def reread(*arguments):
    out = io.StringIO()
    call_command("reread", *arguments, stdout=out)
    return out.getvalue().splitlines()


def misread(report):
    """As if an older reader had misread a cell."""
    line = Line.objects.filter(table__report=report, table__slug="expenditure").first()
    line.printed, line.total = {**line.printed, "total": "1.00"}, 10_000
    line.save()
    Reading.objects.update(reader_version="0.9")
    return line


def test_what_reads_the_same_takes_effect_silently(published):
    Reading.objects.update(reader_version="0.9")
    assert reread() == ["没有变化 1"]
    published.refresh_from_db()
    assert (published.status, published.version, published.reading.reader_version) == ("published", 1, READER_VERSION)
    assert Report.objects.count() == 1
    assert reread() == ["没有要重读的。"]


def test_what_reads_differently_becomes_a_draft_to_be_published_as_our_erratum(published):
    misread(published)
    assert reread("--dry-run") == [f"{published.public_id} {published}：有变化", "有变化 1"]
    assert Report.objects.count() == 1
    assert reread()[-1] == "有变化 1"
    assert reread()[-1] == "已有没公布的更正版 1"
    draft = Report.objects.get(status="draft")
    after = actions.publish_report(report=draft, acknowledgement="原件如此")
    assert (after.version, after.version_reason) == (2, "corrected")


def test_a_correction_survives_a_reading_that_still_needs_it(published, person):
    draft = actions.open_revision(report=published, by=person)
    line = Line.objects.filter(table__report=draft, table__slug="expenditure").first()
    actions.correct_report(
        report=draft, place=Place("total", "expenditure", line.position), value="7.77", why="原件如此印", by=person
    )
    actions.publish_report(report=draft, acknowledgement="原件如此")
    assert reread("--all") == ["没有变化 1"]
    line = Line.objects.get(table__report=draft, table__slug="expenditure", position=line.position)
    assert line.printed["total"] == "7.77"


def carry_out():
    """What a worker does with what waits."""
    for rereading in Rereading.objects.filter(outcome="queued"):
        actions.carry_out_rereading(rereading=rereading)


def page_of(client):
    return client.get(reverse("staff:rereading")).content.decode()


def ask(client, **sent):
    return client.post(reverse("staff:rereading"), sent, follow=True).content.decode()


def test_the_page_tells_what_would_change_and_changes_nothing_before_it_is_asked_to(published, uploader):
    misread(published)
    assert "其中 1 份是别的版本读的" in page_of(uploader)
    assert "1 份已排队" in ask(uploader, way="trial")
    assert "没有要重读的。" in ask(uploader, way="trial")  # it waits already
    carry_out()
    page = page_of(uploader)
    for said in ("有变化 1", "只是试读，什么都没改", "1 处不同", "<del>1.00</del>"):
        assert said in page
    assert (Report.objects.count(), Reading.objects.count()) == (1, 1)

    ask(uploader, way="real")
    carry_out()
    draft = Report.objects.get(status="draft")
    page = page_of(uploader)
    assert reverse("staff:review", args=[draft.public_id]) in page
    assert "会替换第 1 版，要单独审核" in page
    assert "working" in uploader.get(reverse("staff:rereading_rows")).content.decode()
    assert Event.objects.filter(verb="rereading_asked").count() == 2


def test_what_reads_the_same_takes_effect_from_the_page_too(published, uploader):
    Reading.objects.update(reader_version="0.9")
    ask(uploader, way="trial")
    carry_out()
    published.refresh_from_db()
    assert (published.reading.reader_version, "没有变化 1" in page_of(uploader)) == ("0.9", True)
    assert "<li>" not in uploader.get(reverse("staff:rereading_rows")).content.decode()  # counted, not listed
    ask(uploader, way="real")
    carry_out()
    published.refresh_from_db()
    assert published.reading.reader_version != "0.9"
    assert "其中 0 份是别的版本读的" in page_of(uploader)
    assert "没有要重读的。" in ask(uploader, way="real")
    assert "1 份已排队" in ask(uploader, way="trial", everything="on")


def test_a_file_that_is_gone_is_told(published, uploader):
    Reading.objects.update(reader_version="0.9")
    ask(uploader, way="real")
    published.source.file.storage.delete(published.source.file.name)
    carry_out()
    assert "原来的文件不见了" in page_of(uploader)
    assert Report.objects.get().status == "published"


def test_a_rereading_whose_worker_was_killed_is_queued_again(published, uploader, settings):
    Reading.objects.update(reader_version="0.9")
    ask(uploader, way="trial")
    assert actions.take_up_again() == 0
    DBTaskResult.objects.all().delete()
    settings.READING_SECONDS = 0
    assert (actions.take_up_again(), DBTaskResult.objects.count()) == (1, 1)
