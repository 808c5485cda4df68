"""When a page isn't there, or can't be made. The pages for faults need neither the database nor the storage."""

import sys

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from budgets.api.problems import is_api, problem

# Database, disk, network, object storage: they come back by themselves.
AWAY = (OperationalError, InterfaceError, OSError, BotoCoreError, ClientError)
RETRY_AFTER = "30"  # seconds


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return problem(404, "没有这个网址，或者这一条没有公布。")
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Our own refusals say in a sentence what is wrong; what a library refuses, it says for programmers."""
    sentence = str(exception) if isinstance(exception, BadRequest) else "网址里的条件不完整或写法不对。"
    if is_api(request):
        return problem(400, sentence)
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        away = isinstance(sys.exception(), AWAY)
        headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"} if away else {}
        return problem(503 if away else 500, "请稍后再试。", headers=headers)
    if isinstance(sys.exception(), AWAY):
        page = render_to_string("errors/503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    return HttpResponse(render_to_string("errors/500.html"), status=500)
