"""Figures for a Prometheus that knows the token; for everybody else there is no such address."""

import pytest

from tests.budgets import factories as make

TOKEN = "a-long-token-of-the-test"


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}])
@pytest.mark.parametrize("configured", ["", TOKEN])
@pytest.mark.django_db
def test_without_the_token_there_is_nothing(client, settings, configured, sent):
    settings.METRICS_TOKEN = configured
    assert client.get("/metrics", headers=sent).status_code == 404


@pytest.mark.django_db
def test_with_the_token_the_stock_is_counted(client, settings):
    settings.METRICS_TOKEN = TOKEN
    make.report_with_tables()
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    own = [line for line in text.splitlines() if line.startswith("portal_")]
    assert own == [
        'portal_uploads{status="waiting"} 0.0',
        'portal_uploads{status="reading"} 0.0',
        'portal_uploads{status="ready"} 0.0',
        'portal_uploads{status="duplicate"} 0.0',
        'portal_uploads{status="unpacked"} 0.0',
        'portal_uploads{status="refused"} 0.0',
        'portal_uploads{status="failed"} 0.0',
        'portal_reports{status="draft"} 0.0',
        'portal_reports{status="submitted"} 0.0',
        'portal_reports{status="published"} 1.0',
        'portal_reports{status="superseded"} 0.0',
        'portal_reports{status="withdrawn"} 0.0',
    ]
    assert "python_info" in text
