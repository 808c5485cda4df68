"""拒绝 (refusals): addresses that can't be are answered with a sentence, absurd ones before anything is worked out."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

from budgets.views.errors import bad_request

MOST_QUERY = 4000  # characters, percent signs and all; a hundred Chinese characters take nine hundred
TOO_LONG = f"网址里问号后面最多 {MOST_QUERY} 个字符。请去掉一些条件再试。"
NUL = "网址里有不能用的字符（NUL）。"


class Refusals:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MOST_QUERY:
            return bad_request(request, BadRequest(TOO_LONG))
        if "%00" in query or "\0" in request.path:
            return bad_request(request, BadRequest(NUL))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A refusal is an answer, not a fault: without a traceback in the log."""
        return bad_request(request, exception) if isinstance(exception, BadRequest) else None
