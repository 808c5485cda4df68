"""`/metrics` for Prometheus: the web's own figures (django-prometheus) and how full the reading queue is.

There only where METRICS_TOKEN is set, and only for who sends it; for everybody else the address does not exist.
"""

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from budgets.models import Report
from ingest.models import Upload


def metrics(request: HttpRequest) -> HttpResponse:
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(request.headers.get("Authorization", ""), expected):
        raise Http404
    response = ExportToDjangoView(request)
    response.content += generate_latest(stock())
    return response


def stock() -> CollectorRegistry:
    """What is in the database now: uploads and reports by status."""
    registry = CollectorRegistry()
    for name, meaning, model in (
        ("portal_uploads", "Files handed in, by what became of them", Upload),
        ("portal_reports", "Versions of reports, by status", Report),
    ):
        gauge = Gauge(name, meaning, ["status"], registry=registry)
        rows = model._default_manager.order_by().values_list("status").annotate(Count("pk"))
        counted = dict.fromkeys(model.Status.values, 0) | dict(rows)
        for status, number in counted.items():
            gauge.labels(status=status).set(number)
    return registry
