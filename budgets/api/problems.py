"""Errors of the API as application/problem+json (RFC 9457), each with a sentence in Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求里的条件不对",
    404: "没有这一条",
    405: "只能读",
    410: "这一版已不是现在的版本",
    429: "请求太多",
    500: "程序出错了",
    503: "暂时不能用",
}


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def problem(
    status: int,
    detail: str,
    errors: Iterable[tuple[str, str]] = (),
    headers: dict[str, str] | None = None,
    **more: object,
) -> HttpResponse:
    """`errors`: each parameter that is wrong and why."""
    body: dict[str, object] = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    if errors:
        body["errors"] = [{"name": name, "reason": reason} for name, reason in errors]
    text = json.dumps({**body, **more}, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)
