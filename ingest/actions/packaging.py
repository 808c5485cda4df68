"""打包 (packaging): bulk packages are made anew in the background when what is public has changed."""

from __future__ import annotations

import time

from django_tasks_db.models import DBTaskResult

from budgets.packages import due
from ingest import tasks

LOOK_EVERY = 60.0  # seconds
looked_at = float("-inf")


def queue_packages() -> None:
    """One waiting task is enough for any number of changes. Belongs to the transaction that made the change."""
    waiting = DBTaskResult.objects.filter(task_path=tasks.build_packages.module_path, status="READY")
    if not waiting.exists():
        tasks.build_packages.enqueue()


def queue_due_packages() -> None:
    """What a killed worker, an import or an emptied folder left undone; looked for once a minute by each worker."""
    global looked_at  # noqa: PLW0603  -- of this process
    if time.monotonic() - looked_at < LOOK_EVERY:
        return
    looked_at = time.monotonic()
    if due.names_due():
        queue_packages()
