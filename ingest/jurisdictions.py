"""负责的地区 (jurisdictions): whose reports somebody may see and work on. A region includes all below it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from budgets.models import Region
from ingest.models import Jurisdiction

PARENTS = ("", "__parent", "__parent__parent")


def codes_of(user: AbstractBaseUser) -> set[str] | None:
    """The codes of somebody's regions; None for every one."""
    if user.is_superuser:
        return None
    codes = set(Jurisdiction.objects.filter(user=user).values_list("region_id", flat=True))
    return None if None in codes else codes


def may_handle(user: AbstractBaseUser, region: Region) -> bool:
    codes = codes_of(user)
    if codes is None:
        return True
    parent = region.parent
    above = {region.pk, parent and parent.pk, parent and parent.parent_id}
    return bool(above & codes)


def reports_of(user: AbstractBaseUser, prefix: str = "") -> Q:
    """The reports somebody may see: those of their regions, and drafts without a department that they handed in.

    `prefix`: the way from the filtered model to the report, such as `report__`.
    """
    codes = codes_of(user)
    if codes is None:
        return Q()
    inside = Q()
    for up in PARENTS:
        inside |= Q(**{f"{prefix}department__region{up}__in": codes})
    return inside | Q(**{f"{prefix}department": None, f"{prefix}uploaded_by": user})
