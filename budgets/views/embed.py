"""嵌入 (embedding): a page's charts alone, each with its table and source, for other sites to frame.

`?embed=1` gives all charts of the page, `?embed=<id>` one. Only these answers may be framed, and only by whom
EMBED_ANCESTORS names.
"""

from __future__ import annotations

from collections.abc import Iterable

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from budgets.charts import Chart


def is_asked(request: HttpRequest) -> bool:
    return "embed" in request.GET


def page(request: HttpRequest, charts: Iterable[Chart | None]) -> HttpResponse:
    wanted = request.GET["embed"]
    shown = [chart for chart in charts if chart and wanted in {"1", chart.says.id}]
    if not shown or not settings.EMBED_ANCESTORS:
        raise Http404
    return framed(request, shown)


@xframe_options_exempt
@csp_replace({"frame-ancestors": settings.EMBED_ANCESTORS})
def framed(request: HttpRequest, charts: list[Chart]) -> HttpResponse:
    return render(request, "embed.html", {"charts": charts, "page": whole_page(request)})


def whole_page(request: HttpRequest) -> str:
    """The page that the charts stand on."""
    query = request.GET.copy()
    del query["embed"]
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}" if query else request.path)
