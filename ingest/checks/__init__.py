"""勾稽校验 (checks): holds a parsed report against itself by the table of rules (budgets.rules). Pure; no Django."""

from ingest.checks.engine import check_report
from ingest.checks.finding import Finding, Side

__all__ = ["Finding", "Side", "check_report"]
