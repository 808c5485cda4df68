"""Every public address, while a report is a draft, submitted or withdrawn: nothing of it is to be seen."""

import pytest
from django.core.cache import cache
from django.test import Client

from ingest import actions
from tests.conftest import ROOT
from tests.ingest.conftest import TARGET, expenditure, parsed, projects, save
from tests.ingest.public_addresses import addresses, body_of, queries, words_of

pytestmark = pytest.mark.django_db
SECRET = ("示例市教育局", "教学设备购置", "87654.32")
PAPER = ROOT / "samples" / "reports" / "示例市民政局-2025-部门预算.pdf"  # any file with pages will do


def report_with_secrets():
    tables = (expenditure(basic="87654.32"), projects())
    return save(parsed(tables=tables, targets=(TARGET,)), data=PAPER.read_bytes())


@pytest.fixture(params=["draft", "submitted", "withdrawn"])
def hidden(request, regions, person):
    report = report_with_secrets()
    if request.param == "submitted":
        for finding in actions.open_errors(report):
            actions.acknowledge_finding(finding=finding, reason="原件如此", by=person)
        return actions.submit_report(report=report, by=person)
    if request.param == "withdrawn":
        published = actions.publish_report(report=report, acknowledgement="原件如此")
        return actions.withdraw_report(report=published, by=person, reason="核实")
    return report


def words_shown(report):
    """Address and word, wherever something of the report is to be seen; 410 pages and feeds may say whose it was."""
    client = Client()
    shown = []
    for address in addresses(report):
        cache.clear()  # or the API's limit on requests answers in its place
        for query in queries(report, address):
            response = client.get(address + query)
            body = words_of(body_of(response))
            may_say_whose = response.status_code == 410 or (not report.is_open and address.endswith("/feed.xml"))
            allowed = SECRET[1:] if may_say_whose else SECRET
            shown += [(address + query, word) for word in allowed if word in body]
            if report.is_open and report.public_id in address:
                assert response.status_code == 404, address
    return shown


def test_no_public_address_shows_it(hidden):
    assert words_shown(hidden) == []


def test_the_search_would_find_it(regions):
    """Published, the same words are found on many addresses."""
    report = report_with_secrets()
    shown = words_shown(actions.publish_report(report=report, acknowledgement="原件如此"))
    assert {word for _, word in shown} == {"示例市教育局", "教学设备购置", "87654.32"}
    assert len({address for address, _ in shown}) > 20
