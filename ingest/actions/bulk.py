"""成批办理 (bulk steps): the same step for many reports, each by itself: what can't be done is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from budgets.models import Finding, Report
from budgets.queries.reports import present
from ingest.actions.correcting import acknowledge_finding
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.publishing import approve_report, submit_report
from ingest.actions.saving_reports import complete_draft, missing_of
from ingest.identity import Stated
from ingest.parser.report import Refused


@dataclass(slots=True)
class Outcome:
    """How many were done, and for each other why not, in Chinese."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def submit_reports(*, reports: Iterable[Report], by: AbstractBaseUser | None) -> Outcome:
    return each(reports, lambda report: submit_report(report=report, by=by))


def approve_reports(*, reports: Iterable[Report], by: AbstractBaseUser, at: datetime | None = None) -> Outcome:
    """One that would replace a published version is left: somebody has to look at what changes."""

    def approve(report: Report) -> None:
        if before := present(report):
            raise NotAllowed(f"会替换已公布的第 {before.version} 版，请打开来看过差别再公布。")
        approve_report(report=report, by=by, at=at)

    return each(reports, approve)


def acknowledge_findings(*, reasons: Mapping[Finding, str], by: AbstractBaseUser | None) -> Outcome:
    """Each error by a reason of its own; one without a reason stays open."""
    outcome = Outcome()
    for finding, reason in reasons.items():
        try:
            acknowledge_finding(finding=finding, reason=reason, by=by)
        except NotAllowed as why:
            outcome.left.append(f"{finding.report}：{why}")
        else:
            outcome.done += 1
    return outcome


def complete_drafts(*, stated: Mapping[Report, Stated], by: AbstractBaseUser | None) -> Outcome:
    """State what each draft doesn't print; one that still lacks something says what."""
    outcome = Outcome()
    for report, said in stated.items():
        try:
            completed = complete_draft(report=report, stated=said, by=by)
        except (NotAllowed, Refused) as why:
            outcome.left.append(f"{report.source.original_name}：{why}")
            continue
        if missing := missing_of(completed):
            outcome.left.append(f"{report.source.original_name}：{''.join(missing)}")
        else:
            outcome.done += 1
    return outcome


def each(reports: Iterable[Report], act: Callable[[Report], object]) -> Outcome:
    outcome = Outcome()
    for report in reports:
        try:
            act(report)
        except NotAllowed as why:
            outcome.left.append(f"{report}：{why}")
        else:
            outcome.done += 1
    return outcome
