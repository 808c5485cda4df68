"""When a page isn't there, or can't be made. The pages for faults need neither the database nor the storage."""

import sys

from botocore.exceptions import BotoCoreError, ClientError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# Database, disk, network, object storage: they come back by themselves.
AWAY = (OperationalError, InterfaceError, OSError, BotoCoreError, ClientError)
RETRY_AFTER = "30"  # seconds


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exception(), AWAY):
        page = render_to_string("errors/503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    return HttpResponse(render_to_string("errors/500.html"), status=500)
