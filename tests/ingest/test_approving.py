"""Approving: one draft of a department's year at a time, and none of what isn't the approver's."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from budgets.models import Report
from ingest import actions
from ingest.corrections import Place
from ingest.identity import Stated
from tests.ingest.conftest import member, parsed, save

pytestmark = pytest.mark.django_db
NEW_YEAR = timezone.make_aware(datetime(2999, 1, 1, 9))
WAITS = "同一部门同一年的另一份（先.pdf，{}）已定于 2999-01-01 09:00 公布，把它退回以后才能审核这一份。"


@pytest.fixture
def first(regions):
    return submitted(save(parsed(), data=b"%PDF-1", name="先.pdf"))


@pytest.fixture
def second(first):
    return submitted(save(parsed(), data=b"%PDF-2", name="后.pdf"))


@pytest.fixture
def scheduled(first, second, person):
    """The first, with the second still waiting."""
    return actions.approve_report(report=first, by=person, at=NEW_YEAR)


def submitted(report):
    return actions.submit_report(report=report, by=None)


def state():
    rows = Report.objects.order_by("pk").values_list("source__original_name", "status", "publish_at", "approved_by")
    return list(rows)


@pytest.mark.parametrize("at", [None, NEW_YEAR + timedelta(days=1)], ids=["now", "for a time"])
def test_beside_one_that_is_scheduled_another_of_its_year_is_refused(scheduled, second, person, at):
    before = state()
    with pytest.raises(actions.NotAllowed) as refused:
        actions.approve_report(report=second, by=person, at=at)
    assert str(refused.value) == WAITS.format(scheduled.public_id)
    assert state() == before


def test_of_two_approved_together_for_a_time_the_second_is_refused(first, second, person):
    outcome = actions.approve_reports(reports=[first, second], by=person, at=NEW_YEAR)
    refusal = f"示例市教育局 2024 部门预算：{WAITS.format(first.public_id)}"
    assert (outcome.done, outcome.left) == (1, [refusal])
    assert state() == [("先.pdf", "submitted", NEW_YEAR, person.pk), ("后.pdf", "submitted", None, None)]


def test_the_scheduled_one_sent_back_frees_the_way(scheduled, second, person):
    actions.return_report(report=scheduled, by=person, reason="先公布另一份")
    actions.approve_report(report=second, by=person, at=NEW_YEAR)
    assert state() == [("先.pdf", "draft", None, None), ("后.pdf", "submitted", NEW_YEAR, person.pk)]


def test_the_scheduled_one_itself_is_put_off_or_published_now(scheduled, person):
    later = NEW_YEAR + timedelta(days=1)
    assert actions.approve_report(report=scheduled, by=person, at=later).publish_at == later
    assert actions.approve_report(report=scheduled, by=person).status == "published"


def test_another_year_another_stage_and_a_unit_s_own_report_are_not_in_the_way(scheduled, person):
    next_year = submitted(save(parsed(year=2025), data=b"%PDF-3"))
    of_unit = parsed(scope="unit", department="示例市第一小学")
    of_unit = submitted(save(of_unit, data=b"%PDF-4", stated=Stated(department="示例市教育局")))
    staged = submitted(save(parsed(), data=b"%PDF-5"))
    Report.objects.filter(pk=staged.pk).update(stage="final_account")
    outcome = actions.approve_reports(reports=[next_year, of_unit, staged], by=person, at=NEW_YEAR)
    assert (outcome.done, outcome.left) == (3, [])
    assert {report.department for report in Report.objects.all()} == {scheduled.department}


def test_two_scheduled_before_this_was_refused_are_published_one_after_somebody_looked(scheduled, second, person):
    long_ago = timezone.now() - timedelta(hours=1)
    Report.objects.update(publish_at=long_ago, approved_by=person)
    Report.objects.get(pk=second.pk).events.create(verb="report_scheduled", detail={"replaces": None})
    assert (actions.publish_due(), actions.publish_due()) == (1, 0)
    assert state() == [("先.pdf", "published", None, person.pk), ("后.pdf", "submitted", None, None)]


@pytest.mark.parametrize("at", [None, NEW_YEAR], ids=["now", "for a time"])
def test_nobody_approves_what_is_outside_their_regions(first, django_user_model, at):
    stranger = member(django_user_model, "stranger", "审核员", region="141100")
    before = state()
    with pytest.raises(actions.NotAllowed, match="不是你负责的地区的报告，不能审核。"):
        actions.approve_report(report=first, by=stranger, at=at)
    assert state() == before


def test_what_was_moved_out_of_the_region_since_it_was_chosen_is_left(first, django_user_model):
    local = member(django_user_model, "local", "审核员", region="999900")
    chosen = list(Report.objects.all())
    actions.return_report(report=first, by=None, reason="部门读错了")
    moved = {"place": Place("department"), "value": "吕梁市财政局", "why": "读错了", "by": None}
    actions.correct_report(report=first, **moved)
    actions.submit_report(report=first, by=None)
    outcome = actions.approve_reports(reports=chosen, by=local)
    assert (outcome.done, outcome.left) == (0, ["示例市教育局 2024 部门预算：不是你负责的地区的报告，不能审核。"])
    assert state() == [("先.pdf", "submitted", None, None)]
