"""Two people approve drafts of one department's year at once, each over a connection of their own."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from queue import Queue

import pytest
from django.db import connection, transaction
from django.utils import timezone

from budgets import totals
from budgets.models import Department, Report
from ingest import actions
from tests.ingest.conftest import member, parsed, save
from tests.ingest.test_kept_rows import kept

pytestmark = pytest.mark.django_db(transaction=True)
NEW_YEAR = timezone.make_aware(datetime(2999, 1, 1, 9))
LONGEST = 120  # seconds until somebody waits: only a machine on which they never do fails by it
REPLACES = "会替换已公布的第 {} 版，请打开来看过差别再公布。"
SCHEDULED = "同一部门同一年的另一份（先.pdf，{}）已定于 2999-01-01 09:00 公布，把它退回以后才能审核这一份。"


@pytest.fixture
def people(django_user_model):
    return member(django_user_model, "zhou"), member(django_user_model, "wu")


@pytest.fixture
def first(regions):
    return submitted(b"%PDF-1", "先.pdf")


@pytest.fixture
def second(first):
    return submitted(b"%PDF-2", "后.pdf")


@pytest.fixture
def public(first, second):
    return actions.publish_report(report=save(parsed(), data=b"%PDF-0", name="旧.pdf"))


def submitted(data, name):
    return actions.submit_report(report=save(parsed(), data=data, name=name), by=None)


def at_once(department, *acts):
    """What each was told, None for nothing. All have begun before any ends: they queue for the department, in order."""
    pids = Queue()
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            Department.objects.select_for_update(no_key=True).get(pk=department.pk)
            begun = []
            for act in acts:
                begun.append(pool.submit(apart, act, pids))
                wait_until_blocked(pids.get(timeout=LONGEST))
        return [one.result(timeout=LONGEST) for one in begun]


def apart(act, pids):
    """Over a connection of its own, as in another process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.put(cursor.fetchone()[0])
        return act()
    except actions.NotAllowed as why:
        return str(why)
    finally:
        connection.close()


def wait_until_blocked(pid):
    end = time.monotonic() + LONGEST
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s", [pid])
            if cursor.fetchone()[0]:
                return
            assert time.monotonic() < end, "nobody waits for the department"
            time.sleep(0.01)


def alone(report, by, at=None, replaces=None):
    def approve():
        actions.approve_report(report=report, by=by, at=at, replaces=replaces)

    return approve


def together(report, by, at=None):
    def approve():
        outcome = actions.approve_reports(reports=[report], by=by, at=at)
        assert outcome.done + len(outcome.left) == 1
        return "".join(outcome.left).removeprefix("示例市教育局 2024 部门预算：") or None

    return approve


def stored(report):
    """All that there is of it."""
    return Report.objects.values().get(pk=report.pk), list(report.events.values_list("verb", "actor"))


def versions():
    rows = Report.objects.filter(version__isnull=False).order_by("version")
    return list(rows.values_list("source__original_name", "version", "status", "approved_by__username"))


def assert_added_up():
    step_by_step = kept()
    totals.refresh_all()
    assert kept() == step_by_step


@pytest.mark.parametrize("way", [alone, together])
def test_of_two_that_would_be_the_first_version_one_is_public_and_the_other_as_it_was(first, second, people, way):
    before = stored(second)
    told = at_once(first.department, way(first, people[0]), way(second, people[1]))
    assert told == [None, REPLACES.format(1)]
    assert versions() == [("先.pdf", 1, "published", "zhou")]
    assert stored(second) == before
    assert_added_up()


def test_of_two_that_would_replace_the_same_version_one_does_and_the_other_is_as_it_was(first, second, public, people):
    before = stored(second)
    told = at_once(
        first.department,
        alone(first, people[0], replaces=public.public_id),
        alone(second, people[1], replaces=public.public_id),
    )
    assert told == [None, REPLACES.format(2)]
    assert versions() == [("旧.pdf", 1, "superseded", None), ("先.pdf", 2, "published", "zhou")]
    assert stored(second) == before
    assert_added_up()


def test_one_that_was_shown_no_version_replaces_none(first, second, public, people):
    before = stored(second)
    told = at_once(first.department, alone(first, people[0], replaces=public.public_id), together(second, people[1]))
    assert told == [None, REPLACES.format(2)]
    assert versions() == [("旧.pdf", 1, "superseded", None), ("先.pdf", 2, "published", "zhou")]
    assert stored(second) == before


@pytest.mark.parametrize("at", [None, NEW_YEAR], ids=["now", "for a time"])
@pytest.mark.parametrize("way", [alone, together])
def test_beside_one_that_is_just_being_scheduled_another_is_refused(first, second, people, way, at):
    before = stored(second)
    told = at_once(first.department, way(first, people[0], at=NEW_YEAR), way(second, people[1], at=at))
    assert told == [None, SCHEDULED.format(first.public_id)]
    assert versions() == []
    assert stored(second) == before
    first.refresh_from_db()
    assert (first.status, first.publish_at, first.approved_by) == ("submitted", NEW_YEAR, people[0])


def test_what_is_scheduled_while_another_becomes_public_is_refused(first, second, people):
    before = stored(second)
    told = at_once(first.department, alone(first, people[0]), alone(second, people[1], at=NEW_YEAR))
    assert told == [None, REPLACES.format(1)]
    assert versions() == [("先.pdf", 1, "published", "zhou")]
    assert stored(second) == before


def test_one_report_is_approved_once(first, people):
    told = at_once(first.department, alone(first, people[0]), alone(first, people[1]))
    assert told == [None, "只有送审的报告可以公布。"]
    assert versions() == [("先.pdf", 1, "published", "zhou")]
    assert [verb for verb, _ in stored(first)[1]] == ["report_published", "report_submitted", "report_read"]
