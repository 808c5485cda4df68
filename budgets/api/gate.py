"""What every answer of the API has in common: read-only, readable from any page, limited in number, conditional."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from budgets.api.problems import is_api, problem
from budgets.visitors import address_of

ALLOWED = "GET, HEAD, OPTIONS"
WINDOW = 60  # seconds
FRESH = "public, max-age=60"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Max-Age": "86400",
    "Allow": ALLOWED,
}


class Gate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        response = self.answer(request)
        for name, value in OPEN.items():
            response[name] = value
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in {"GET", "HEAD"}:
            return problem(405, "这里只能读：用 GET。", headers={"Allow": ALLOWED})
        limits = Limits.count(address_of(request))
        if limits and limits.is_past:
            detail = f"一分钟最多 {limits.most} 次请求，请过 {limits.seconds} 秒再来。"
            headers = {"Retry-After": str(limits.seconds), **limits.headers, "Cache-Control": "no-store"}
            return problem(429, detail, headers=headers)
        response = conditional(request, self.get_response(as_get(request)))
        for name, value in (limits.headers if limits else {}).items():
            response[name] = value
        return response


def as_get(request: HttpRequest) -> HttpRequest:
    """The server leaves the body of an answer to HEAD out by itself."""
    if request.method == "HEAD":
        request.method = "GET"
    return request


def conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code != 200 or response.streaming:
        return response
    set_response_etag(response)
    patch_vary_headers(response, ["Accept"])
    response.setdefault("Cache-Control", FRESH)
    return get_conditional_response(request, etag=response["ETag"], response=response)


class Limits:
    """How often an address may still ask within this minute. Each web process counts its own."""

    def __init__(self, most: int, asked: int, seconds: int):
        self.most, self.asked, self.seconds = most, asked, seconds

    @classmethod
    def count(cls, address: str) -> Limits | None:
        most = settings.API_REQUESTS_PER_MINUTE
        if not most:
            return None
        now = int(time.time())
        key = f"api-{address}-{now // WINDOW}"
        cache.add(key, 0, WINDOW)
        try:
            asked = cache.incr(key)
        except ValueError:  # it ran out between the two
            asked = 1
        return cls(most, asked, WINDOW - now % WINDOW)

    @property
    def is_past(self) -> bool:
        return self.asked > self.most

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f"{self.most};w={WINDOW}",
            "RateLimit-Limit": str(self.most),
            "RateLimit-Remaining": str(max(self.most - self.asked, 0)),
            "RateLimit-Reset": str(self.seconds),
        }
