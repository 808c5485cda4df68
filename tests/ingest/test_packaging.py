"""What becomes public is packaged in the background, once for any number of changes."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from budgets.packages import store
from ingest import actions, tasks
from ingest.actions import packaging
from tests.ingest.conftest import parsed, save

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def long_since_looked(monkeypatch):
    monkeypatch.setattr(packaging, "looked_at", float("-inf"))


def waiting():
    return DBTaskResult.objects.filter(task_path="ingest.tasks.build_packages", status="READY").count()


def test_publishing_queues_one_build_for_all_of_a_round(draft):
    assert waiting() == 0
    actions.publish_report(report=draft)
    actions.publish_report(report=save(parsed(year=2023), data=b"%PDF-1.4 two"))
    assert waiting() == 1


def test_a_draft_and_its_dates_queue_nothing(draft):
    actions.describe_report(report=draft, by=None, approved_on=None, disclosed_on=date(2024, 2, 1), official_url=None)
    assert waiting() == 0


def test_what_is_said_of_a_published_report_comes_into_its_package(published):
    tasks.build_packages.call()
    name = f"report-{published.public_id}"
    before = store.current(name)
    DBTaskResult.objects.all().delete()
    actions.describe_report(
        report=published, by=None, approved_on=None, disclosed_on=date(2024, 2, 1), official_url="https://example.org/b"
    )
    assert waiting() == 1
    tasks.build_packages.call()
    assert store.current(name).sha256 != before.sha256


def test_a_withdrawn_report_queues_the_build_that_leaves_it_out(published):
    tasks.build_packages.call()
    DBTaskResult.objects.all().delete()
    actions.withdraw_report(report=published, by=None, reason="核实")
    assert waiting() == 1
    assert store.current("all") is None
    tasks.build_packages.call()
    assert list(store.folder().glob("*.zip")) == []


def test_a_worker_finds_by_itself_what_is_missing_and_looks_once_a_minute(published):
    DBTaskResult.objects.all().delete()
    actions.queue_due_packages()
    assert waiting() == 1
    DBTaskResult.objects.all().delete()
    actions.queue_due_packages()
    assert waiting() == 0


def test_nothing_is_queued_where_all_is_there(published):
    tasks.build_packages.call()
    DBTaskResult.objects.all().delete()
    actions.queue_due_packages()
    assert waiting() == 0
