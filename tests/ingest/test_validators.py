"""Published pages can lie in any HTTP cache: what publishing changes is asked for anew."""

import pytest

from ingest import actions
from tests.ingest.conftest import parsed, save

pytestmark = pytest.mark.django_db


def address(report):
    return f"/departments/{report.department_id}/{report.year}/"


def test_a_page_that_has_not_changed_is_not_sent_again(client, published):
    first = client.get(address(published))

    again = client.get(address(published), headers={"If-None-Match": first["ETag"]})
    later = client.get(address(published), headers={"If-Modified-Since": first["Last-Modified"]})

    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in first.get("Vary", "")
    assert (again.status_code, again.content, later.status_code) == (304, b"", 304)


def test_publishing_another_year_of_the_department_changes_the_validators_at_once(client, published):
    before = client.get(address(published))["ETag"]

    actions.publish_report(report=save(parsed(year=2025), data=b"%PDF-1.4 three"), acknowledgement="原件如此")

    answer = client.get(address(published), headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_a_withdrawn_report_is_gone_for_those_who_had_it_too(client, published):
    before = client.get(f"/reports/{published.public_id}/")["ETag"]

    actions.withdraw_report(report=published, by=None, reason="部门要求更正")

    assert client.get(f"/reports/{published.public_id}/", headers={"If-None-Match": before}).status_code == 410
