"""Scale data is copied with PostgreSQL's own means: where the tests run on SQLite only its refusal is tested."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_scale.py"]
