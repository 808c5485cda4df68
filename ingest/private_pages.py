"""The desk's pages stay in nobody's cache: not a proxy's, and not the browser's after a log-out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class StaffPagesArePrivate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/staff/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
