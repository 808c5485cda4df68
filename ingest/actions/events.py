"""操作记录 (the event log): every change of state writes one entry; nothing changes or deletes one."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from budgets.models import Event, Report


def log_event(
    *, verb: str, report: Report | None = None, by: AbstractBaseUser | None = None, **detail: object
) -> Event:
    return Event.objects.create(verb=verb, report=report, actor=by, detail=detail)
