"""`/healthz`: the process answers. `/readyz`: it can do its work, or which part of that fails."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


class NotReadyError(Exception):
    """A part can't do its work; the message says what an operator would look at, without a name or an address."""


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process lives: no query, so that a database that is away restarts nothing."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests should be sent here: `{"status", "parts": {name: "ok" or what is wrong}}`; 503 if any fails."""
    parts = {name: outcome(check) for name, check in CHECKS.items()}
    is_ready = set(parts.values()) == {"ok"}
    return JsonResponse({"status": "ok" if is_ready else "failing", "parts": parts}, status=200 if is_ready else 503)


def outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReadyError as fault:
        return str(fault)
    return "ok"


def databases_answer() -> None:
    for alias in connections:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError as fault:
            raise NotReadyError(f"the {alias} database does not answer") from fault


def migrations_are_applied() -> None:
    try:
        executor = MigrationExecutor(connections["default"])
    except DatabaseError as fault:
        raise NotReadyError("the default database does not answer") from fault
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError("migrations wait: run manage.py migrate")


def files_are_there() -> None:
    try:
        default_storage.exists("readyz")
    except Exception as fault:  # whatever the storage's own library raises
        raise NotReadyError("the storage of source files does not answer") from fault


def disk_has_room() -> None:
    try:
        free = shutil.disk_usage(settings.VAR_DIR).free
    except OSError as fault:
        raise NotReadyError("the data folder is not there") from fault
    if free < settings.MIN_FREE_BYTES:
        raise NotReadyError(f"{free // 2**20} MiB are free, less than {settings.MIN_FREE_BYTES // 2**20} MiB")


CHECKS = {
    "databases": databases_answer,
    "migrations": migrations_are_applied,
    "files": files_are_there,
    "disk": disk_has_room,
}
