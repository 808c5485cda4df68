"""核对 (the engine): every rule on one report, each ending as passed, failed or skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

from budgets.rules import RULES, Rule
from ingest.checks import (
    agreements,
    balances,
    changes,
    class_agreements,
    counts,
    economic,
    hierarchy,
    named,
    presence,
    projects,
    repeated,
    row_sums,
    statements,
    targets,
    three_public,
    units,
    wording,
)
from ingest.checks.book import OCR_DOUBT, Book
from ingest.checks.comparing import skip
from ingest.checks.finding import Finding
from ingest.checks.years import check_against_prior
from ingest.parser.report import ParsedReport

NO_PRIOR = "没有收录上年的报告"
Check = Callable[[Book], Iterable[Finding | None]]


def both(first: Check, second: Check) -> Check:
    return lambda book: chain(first(book), second(book))


CHECKS: Mapping[str, Check] = {
    "balance-closes": balances.check_balance,
    "balance-revenue-adds-up": balances.check_revenue,
    "appropriation-closes": balances.check_appropriation,
    "appropriation-revenue-adds-up": balances.check_appropriation_revenue,
    "revenue-matches-balance": agreements.check_revenue,
    "expenditure-matches-balance": agreements.check_expenditure,
    "classes-add-up": hierarchy.check_classes,
    "children-add-up": hierarchy.check_children,
    "basic-plus-project": row_sums.check_kinds,
    "revenue-by-source": row_sums.check_sources,
    "general-matches-appropriation": agreements.check_general,
    "class-matches-balance": class_agreements.check_classes,
    "appropriation-matches-tables": class_agreements.check_appropriation,
    "carryover-adds-up": agreements.check_carryover,
    "procurement-adds-up": counts.check_procurement,
    "form-adds-up": targets.check_forms,
    "basic-matches-economic": economic.check_general,
    "personnel-plus-public": economic.check_personnel,
    "appropriation-by-fund": row_sums.check_funds,
    "three-public-adds-up": three_public.check_three_public,
    "operating-adds-up": economic.check_operating_sums,
    "operating-within-public": economic.check_operating,
    "projects-match-expenditure": projects.check_projects,
    "targets-match-projects": targets.check_projects,
    "narrative-matches-table": both(statements.check_amounts, named.check_accounts),
    "narrative-change-computes": changes.check_computes,
    "narrative-counts": counts.check_counts,
    "narrative-agrees-with-itself": both(repeated.check_itself, named.check_planned),
    "narrative-direction": changes.check_direction,
    "narrative-year": wording.check_years,
    "narrative-names": wording.check_names,
    "text-form": wording.check_form,
    "unit-plausible": units.check_units,
    "tables-present": presence.check_tables,
    "parts-present": presence.check_parts,
}


def check_report(
    report: ParsedReport,
    *,
    prior: ParsedReport | None = None,
    codes: Mapping[str, Collection[str]] | None = None,
    approved_on: date | None = None,
    disclosed_on: date | None = None,
) -> tuple[Finding, ...]:
    """Every rule's findings, in the order of the rules. A rule that found nothing to hold against says why.

    `prior` is last year's report of the same scope; `codes` gives the names that other reports of the year print for
    each functional code. What isn't given is skipped, with the reason.
    """
    book = Book(report)
    given: Mapping[str, Callable[[], Iterable[Finding | None]]] = {
        "year-over-year": lambda: check_against_prior(report, prior) if prior else [skip("year-over-year", NO_PRIOR)],
        "code-and-name": lambda: presence.check_codes(book, codes),
        "disclosed-on-time": lambda: [presence.check_date(approved_on, disclosed_on)],
    }
    checks: Mapping[str, Callable[[], Iterable[Finding | None]]]
    checks = {code: partial(check, book) for code, check in CHECKS.items()} | dict(given)
    return tuple(numbered(found for rule in RULES for found in _apply(rule, checks[rule.code], book)))


def _apply(rule: Rule, check: Callable[[], Iterable[Finding | None]], book: Book) -> list[Finding]:
    found = [explained(finding, book) for finding in check() if finding is not None]
    return found or [skip(rule.code, book.missing(*rule.tables) or "报告里没有可核对的数")]


def explained(finding: Finding, book: Book) -> Finding:
    """On a scan nothing fails: the reading is doubtful. Where secret rows are left out, a sum differs all the same."""
    if finding.outcome != "failed" or finding.rule == "disclosed-on-time":
        return finding
    if book.report.is_ocr:
        return replace(finding, outcome="skipped", reason=OCR_DOUBT)
    note = book.withheld.get(finding.table or "")
    return replace(finding, reason=f"表下注明：{note}") if note else finding


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one rule at places printed alike are told apart by their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        place = finding.place
        seen[place] += 1
        yield replace(finding, occurrence=seen[place]) if seen[place] > 1 else finding
