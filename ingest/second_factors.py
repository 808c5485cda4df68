"""动态验证码 (second factors): with one, password and code log in; django-otp keeps and checks the codes."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import pbkdf2
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ingest.first_passwords import is_held_up

REQUIRED = "required"
ALWAYS_OPEN = {"login", "logout"}
OPEN_WITHOUT = {"second_factor", "password"}
RECOVERY_CODES = 8
RECOVERY_DIGITS = 16  # 53 bits: hashed in this many ROUNDS they are not to be guessed from what is stored
ROUNDS = 100_000
KEPT_BYTES = 12  # sixteen characters, as many as django-otp keeps


def device_of(user: AbstractBaseUser) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def has_second_factor() -> Exists:
    """To annotate accounts with."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


def recovery_codes_left(user: AbstractBaseUser) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def key_in_fours(device: TOTPDevice) -> str:
    return in_fours(base64.b32encode(device.bin_key).decode())


def in_fours(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def typed_digits(text: str) -> str:
    """However it was typed: full-width, in groups, with hyphens; nothing where it isn't all digits."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("-", " ").split())
    return plain if plain.isascii() and plain.isdigit() else ""


def kept(recovery_code: str, device: TOTPDevice) -> str:
    """How a recovery code is stored: hashed like a password, the account's own key as salt."""
    digest = pbkdf2(recovery_code, device.key, ROUNDS, dklen=KEPT_BYTES)
    return base64.b64encode(digest).decode()


class SecondFactorFirst:
    """Closes sessions begun without a code once the account has one; where it is required, leads to setting it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not is_held_up(request, ALWAYS_OPEN):
            return None
        device = device_of(request.user)
        if device is None:
            is_missing = settings.SECOND_FACTOR == REQUIRED and request.resolver_match.url_name not in OPEN_WITHOUT
            return redirect("staff:second_factor") if is_missing else None
        if request.session.get(DEVICE_ID_SESSION_KEY) == device.persistent_id:
            return None
        logout(request)
        return redirect_to_login(request.get_full_path())
