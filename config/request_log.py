"""A request's id in every line of the log, and one line when it is answered.

The line names the address's route, not what stands in it: no query, no visitor's address and no user, so that the log
holds no personal data.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")  # a proxy's id is kept, whatever else is sent is not

current: ContextVar[str] = ContextVar("request_id", default="-")
log = logging.getLogger("portal.request")


class RequestLog:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get(HEADER, "")
        token = current.set(sent if ACCEPTED.fullmatch(sent) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = current.get()
            log.info("answered", extra=facts(request, response, time.perf_counter() - began))
            return response
        finally:
            current.reset(token)


def facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    """`method`, `route` (the pattern, such as `reports/<slug:public_id>/`), `status`, `milliseconds`."""
    match = request.resolver_match
    return {
        "method": request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "other",
        "route": match.route if match else "no such address",
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }


class WithRequestId(logging.Filter):
    """Gives every record `request_id`: `-` outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
