"""Scale data never goes beside real reports."""

import pytest
from django.db import connection

from ingest.scale import NotEmptyError, fill
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def test_a_database_with_reports_of_its_own_is_refused_and_so_is_sqlite(tmp_path):
    make.report()
    reason = "departments of its own" if connection.vendor == "postgresql" else "set DATABASE_URL"

    with pytest.raises(NotEmptyError, match=reason):
        fill(50, tmp_path, print)
