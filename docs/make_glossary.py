"""Writes docs/glossary.md from budgets/vocabulary.py: `python docs/make_glossary.py`. A test keeps the two together."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from budgets import vocabulary as words  # noqa: E402

GROUPS = (
    ("Tables (十三张表)", {kind.id: f"{kind.name} · {kind.plain}" for kind in words.TABLE_KINDS}),
    ("Amounts (金额栏)", {**words.MEASURES, **words.RATES}),
    ("What identifies a row (其余栏)", words.KEYS),
    ("Sides (收支)", words.SIDES),
    ("Project rows (项目表的行)", words.PROJECT_ROW_KINDS),
    ("Scope (口径)", words.SCOPES),
    ("Stage (阶段)", words.STAGES),
    ("Carry-over basis (结转口径)", words.CARRYOVER_BASES),
    ("Funds basis (资金口径)", words.FUNDS_BASES),
    ("Status (状态)", words.STATUSES),
    ("Severity (严重程度)", words.SEVERITIES),
    ("Outcome of a check (核对结果)", words.OUTCOMES),
    ("Half of a target form (绩效目标的期间)", words.SCOPE_OF_TARGET),
    ("Funds of a target form (绩效目标表的资金)", words.FUNDING_SOURCES),
    ("Texts of a target form (绩效目标表的文字)", words.TARGET_TEXTS),
)


def render() -> str:
    parts = ["# Terms\n\nOne English word per Chinese term. Generated from `budgets/vocabulary.py`.\n"]
    for title, terms in GROUPS:
        rows = "\n".join(f"| `{english}` | {chinese} |" for english, chinese in terms.items())
        parts.append(f"\n## {title}\n\n| English | Chinese |\n|---|---|\n{rows}\n")
    return "".join(parts)


if __name__ == "__main__":
    (ROOT / "docs" / "glossary.md").write_text(render(), encoding="utf-8")
