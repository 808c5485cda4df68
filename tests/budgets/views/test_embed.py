"""Charts for other sites: only these answers may be framed, and by whom the setting names."""

import pytest

from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
CHANGE = {"amount": "108.18", "direction": "increase", "percent": "5.65", "reason": None}


@pytest.fixture
def address():
    report = make.report_with_tables(narrative={"expenditure_change": CHANGE})
    return f"/departments/{report.department_id}/2024/"


def test_a_chart_stands_alone_with_its_table_and_source(client, address):
    text = client.get(f"{address}?embed=1").content.decode()

    assert "全年预算比上年多 5.65%" in text
    assert "1,915.35（推算）" in text
    assert "来源：吕梁市财政局 2024 年部门预算，预算收支总表" in text
    assert f'href="http://testserver{address}"' in text
    assert "<header" not in text


def test_only_an_embedded_chart_may_be_framed(client, address):
    embedded, whole = client.get(f"{address}?embed=years"), client.get(address)

    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"


def test_a_chart_that_the_page_has_not_got_is_not_found(client, address):
    assert client.get(f"{address}?embed=nope").status_code == 404


def test_the_setting_turns_embedding_off(client, address, settings):
    settings.EMBED_ANCESTORS = []

    assert client.get(f"{address}?embed=1").status_code == 404


def test_pages_with_charts_can_be_embedded(client):
    one = make.report_with_tables().department
    make.projects(make.report(one, year=2023), {"业务经费": "1.00"})
    project = make.project(one, "业务经费")

    for path in (
        "/?embed=1",
        f"/departments/{one.pk}/?embed=1",
        f"/compare/?d={one.pk}&embed=1",
        f"/projects/{project.pk}/?embed=1",
    ):
        assert "数据表" in client.get(path).content.decode(), path
