"""Who comes and goes leaves a line, in which no name, address or password stands."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

RIGHT = "a long enough phrase"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="portal.security")
    return lambda: [
        (r.levelname, r.getMessage(), getattr(r, "account", None))
        for r in caplog.records
        if r.name == "portal.security"
    ]


@pytest.mark.django_db
def test_a_log_in_a_log_out_and_a_failure_are_noted(person, lines, caplog):
    client = Client()
    address = reverse("staff:login")
    client.post(address, {"username": "zhou", "password": "guessed-wrong"}, REMOTE_ADDR="203.0.113.9")
    client.post(address, {"username": "zhou", "password": RIGHT})
    client.post(reverse("staff:logout"))
    assert lines() == [
        ("WARNING", "log-in failed", None),
        ("INFO", "logged in", person.pk),
        ("INFO", "logged out", person.pk),
    ]
    written = " ".join(str(vars(record)) for record in caplog.records if record.name == "portal.security")
    assert not [word for word in ("guessed-wrong", RIGHT, "203.0.113.9", "'zhou'") if word in written]
