"""Published files read again: the same takes effect silently, what reads differently waits for review."""

import io

import pytest
from django.core.management import call_command

from budgets.models import Line, Reading, Report
from ingest import actions
from ingest.corrections import Place
from ingest.identity import Stated
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
    line.printed = {**line.printed, "total": "1.00"}
    line.save()
    Reading.objects.update(reader_version="0.9")
    return line


def test_what_reads_the_same_takes_effect_silently(published):
    Reading.objects.update(reader_version="0.9")
    assert reread() == ["没有变化 1"]
    published.refresh_from_db()
    assert (published.status, published.version, published.reading.reader_version) == ("published", 1, "1.0")
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
