"""`manage.py worker`: reads what staff upload, takes up what a killed worker left, publishes what is due."""

from __future__ import annotations

from types import FrameType
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as TaskWorker
from django_tasks_db.management.commands.db_worker import Worker

from ingest import housekeeping, stopping

ROUND = 5.0  # seconds


class StoppingWorker(Worker):
    """Asked to end, it gives back what it is at in place of finishing what may take minutes."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        stopping.asked.set()
        super().shutdown(signum, frame)


class Command(TaskWorker):
    help = "Run one worker for background work. Start as many as there are cores; any may be killed at any moment."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*")

    def handle(self, *, verbosity: int, queue_name: str, exclude_queues: str, **options: Any) -> None:
        self.configure_logging(verbosity)
        named = ("interval", "batch", "backend_name", "startup_delay", "max_tasks", "worker_id")
        worker = StoppingWorker(
            queue_names=queue_name.split(","),
            excluded_queue_names=exclude_queues.split(",") if exclude_queues else [],
            **{name: options[name] for name in named},
        )
        worker.configure_signals()
        housekeeping.start(ROUND)
        worker.run()
