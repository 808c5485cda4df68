"""初始密码 (first passwords): whoever logs in with one that an administrator set has to choose their own first."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ingest.models import FirstPassword

OPEN = {"password", "logout", "login"}
OWN_PASSWORDS = "django.contrib.auth.backends.ModelBackend"


def is_held_up(request: HttpRequest, open_pages: AbstractSet[str]) -> bool:
    """Whether a middleware may lead elsewhere first: a staff page other than these, asked by whoever logged in with a
    password of the portal's own. Other ways to log in answer for themselves."""
    at = request.resolver_match
    if at.app_name != "staff" or at.url_name in open_pages or not request.user.is_authenticated:
        return False
    return request.session.get(BACKEND_SESSION_KEY) == OWN_PASSWORDS


class OwnPasswordFirst:
    """Leads every staff page to 改密码 until that is done; public pages and other ways to log in are left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not is_held_up(request, OPEN):
            return None
        return redirect("staff:password") if FirstPassword.objects.filter(user=request.user).exists() else None
