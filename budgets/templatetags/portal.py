"""Template words of the portal: amounts, page marks, changes, icons, bars, terms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgets import addresses, amounts, figures, marks, plain_words
from budgets.models import Finding, Line, Region, Report, SourceFile
from budgets.queries import evidence as sides
from budgets.queries.changes import Change
from budgets.queries.checks import Counts

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


@register.filter
def source_word(source: SourceFile) -> str:
    """原件, or 重排件 for a file typeset anew from the public data: that is never called the original."""
    return "重排件" if source.is_reproduction else "原件"


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
    label = f"看{source_word(report.source)}第 {page} 页"
    href = addresses.page_address(base or context["base"], page, line)
    return format_html('<a class="pg" href="{}" title="{}"><span class="sr">{}</span>{}</a>', href, label, label, page)


@register.simple_tag
def bar(part: Decimal | None, largest: Decimal | None, colour: str = "") -> SafeString | str:
    """A bar on a track, `part` of `largest`, drawn without styles so that a strict policy allows it."""
    if not part or not largest or part < 0:
        width = Decimal(0)
    else:
        width = max(part / largest * 100, Decimal("0.4")).quantize(Decimal("0.01"))
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="10"/><rect class="fill" width="{}" height="10"/></svg>',
        colour,
        width,
    )


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
    cells = format_html_join("", '<i class="k{}"></i>', ((p.colour,) for p in parts for _ in range(p.cells)))
    return format_html('<div class="hundred" aria-hidden="true">{}</div>', cells)


@register.filter
def evidence(finding: Finding) -> sides.Evidence:
    """The two sides of a check and the gap between them."""
    return sides.evidence(finding)


@register.filter
def at(items: Sequence[object], index: int) -> object:
    return items[index]
