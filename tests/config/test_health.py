"""Alive and ready are two questions; whoever asks learns what fails and nothing else."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

ALL_WELL = {"databases": "ok", "migrations": "ok", "files": "ok", "disk": "ok"}


def test_a_process_that_lives_says_so_without_a_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def data_folder(settings):
    settings.VAR_DIR.mkdir(parents=True)
    return settings.VAR_DIR


@pytest.mark.django_db
def test_a_portal_whose_parts_all_work_is_ready(client, data_folder):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": ALL_WELL})


@pytest.mark.django_db
def test_a_database_that_waits_for_a_migration_is_not_ready(client, data_folder):
    MigrationRecorder(connection).record_unapplied("ingest", last("ingest"))
    answer = client.get("/readyz")
    parts = ALL_WELL | {"migrations": "migrations wait: run manage.py migrate"}
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "parts": parts})


@pytest.mark.django_db
def test_a_data_folder_that_is_gone_is_said(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == ALL_WELL | {"disk": "the data folder is not there"}


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_said(client, data_folder, settings):
    settings.MIN_FREE_BYTES = 2**62
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["disk"].endswith(f"MiB are free, less than {2**42} MiB")


def last(app):
    return max(name for label, name in MigrationRecorder(connection).applied_migrations() if label == app)
