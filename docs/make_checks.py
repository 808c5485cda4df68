"""Writes the rules in docs/checks.md from budgets/rules.py: `python docs/make_checks.py`. A test compares the two."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from budgets.rules import KINDS, REQUIRED_TABLES, RULES  # noqa: E402
from budgets.vocabulary import SEVERITIES, TABLE_KIND  # noqa: E402

START, END = "<!-- rules: start -->\n", "<!-- rules: end -->\n"


def render() -> str:
    parts = []
    for kind, title in KINDS.items():
        rows = "\n".join(
            f"| `{rule.code}` | {rule.title} | {rule.formula} | {SEVERITIES[rule.severity]} | {rule.plain} |"
            for rule in RULES
            if rule.kind == kind
        )
        parts.append(f"\n### {title}\n\n| code | 核对什么 | 公式 | 级别 | 一句话 |\n|---|---|---|---|---|\n{rows}\n")
    return "".join(parts) + "\n" + required()


def required() -> str:
    lines = [
        f"- since fiscal year {year}: {'、'.join(f'{TABLE_KIND[kind].name} (`{kind}`)' for kind in kinds)}"
        for year, kinds in REQUIRED_TABLES.items()
    ]
    return "Tables that `tables-present` asks for:\n\n" + "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """The page with the part between the marks written anew."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + START + render() + END + after


if __name__ == "__main__":
    page = ROOT / "docs" / "checks.md"
    page.write_text(with_table(page.read_text(encoding="utf-8")), encoding="utf-8")
