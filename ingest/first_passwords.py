"""初始密码 (first passwords): whoever logs in with one that an administrator set has to choose their own first."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ingest.models import FirstPassword

OPEN = {"password", "logout", "login"}
OWN_PASSWORDS = "django.contrib.auth.backends.ModelBackend"


class OwnPasswordFirst:
    """Leads every staff page to 改密码 until that is done; public pages and other ways to log in are left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        at = request.resolver_match
        if at.app_name != "staff" or at.url_name in OPEN or not request.user.is_authenticated:
            return None
        if request.session.get(BACKEND_SESSION_KEY) != OWN_PASSWORDS:
            return None
        return redirect("staff:password") if FirstPassword.objects.filter(user=request.user).exists() else None
