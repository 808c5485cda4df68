"""Addresses: the public ones are permalinks (docs/addresses.md)."""

from django.urls import include, path

from config import health, metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("staff/", include("ingest.urls")),
    path("", include("budgets.urls")),
]
handler400 = "budgets.views.errors.bad_request"
handler404 = "budgets.views.errors.not_found"
handler500 = "budgets.views.errors.server_error"
