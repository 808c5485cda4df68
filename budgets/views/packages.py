"""批量包 (bulk packages) to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from budgets import jsonld
from budgets.citations import licence
from budgets.packages import due, store
from budgets.packages.wanted import EVERYTHING
from budgets.views.downloads import download

WAIT = 60  # seconds


MOST = 60  # packages on the page


def listed(request: HttpRequest) -> dict[str, object]:
    """For /data/: everything, then each region's years, the newest first; of many, one region's (`?region=`)."""
    built = store.public(store.index())
    years = [one for one in built.values() if one.name.startswith("region-")]
    years.sort(key=lambda one: one.name, reverse=True)
    years.sort(key=lambda one: one.name.split("-")[1])
    code = request.GET.get("region", "")
    chosen = [one for one in years if one.name.startswith(f"region-{code}-")] or years[:MOST]
    shown = [built[name] for name in (EVERYTHING,) if name in built] + chosen
    left_out = [one for one in years if one not in chosen]
    places = {one.name.split("-")[1]: one.title.split(one.name.split("-")[2])[0] for one in left_out}
    return {
        "packages": shown,
        "more": len(left_out),
        "places": sorted(places.items()),
        "licence": licence(),
        "data_catalogue": jsonld.catalogue(shown),
    }


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
