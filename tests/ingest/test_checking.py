"""What the checks of a stored report take from the database: last year's report, names of codes, dates."""

from dataclasses import replace
from datetime import date

import pytest

from budgets.models import FunctionalCode
from ingest import actions
from ingest.checking import check_stored, names_of_codes, prior_of
from tests.ingest.conftest import expenditure, parsed, save

pytestmark = pytest.mark.django_db


def outcomes(report, read, rule):
    return [(finding.outcome, finding.reason) for finding in check_stored(report, read) if finding.rule == rule]


def stating_last_year(prior):
    """This year's report, whose table prints last year's 合计 too."""
    table = expenditure()
    first = replace(table.rows[0], values={**table.rows[0].values, "prior_total": prior})
    return parsed(year=2025, tables=[replace(table, title="2025年预算支出总表", rows=(first, *table.rows[1:]))])


@pytest.mark.parametrize(("prior", "outcome"), [("10.00", "passed"), ("11.00", "failed")])
def test_last_year_s_amount_is_held_against_last_year_s_published_report(published, prior, outcome):
    read = stating_last_year(prior)
    report = save(read, data=b"%PDF-1.4 2025")
    assert prior_of(report) == published
    assert outcome in [found for found, _ in outcomes(report, read, "year-over-year")]


def test_without_last_year_s_report_the_check_is_skipped(regions):
    read = stating_last_year("10.00")
    assert outcomes(save(read), read, "year-over-year") == [("skipped", "没有收录上年的报告")]


def test_publishing_last_year_s_report_later_checks_this_year_s_anew(draft):
    following = actions.publish_report(report=save(stating_last_year("11.00"), data=b"%PDF-1.4 2025"))
    assert set(following.findings.filter(rule="year-over-year").values_list("outcome", flat=True)) == {"skipped"}
    actions.publish_report(report=draft)
    assert "failed" in following.findings.filter(rule="year-over-year").values_list("outcome", flat=True)
    assert following.findings.filter(rule="identity").count() == 0


def test_a_draft_of_last_year_is_no_published_report(draft):
    assert prior_of(save(stating_last_year("10.00"), data=b"%PDF-1.4 2025")) is None


def test_another_unit_s_report_is_not_last_year_s(published):
    unit = actions.publish_report(report=save(parsed(scope="unit"), data=b"%PDF-1.4 unit"))
    following = save(parsed(scope="unit", year=2025), data=b"%PDF-1.4 unit 2025")
    assert prior_of(following) == unit


def test_a_code_of_a_year_in_which_it_was_not_seen_is_unknown(db):
    FunctionalCode.objects.create(code="205", name="教育支出", level="class", years=[2024])
    assert (names_of_codes(2024, {"205"}), names_of_codes(2019, {"205"})) == ({"205": {"教育支出"}}, {})


def test_only_the_names_of_printed_codes_are_loaded_unless_none_of_these_is_known(db):
    for code, name in (("205", "教育支出"), ("205", "教育"), ("206", "科学技术支出")):
        FunctionalCode.objects.create(code=code, name=name, level="class", years=[2024])
    assert names_of_codes(2024, {"205", "299"}) == {"205": {"教育支出", "教育"}}
    assert names_of_codes(2024, {"299"}) == {"205": {"教育支出", "教育"}, "206": {"科学技术支出"}}


def test_a_code_printed_with_another_name_is_a_notice(draft):
    FunctionalCode.objects.create(code="205", name="科学技术支出", level="class", years=[2024])
    read = parsed()
    found = [f for f in check_stored(draft, read) if f.rule == "code-and-name"]
    assert [(f.outcome, f.severity) for f in found] == [("failed", "notice")]


def test_the_dates_that_staff_entered_are_checked(draft):
    draft.approved_on, draft.disclosed_on = date(2024, 2, 1), date(2024, 3, 1)
    assert [outcome for outcome, _ in outcomes(draft, parsed(), "disclosed-on-time")] == ["failed"]


def test_entering_the_dates_checks_a_stored_report_anew(published):
    found = published.findings.filter(rule="disclosed-on-time").values_list("outcome", flat=True)
    assert list(found) == ["skipped"]
    dates = {"approved_on": date(2024, 2, 1), "disclosed_on": date(2024, 3, 1)}
    actions.describe_report(report=published, by=None, official_url=None, **dates)
    assert list(found.all()) == ["failed"]
