"""How a page of rows becomes JSON: exact decimals as text, days as ISO dates, the next page by a cursor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict

MEDIA_TYPE = "application/json; charset=utf-8"


def plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def json_response(body: object) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False, default=plain), content_type=MEDIA_TYPE)


def page(
    request: HttpRequest, keys: Sequence[str], rows: Iterable[Sequence[object]], cursor: object = None
) -> HttpResponse:
    """`cursor`: what the next page starts after; None where there is none."""
    following = next_address(request, cursor) if cursor is not None else None
    data = [dict(zip(keys, row, strict=True)) for row in rows]
    response = json_response({"data": data, "next": following, "unit": "万元"})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def next_address(request: HttpRequest, cursor: object) -> str:
    query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    query["cursor"] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
