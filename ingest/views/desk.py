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
            "section": "desk",
            "batches": queries.batches(request.user)[:SHOWN],
            "drafts": queries.drafts(request.user)[:SHOWN],
            "submitted": queries.submitted(request.user)[:SHOWN],
            "published": queries.published(request.user)[:SHOWN],
        },
    )
