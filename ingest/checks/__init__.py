"""勾稽校验 (checks): holds a parsed report against itself by the table of rules (budgets.rules). Pure; no Django."""

from ingest.checks.engine import check_report
from ingest.checks.finding import Finding, Side
from ingest.checks.years import check_against_prior

__all__ = ["Finding", "Side", "check_against_prior", "check_report"]
