"""Reads from a replica (DATABASE_REPLICA_URL): visitors' pages read there, staff and every writer on the primary.

A visitor without a session can't have written anything, so the replica's lag shows them nothing they know to be older.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class VisitorsReadReplica:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_visitor = settings.SESSION_COOKIE_NAME not in request.COOKIES
        # Set anew by each request and never reset: a streamed answer reads after this has returned.
        reads_replica.set(is_visitor and request.method in {"GET", "HEAD"} and not request.path.startswith("/staff/"))
        return self.get_response(request)


class Router:
    def db_for_read(self, model: object, **hints: object) -> str | None:
        return "replica" if reads_replica.get() else None

    def db_for_write(self, model: object, **hints: object) -> str:
        return "default"

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        return True

    def allow_migrate(self, database: str, app_label: str, **hints: object) -> bool:
        return database == "default"
