"""`manage.py worker`: reads what staff upload, takes up what a killed worker left, publishes what is due."""

from django_tasks_db.management.commands.db_worker import Command as TaskWorker

from ingest import housekeeping

ROUND = 5.0  # seconds


class Command(TaskWorker):
    help = "Run one worker for background work. Start as many as there are cores; any may be killed at any moment."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*", reload=False)

    def handle(self, **options):
        housekeeping.start(ROUND)
        super().handle(**options)
