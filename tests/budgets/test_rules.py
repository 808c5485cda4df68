"""The table of rules is whole, and docs/checks.md shows it."""

import re
import runpy
from pathlib import Path

import pytest

from budgets.rules import KINDS, REQUIRED_TABLES, RULE, RULES, required_tables
from budgets.vocabulary import SEVERITIES, TABLE_KIND
from ingest.checks.engine import CHECKS

ROOT = Path(__file__).resolve().parents[2]
NEED_MORE_THAN_THE_REPORT = {"year-over-year", "code-and-name", "disclosed-on-time"}


def test_codes_are_unique_and_of_one_form():
    assert len(RULE) == len(RULES)
    assert [code for code in RULE if not re.fullmatch(r"[a-z]+(?:-[a-z]+)+", code)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_says_what_it_is(rule):
    assert rule.kind in KINDS
    assert rule.severity in SEVERITIES
    assert set(rule.tables) <= set(TABLE_KIND)
    assert all((rule.title, rule.formula, rule.plain.endswith("。")))


def test_each_rule_is_evaluated():
    assert set(CHECKS) | NEED_MORE_THAN_THE_REPORT == set(RULE)


def test_only_the_form_of_the_text_is_kept_from_the_public():
    assert [rule.code for rule in RULES if not rule.is_public] == ["text-form"]


def test_what_must_be_disclosed_grows_with_the_years():
    assert required_tables(2016) == ()
    assert required_tables(2019) == REQUIRED_TABLES[2017]
    assert required_tables(2026) == (*REQUIRED_TABLES[2017], "state_capital")


def test_the_docs_show_the_table():
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    with_table = runpy.run_path(str(ROOT / "docs" / "make_checks.py"))["with_table"]
    assert with_table(page) == page
    assert [code for code in RULE if f"`{code}`" not in page] == []
