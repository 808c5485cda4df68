"""ETag and Last-Modified of a report's pages, so that they can lie in any HTTP cache and are asked for again cheaply.

Each state change of a department's reports writes an event, so the newest event of the department is what its pages
show: publishing, replacing, withdrawing or describing one of its reports changes the validators of them all at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

from budgets.queries.reports import Addressed

SOFTWARE = ("budgets/**/*.py", "templates/**/*.html", "static/*")


@cache
def software() -> str:
    """Another release draws other pages of the same data."""
    digest = hashlib.sha256(repr((settings.CHART_JS, settings.STATIC_URL)).encode())
    root = Path(settings.BASE_DIR)
    for path in sorted(path for pattern in SOFTWARE for path in root.glob(pattern) if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def answered(request: HttpRequest, of: Addressed, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` gives, with its validators; 304 without making it where the asker has it already."""
    etag = quote_etag(f"{software()}-{of.pk}-{of.event or 0}")
    modified = int((of.changed_at or of.published_at).timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        response = make()
        if response.status_code != 200 or response.has_header("ETag"):
            return response
        response["ETag"] = etag
        response["Last-Modified"] = http_date(modified)
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, no_cache=True)
    return response
