"""核对 (the engine): every rule on one report, each ending as passed, failed or skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from budgets.rules import RULES, Rule
from ingest.checks import agreements, balances, class_agreements, economic, hierarchy, projects, row_sums, three_public
from ingest.checks.book import Book
from ingest.checks.comparing import skip
from ingest.checks.finding import Finding
from ingest.parser.report import ParsedReport

Check = Callable[[Book], Iterable[Finding | None]]

CHECKS: Mapping[str, Check] = {
    "balance-closes": balances.check_balance,
    "balance-revenue-adds-up": balances.check_revenue,
    "appropriation-closes": balances.check_appropriation,
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
    "basic-matches-economic": economic.check_general,
    "personnel-plus-public": economic.check_personnel,
    "appropriation-by-fund": row_sums.check_funds,
    "three-public-adds-up": three_public.check_three_public,
    "operating-within-public": economic.check_operating,
    "projects-match-expenditure": projects.check_projects,
}


def check_report(report: ParsedReport) -> tuple[Finding, ...]:
    """Every rule's findings, in the order of the rules. A rule that found nothing to hold against says why."""
    book = Book(report)
    return tuple(numbered(found for rule in RULES for found in _apply(rule, book)))


def _apply(rule: Rule, book: Book) -> list[Finding]:
    check = CHECKS.get(rule.code)
    found = [finding for finding in check(book) if finding is not None] if check else []
    return found or [skip(rule.code, book.missing(*rule.tables) or "报告里没有可核对的数")]


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one rule at places printed alike are told apart by their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.place] += 1
        yield replace(finding, occurrence=seen[finding.place])
