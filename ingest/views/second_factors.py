"""动态验证码 (second factors): one's own page."""

from __future__ import annotations

from collections.abc import Callable

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_otp import login as note_device
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from ingest import actions, throttling
from ingest.forms import SecondFactorForm
from ingest.second_factors import REQUIRED, device_of, in_fours, key_in_fours, recovery_codes_left

KEY = "second_factor_key"  # in the session, until a code shows that the app has it
QR_SCALE = 4  # pixels a module


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """How to set it up, or that it is."""
    if device_of(request.user):
        return redirect("staff:second_factor") if request.method == "POST" else ending(request, SecondFactorForm())
    form = SecondFactorForm(request.POST or None)
    key = request.session.setdefault(KEY, random_hex())
    if request.method == "POST" and form.is_valid():
        made = tried(request, form, actions.set_second_factor, key=key)
        if made is not None:
            device, codes = made
            del request.session[KEY]
            request.session.cycle_key()
            note_device(request, device)
            return render(request, "staff/recovery_codes.html", {"codes": [in_fours(code) for code in codes]})
    return setting_up(request, form, TOTPDevice(user=request.user, key=key))


@require_POST
@login_required
def second_factor_end(request: HttpRequest) -> HttpResponse:
    if device_of(request.user) is None:
        return redirect("staff:second_factor")
    form = SecondFactorForm(request.POST)
    if form.is_valid():
        tried(request, form, actions.end_second_factor)
    if form.errors:
        return ending(request, form)
    messages.success(request, "动态验证码停用了，手机上的那一条可以删掉。")
    return redirect("staff:second_factor")


def tried(request: HttpRequest, form: SecondFactorForm, action: Callable, **more: object) -> object:
    """What comes of it; else the form says why not. Here, too, wrong passwords and codes slow the next one down."""
    name = request.user.get_username()
    if throttling.has_to_wait(request, name):
        form.add_error(None, throttling.WAIT)
        return None
    try:
        return action(user=request.user, **form.cleaned_data, **more)
    except actions.NotAllowed as why:
        throttling.note_failure(request, name)
        form.add_error(None, str(why))
        return None


def setting_up(request: HttpRequest, form: SecondFactorForm, device: TOTPDevice) -> HttpResponse:
    context = {
        "form": form,
        "is_required": settings.SECOND_FACTOR == REQUIRED,
        "key": key_in_fours(device),
        "link": device.config_url,
        "picture": segno.make(device.config_url, micro=False).svg_data_uri(scale=QR_SCALE, light="#fff"),
    }
    return render(request, "staff/second_factor.html", context, status=400 if form.errors else 200)


def ending(request: HttpRequest, form: SecondFactorForm) -> HttpResponse:
    context = {"form": form, "device": device_of(request.user), "codes_left": recovery_codes_left(request.user)}
    return render(request, "staff/second_factor_end.html", context, status=400 if form.errors else 200)
