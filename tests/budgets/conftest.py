"""COPY is PostgreSQL's alone: on SQLite its tests aren't there, rather than skipped."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_copying_rows.py"]
