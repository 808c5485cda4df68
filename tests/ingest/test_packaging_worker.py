"""A real worker builds packages. In a file of its own: transactional tests leave an empty database behind."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from budgets.packages import store

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_builds_what_was_published(published):
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", "--no-reload", verbosity=0)
    assert store.current("all").reports == (published.public_id,)
    assert DBTaskResult.objects.get(task_path="ingest.tasks.build_packages").status == "SUCCESSFUL"
