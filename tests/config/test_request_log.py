"""Every request has an id and leaves one line, in which nothing personal stands."""

import json
import logging
import logging.config

import pytest
from django.conf import settings

from config.request_log import WithRequestId


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="portal.request")
    return lambda: [(r.method, r.route, r.status) for r in caplog.records if r.name == "portal.request"]


@pytest.mark.django_db
def test_one_line_names_the_route_and_not_what_was_asked(client, lines, caplog):
    client.get("/projects/?q=张三", headers={"User-Agent": "reader"}, REMOTE_ADDR="203.0.113.9")
    assert lines() == [("GET", "projects/", 200)]
    assert "张三" not in caplog.text
    assert "203.0.113.9" not in caplog.text


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_not_written_down(client, lines):
    client.get("/secret-of-somebody/")
    assert lines() == [("GET", "no such address", 404)]


def test_a_proxys_id_is_kept_and_sent_back(client):
    assert client.get("/healthz", headers={"X-Request-ID": "edge-12345678"})["X-Request-ID"] == "edge-12345678"


@pytest.mark.parametrize("forged", ["short", "a b c d e f g h", "x" * 65, 'quote"quote"'])
def test_anything_else_sent_as_an_id_is_replaced(client, forged):
    given = client.get("/healthz", headers={"X-Request-ID": forged})["X-Request-ID"]
    assert given != forged
    assert len(given) == 32


def test_a_record_as_json_carries_the_id():
    formatter = logging.config.DictConfigurator({"version": 1}).configure_formatter(
        dict(settings.LOGGING["formatters"]["json"])
    )
    record = logging.makeLogRecord({"msg": "answered", "name": "portal.request", "levelname": "INFO", "status": 200})
    assert WithRequestId().filter(record)
    written = json.loads(formatter.format(record))
    del written["asctime"]
    assert written == {
        "levelname": "INFO",
        "name": "portal.request",
        "request_id": "-",
        "message": "answered",
        "status": 200,
    }
