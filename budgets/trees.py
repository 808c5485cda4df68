"""钱花在哪方面 (where the money goes): the tree of 类, 款 and 项 as rows that open, put together without a template."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

from budgets.amounts import percent
from budgets.figures import Node
from budgets.marks import amount, bar, html, page_mark
from budgets.models import Report


def rows(nodes: Sequence[Node], longest: Decimal | None, report: Report, base: str) -> SafeString:
    """Bars of one scale, `longest` the whole length; the first class stands open."""
    return html("".join(row(node, longest, report, base, is_open=n == 0) for n, node in enumerate(nodes)))


def row(node: Node, longest: Decimal | None, report: Report, base: str, *, is_open: bool) -> str:
    line = node.line
    mark = page_mark(report.source, base, line.page, line) if line.page else ""
    official = f" {escape(line.name)}" if node.plain else ""
    share = "—" if node.share is None else percent(node.share)
    cells = (
        f'<span class="nm">{escape(node.plain or line.name)}<small>{escape(line.code)}{official}</small></span>'
        f'{bar(line.total, longest)}<span class="n">{amount(line.total)}</span><span class="pc">{share}</span>'
    )
    if not node.children:
        return f'<div class="row d{node.depth}">{cells}<span>{mark}</span></div>'
    below = "".join(row(child, longest, report, base, is_open=is_open) for child in node.children)
    opens = f'<details class="d{node.depth}"{" open" if is_open else ""}>'
    return f'<div class="node">{mark}{opens}<summary>{cells}</summary>{below}</details></div>'
