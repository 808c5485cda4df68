"""账号 (people): made and changed by administrators; roles and regions in one step; everything is logged."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from budgets.models import Region
from ingest.actions.events import log_event
from ingest.actions.not_allowed import NotAllowed
from ingest.jurisdictions import codes_of, may_handle
from ingest.models import FirstPassword, Jurisdiction

ROLES = ("录入员", "审核员", "管理员")


@transaction.atomic
def make_account(
    *, by: AbstractBaseUser, username: str, name: str, roles: Iterable[str], regions: Iterable[Region] | None
) -> tuple[User, str]:
    """The account and its first password, which is shown once. `regions` None: every one."""
    refuse_beyond(by, regions)
    password = secrets.token_urlsafe(12)
    user = User(username=username, last_name=name)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            FirstPassword.objects.create(user=user)
    except IntegrityError as taken:
        raise NotAllowed(f"用户名 {username} 已经有人用了。") from taken
    place(user, roles, regions)
    log_event(verb="account_made", by=by, account=username, roles=sorted(roles), regions=told(regions))
    return user, password


@transaction.atomic
def change_account(
    *,
    user: User,
    by: AbstractBaseUser,
    name: str,
    roles: Iterable[str],
    regions: Iterable[Region] | None,
    is_active: bool,
) -> User:
    """Somebody else's roles, regions, and whether they may log in at all."""
    if user.pk == by.pk and (not is_active or "管理员" not in roles) and not user.is_superuser:
        raise NotAllowed("不能停用自己，也不能去掉自己的管理员角色，请另一位管理员来做。")
    refuse_wider(by, user)
    refuse_beyond(by, regions)
    user.last_name, user.is_active = name, is_active
    user.save(update_fields=["last_name", "is_active"])
    place(user, roles, regions)
    log_event(
        verb="account_changed",
        by=by,
        account=user.username,
        roles=sorted(roles),
        regions=told(regions),
        is_active=is_active,
    )
    return user


@transaction.atomic
def set_password(*, user: User, by: AbstractBaseUser) -> str:
    """A new password, shown once and to be changed at once; whoever is logged in with the old one is logged out."""
    refuse_wider(by, user)
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    FirstPassword.objects.update_or_create(user=user)
    log_event(verb="password_set", by=by, account=user.username)
    return password


@transaction.atomic
def change_password(*, user: User, old: str, new: str) -> None:
    """One's own. Raises NotAllowed with what the rules ask for."""
    if not user.check_password(old):
        raise NotAllowed("现在的密码不对。")
    if new == old:
        raise NotAllowed("新密码要和现在的不同。")
    try:
        validate_password(new, user)
    except ValidationError as wrong:
        raise NotAllowed("".join(wrong.messages)) from wrong
    user.set_password(new)
    user.save(update_fields=["password"])
    FirstPassword.objects.filter(user=user).delete()
    log_event(verb="password_changed", by=user, account=user.username)


def refuse_beyond(by: AbstractBaseUser, regions: Iterable[Region] | None) -> None:
    """Nobody gives away regions that aren't theirs."""
    mine = codes_of(by)
    if mine is not None and (regions is None or not all(may_handle(by, region) for region in regions)):
        raise NotAllowed("只能分配自己负责的地区。")


def refuse_wider(by: AbstractBaseUser, user: User) -> None:
    """Nobody changes the account of somebody who may do more."""
    if user.is_superuser and not by.is_superuser:
        raise NotAllowed("超级管理员的账号只能在服务器上改。")
    theirs = [jurisdiction.region for jurisdiction in user.jurisdictions.select_related("region")]
    refuse_beyond(by, None if None in theirs else theirs)


def place(user: User, roles: Iterable[str], regions: Iterable[Region] | None) -> None:
    user.groups.set(Group.objects.filter(name__in=[role for role in roles if role in ROLES]))
    Jurisdiction.objects.filter(user=user).delete()
    Jurisdiction.objects.bulk_create(
        Jurisdiction(user=user, region=region) for region in ([None] if regions is None else regions)
    )


def told(regions: Iterable[Region] | None) -> list[str]:
    return ["全部地区"] if regions is None else [region.code for region in regions]
