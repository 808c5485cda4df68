"""Databases for one measurement."""

from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from bench.scratch import instance


@pytest.fixture
def server_url():
    """As DATABASE_URL has it: the host may be a socket's folder."""
    user, password, host = (quote(connection.settings_dict[key], safe="") for key in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{connection.settings_dict['PORT'] or 5432}/postgres"


def test_a_copy_has_what_its_model_has_and_both_are_gone_afterwards(server_url):
    with instance(server_url) as first:
        with psycopg.connect(first.database_url) as database:
            database.execute("CREATE TABLE held AS SELECT 7 AS number")
        (first.folder / "file").write_text("bytes")
        with instance(first.database_url, like=first) as second, psycopg.connect(second.database_url) as database:
            assert database.execute("SELECT number FROM held").fetchone() == (7,)
            assert (second.folder / "file").read_text() == "bytes"

    with psycopg.connect(server_url) as database:
        left = database.execute(
            "SELECT count(*) FROM pg_database WHERE datname IN (%s, %s)", [first.database, second.database]
        )
        assert left.fetchone() == (0,)
    assert not first.folder.exists()
