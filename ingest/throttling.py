"""限制登录 (throttling): after some failures a name, or an address, has to wait. Says nothing of which names exist."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from budgets.visitors import address_of
from ingest.models import LoginAttempt

WAIT = "登录失败次数太多，请 15 分钟后再试。"


def digest_of(name: str) -> str:
    return hashlib.sha256(name.strip().lower().encode()).hexdigest()


def since() -> object:
    return timezone.now() - timedelta(seconds=settings.LOGIN_WINDOW)


def has_to_wait(request: HttpRequest, name: str) -> bool:
    recent = LoginAttempt.objects.filter(at__gte=since(), address=address_of(request))
    return (
        recent.filter(name=digest_of(name)).count() >= settings.LOGIN_FAILURES
        or recent.count() >= settings.LOGIN_FAILURES_OF_ADDRESS
    )


def note_failure(request: HttpRequest, name: str) -> None:
    LoginAttempt.objects.create(name=digest_of(name), address=address_of(request))


def forget(request: HttpRequest, name: str) -> None:
    """A success wipes the failures of this name from this address."""
    LoginAttempt.objects.filter(name=digest_of(name), address=address_of(request)).delete()


def forget_old() -> int:
    return LoginAttempt.objects.filter(at__lt=since()).delete()[0]
