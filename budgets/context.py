"""What every page needs."""

from django.conf import settings
from django.http import HttpRequest


def portal(_request: HttpRequest) -> dict[str, object]:
    return {
        "can_embed": settings.CHART_JS != "off" and bool(settings.EMBED_ANCESTORS),
        "site_url": settings.SITE_URL,
        "chart_js": settings.CHART_JS,
        "chart_js_cdn": settings.CHART_JS_CDN,
        "chart_js_integrity": settings.CHART_JS_INTEGRITY,
    }
