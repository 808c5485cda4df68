"""批量包 (bulk packages) to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from budgets.packages import due, store
from budgets.views.downloads import download

WAIT = 60  # seconds


def package(request: HttpRequest, name: str) -> HttpResponseBase:
    """The present version; where it is still being made (the first time, or since a withdrawal), 503."""
    built = store.current(name)
    try:
        if built:
            return download(request, built.path, f"{built.title}.zip", built.etag, "application/zip")
    except FileNotFoundError:
        pass  # replaced a moment ago
    if not due.is_wanted(name):
        raise Http404
    text = "这个包正在重新制作，请过一分钟再来。\n"
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(WAIT)})
