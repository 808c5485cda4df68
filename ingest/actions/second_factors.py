"""动态验证码 (second factors): set up and ended by their owner, used at log-in, removed by administrators."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.people import refuse_wider
from ingest.second_factors import RECOVERY_CODES, RECOVERY_DIGITS, device_of, kept, recovery_codes_left, typed_digits


@transaction.atomic
def set_second_factor(*, user: User, key: str, password: str, code: str) -> tuple[TOTPDevice, list[str]]:
    """From now on with this key; the recovery codes are shown once and kept as digests."""
    User.objects.select_for_update().get(pk=user.pk)  # two windows make one
    if device_of(user):
        raise NotAllowed("动态验证码已经启用了。")
    if not user.check_password(password):
        raise NotAllowed("现在的密码不对。")
    device = TOTPDevice.objects.create(user=user, name="动态验证码", key=key)
    if not device.verify_token(typed_digits(code)):
        raise NotAllowed("动态验证码不对。请看手机的时间准不准，再填应用现在显示的六位码。")
    codes = [str(secrets.randbelow(10**RECOVERY_DIGITS)).zfill(RECOVERY_DIGITS) for _ in range(RECOVERY_CODES)]
    recovery = StaticDevice.objects.create(user=user, name="恢复码")
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=kept(one, device)) for one in codes)
    log_event(verb="second_factor_set", by=user, account=user.get_username())
    return device, codes


@transaction.atomic
def use_code(*, user: AbstractBaseUser, code: str) -> Device | None:
    """Whose code it is, the app's or the recovery codes'; it can't be used again. Wrong ones slow the next."""
    digits, device = typed_digits(code), device_of(user)
    if device is None or not digits:
        return None
    is_recovery = len(digits) == RECOVERY_DIGITS
    model, token = (StaticDevice, kept(digits, device)) if is_recovery else (TOTPDevice, digits)
    asked = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    if asked is None or not asked.verify_token(token):
        return None
    if is_recovery:
        log_event(verb="recovery_code_used", by=user, account=user.get_username(), codes_left=recovery_codes_left(user))
    return asked


def end_second_factor(*, user: User, password: str, code: str) -> None:
    """One's own, with the password and a code."""
    if not user.check_password(password) or use_code(user=user, code=code) is None:
        raise NotAllowed("密码或动态验证码不对。")
    with transaction.atomic():
        forget(user)
        log_event(verb="second_factor_ended", by=user, account=user.get_username())


@transaction.atomic
def remove_second_factor(*, user: User, by: AbstractBaseUser | None) -> None:
    """Somebody else's who lost it. `by` None: on the server."""
    if by is not None:
        refuse_wider(by, user)
        if by.pk == user.pk:
            raise NotAllowed("自己的动态验证码要用密码和验证码停用；手机丢了，请另一位管理员移除。")
    if not forget(user):
        raise NotAllowed(f"{user.get_username()} 没有启用动态验证码。")
    log_event(verb="second_factor_removed", by=by, account=user.get_username())


def forget(user: AbstractBaseUser) -> bool:
    """Key and recovery codes; was there any?"""
    StaticDevice.objects.filter(user=user).delete()
    return TOTPDevice.objects.filter(user=user).delete()[0] > 0
