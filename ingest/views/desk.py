"""The desk: what came in, what waits for review, what is public."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ingest import queries

SHOWN = 50


@login_required
@permission_required("budgets.view_report", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "staff/desk.html",
        {
            "uploads": queries.uploads()[:SHOWN],
            "drafts": queries.drafts()[:SHOWN],
            "published": queries.published()[:SHOWN],
        },
    )
