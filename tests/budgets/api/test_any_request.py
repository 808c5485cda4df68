"""Any request that the OpenAPI document allows is answered as it says; any other is refused (schemathesis)."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from budgets.models import Indicator, Target
from config.wsgi import application
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@pytest.fixture(autouse=True)
def _report(db, settings):
    """Over a report of every part, without limits; the test's transaction outlives each request."""
    settings.API_REQUESTS_PER_MINUTE = 0
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    report = make.report_with_tables()
    target = Target.objects.create(report=report, position=1, name="业务经费", funding={"annual": {"total": "1"}})
    Indicator.objects.create(target=target, position=1, scope="annual", level3="培训人次", value="≥80人")
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW, phases=[Phase.explicit, Phase.generate])
def test_a_few_requests_to_each_address(case):
    case.call_and_validate()


@pytest.mark.long
@schema.parametrize()
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
def test_many_requests_to_each_address(case):
    case.call_and_validate()
