"""Template words of the portal: amounts, page marks, changes, icons, bars, terms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from budgets import addresses, amounts, boards, figures, marks, plain_words, trees
from budgets.models import Finding, Line, Region, Report
from budgets.queries import evidence as sides
from budgets.queries.changes import Change
from budgets.queries.checks import Counts

if TYPE_CHECKING:
    from budgets.queries.disclosure import Row
    from budgets.queries.summaries import Summary
    from budgets.views.filters import Chosen

register = template.Library()

BLANK = mark_safe('<span class="blank"><span class="sr">原表空白</span></span>')


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the shapes that go with a word, never without it."""
    return marks.ICONS[name]


@register.simple_tag
def table_body(table: Any, anchors: object = False) -> SafeString:
    return table.body(anchors=bool(anchors))


@register.filter
def amt(yuan: Decimal | None) -> SafeString:
    """An amount in 万元 that the unit switch can change; NULL is a cell printed blank."""
    if yuan is None:
        return BLANK
    return marks.amount(yuan)


@register.filter
def xlsx(csv: str) -> str:
    """The same file as a spreadsheet: the address of a CSV with the other ending."""
    return csv.replace(".csv", ".xlsx", 1)


@register.filter
def plainly(yuan: Decimal | None) -> str:
    """An amount in 万元 as text, for titles and labels."""
    return "" if yuan is None else amounts.grouped(yuan)


@register.filter
def percent(value: Decimal | None) -> str:
    return "—" if value is None else amounts.percent(value)


@register.filter
def project_share(report: Report) -> str:
    """项目支出 out of the report's total."""
    return percent(amounts.share(report.project, report.total))


@register.simple_tag
def unit() -> SafeString:
    return mark_safe("<span data-unit>万元</span>")


@register.simple_tag(takes_context=True)
def pg(
    context: template.Context,
    where: Line | int | None,
    report: Report | None = None,
    base: str | None = None,
) -> SafeString | str:
    """页码标: the page of the original behind a figure, at the row's page or a plain page number."""
    line = where if isinstance(where, Line) else None
    page = line.page if line else where
    if not page:
        return ""
    report = report or context["report"]
    return marks.page_mark(report.source, base or context["base"], page, line)


@register.simple_tag
def region_options(chosen: Chosen, with_parent: bool = False) -> SafeString:
    return marks.region_options(chosen.regions, chosen.region, with_parent=with_parent)


@register.simple_tag
def department_bars(entries: Sequence[Summary], largest: Decimal | None) -> SafeString:
    """A region's departments, each with its bar."""
    return boards.department_bars(entries, largest)


@register.simple_tag
def disclosure_rows(rows: Sequence[Row], years: Sequence[int]) -> SafeString:
    """谁公开了: what is here of each department and year."""
    return boards.disclosure_rows(rows, years)


@register.simple_tag
def bar(part: Decimal | None, largest: Decimal | None, colour: str = "") -> SafeString:
    return marks.bar(part, largest, colour)


@register.simple_tag(takes_context=True)
def tree(context: template.Context, nodes: Sequence[figures.Node], longest: Decimal | None) -> SafeString:
    """钱花在哪方面: classes with their bars, to be opened level by level."""
    return trees.rows(nodes, longest, context["report"], context["base"])


@register.simple_tag
def change(of: Change | None, short: bool = False) -> SafeString | str:
    """比上年: ▲ 多, ▼ 少, ▬ 持平, in ink and never coloured."""
    return marks.change(of, short=short)


@register.simple_tag
def difference(now: Decimal | None, then: Decimal | None) -> SafeString | str:
    """The difference with its sign, and in per cent of the earlier figure; nothing where either is missing."""
    return "" if now is None or then is None else apart(now - then, amounts.share(now - then, then))


@register.simple_tag
def apart(gap: Decimal, rate: Decimal | None) -> SafeString:
    """A gap in yuan with its sign, its percentage below."""
    sign = "+" if gap > 0 else amounts.MINUS if gap < 0 else ""
    below = f"{'+' if gap > 0 else ''}{amounts.percent(rate)}" if rate is not None and gap else ""
    shown = format_html('<br><span class="small dim">{}</span>', below) if below else ""
    return format_html('<span class="chg">{}{}{}</span>', sign, amt(abs(gap)), shown)


@register.simple_tag
def points(gap: Decimal) -> str:
    """百分点: a gap between two percentages."""
    return f"{'+' if gap > 0 else amounts.MINUS if gap < 0 else ''}{abs(gap):.2f} 个百分点"


@register.simple_tag(takes_context=True)
def with_value(context: template.Context, key: str, value: object) -> str:
    """This address with one more value of a key, and nothing left in the search field."""
    query = context["request"].GET.copy()
    query.pop("q", None)
    query.appendlist(key, str(value))
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def without_value(context: template.Context, key: str, value: object) -> str:
    """This address without one value of a key."""
    query = context["request"].GET.copy()
    query.setlist(key, [text for text in query.getlist(key) if text != str(value)])
    return f"?{query.urlencode()}"


register.filter("source_word", marks.source_word)


@register.simple_tag
def term(official: str, shown: str | None = None) -> SafeString:
    """官方叫法 with a dotted line and its explanation."""
    plain, says = plain_words.TERMS[official]
    return format_html(
        '<button type="button" class="term" aria-expanded="false">{}'
        '<span class="tip" role="tooltip"><b>{}</b>{}</span></button>',
        shown or official,
        plain,
        says,
    )


@register.simple_tag
def fictional(region: Region | None) -> SafeString | str:
    """虚构示例, openly, wherever a fictional region's figures stand."""
    return marks.fictional(region)


@register.simple_tag
def check_marks(counts: Counts | None) -> SafeString:
    return marks.check_marks(counts)


@register.filter
def address(report: Report) -> str:
    return addresses.base_of(report)


@register.filter
def permalink(report: Report) -> str:
    return addresses.permalink_of(report)


@register.filter
def lookup(mapping: dict[object, object], key: object) -> object:
    return mapping.get(key)


@register.simple_tag
def hundred(parts: list[figures.Part]) -> SafeString:
    """每 100 元: a cell for each. The amounts stand beside it as text, so it is hidden from screen readers."""
    cells = "".join(f'<i class="k{part.colour}"></i>' * part.cells for part in parts)
    return mark_safe(f'<div class="hundred" aria-hidden="true">{cells}</div>')  # noqa: S308 -- colours of our own


@register.filter
def evidence(finding: Finding) -> sides.Evidence:
    """The two sides of a check and the gap between them."""
    return sides.evidence(finding)


@register.filter
def at(items: Sequence[object], index: int) -> object:
    return items[index]
