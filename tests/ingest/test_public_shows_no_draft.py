"""Every public address, while a report is a draft, submitted or withdrawn: nothing of it is to be seen."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ingest import actions
from tests.ingest.conftest import TARGET, expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db
SECRET = ("示例市教育局", "教学设备购置", "87654.32")
VALUES = {
    "year": 2024,
    "slug": "expenditure",
    "page": 1,
    "code": "205",
    "unit_id": 1,
    "section": "duties",
    "rule": "classes-add-up",
    "public_id": "",
    "department_id": 0,
    "project_id": 0,
}


@pytest.fixture(params=["draft", "submitted", "withdrawn"])
def hidden(request, regions, person):
    report = save(parsed(tables=(expenditure(basic="87654.32"), projects()), targets=(TARGET,)))
    if request.param == "submitted":
        for finding in actions.open_errors(report):
            actions.acknowledge_finding(finding=finding, reason="原件如此", by=person)
        return actions.submit_report(report=report, by=person)
    if request.param == "withdrawn":
        published = actions.publish_report(report=report, acknowledgement="原件如此")
        return actions.withdraw_report(report=published, by=person, reason="核实")
    return report


def public_patterns(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if route.startswith("staff/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.pattern.converters


def addresses(report):
    values = {
        **VALUES,
        "public_id": report.public_id,
        "department_id": report.department_id,
        "project_id": report.targets.get().project_id,
    }
    for route, converters in public_patterns():
        address = "/" + route
        for name, converter in converters.items():
            if name not in values:
                pytest.fail(f"the address {route} has a part {name} that this test doesn't know")
            for kind in ("int", "slug", "str", "path"):
                address = address.replace(f"<{kind}:{name}>", converter.to_url(values[name]))
            address = address.replace(f"<{name}>", converter.to_url(values[name]))
        yield address


def words_shown(report):
    """Address and word, wherever something of the report is to be seen; 410 pages may say whose it was."""
    client = Client()
    shown = []
    for address in addresses(report):
        for query in ("", f"?d={report.department_id}&year=2024&q=教育&region=999900"):
            response = client.get(address + query)
            body = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
            allowed = SECRET[1:] if response.status_code == 410 else SECRET
            shown += [(address + query, word) for word in allowed if word in body]
            if report.is_open and report.public_id in address:
                assert response.status_code == 404, address
    return shown


def test_no_public_address_shows_it(hidden):
    assert words_shown(hidden) == []


def test_the_search_would_find_it(regions):
    """Published, the same words are found on many addresses."""
    report = save(parsed(tables=(expenditure(basic="87654.32"), projects()), targets=(TARGET,)))
    shown = words_shown(actions.publish_report(report=report, acknowledgement="原件如此"))
    assert {word for _, word in shown} == {"示例市教育局", "教学设备购置", "87654.32"}
    assert len({address for address, _ in shown}) > 20
