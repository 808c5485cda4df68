"""The bench measures PostgreSQL: what asks it is tested there alone."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_exports.py", "test_scratch.py"]
