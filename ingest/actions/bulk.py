"""成批办理 (bulk steps): the same step for many reports, each by itself: what can't be done is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser

from budgets.models import Finding, Report
from ingest.actions.approving import approve_report
from ingest.actions.correcting import acknowledge_finding
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import submit_report
from ingest.actions.saving_reports import complete_draft, missing_of
from ingest.identity import Stated
from ingest.parser.report import Refused

Item = TypeVar("Item")


@dataclass(slots=True)
class Outcome:
    """How many were done, and for each other why not, in Chinese."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def submit_reports(*, reports: Iterable[Report], by: AbstractBaseUser | None) -> Outcome:
    return each(reports, lambda report: submit_report(report=report, by=by))


def approve_reports(*, reports: Iterable[Report], by: AbstractBaseUser, at: datetime | None = None) -> Outcome:
    """One that would replace a published version is left: somebody has to look at what changes."""
    return each(reports, lambda report: approve_report(report=report, by=by, at=at, replaces=None))


def acknowledge_findings(*, reasons: Mapping[Finding, str], by: AbstractBaseUser | None) -> Outcome:
    """Each error by a reason of its own; one without a reason stays open."""

    def acknowledge(finding: Finding) -> None:
        acknowledge_finding(finding=finding, reason=reasons[finding], by=by)

    return each(reasons, acknowledge, lambda finding: str(finding.report))


def complete_drafts(*, stated: Mapping[Report, Stated], by: AbstractBaseUser | None) -> Outcome:
    """State what each draft doesn't print; one that still lacks something says what."""

    def complete(report: Report) -> None:
        completed = complete_draft(report=report, stated=stated[report], by=by)
        if missing := missing_of(completed):
            raise NotAllowed("".join(missing))

    return each(stated, complete, lambda report: report.source.original_name)


def each(items: Iterable[Item], act: Callable[[Item], object], label: Callable[[Item], str] = str) -> Outcome:
    outcome = Outcome()
    for item in items:
        try:
            act(item)
        except (NotAllowed, Refused) as why:
            outcome.left.append(f"{label(item)}：{why}")
        else:
            outcome.done += 1
    return outcome
