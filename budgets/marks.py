"""标记 (marks): the small pieces of HTML that lists repeat in every row, put together without a template."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from budgets import amounts
from budgets.addresses import base_of, page_address
from budgets.models import Line, Region, Report, SourceFile
from budgets.queries.changes import Change
from budgets.queries.checks import Counts
from budgets.queries.places import Choice

SHAPES = {
    "ok": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1.2 10L3.7 7.9l1.2-1.2 1.9 1.9 4.2-4.3 1.2 1.2L6.8 11Z",
    "warn": "M8 1 15.5 14.5H.5L8 1Zm-.9 5v4h1.8V6H7.1Zm0 5.2V13h1.8v-1.8H7.1Z",
    "bad": "M5 1h6l4 4v6l-4 4H5l-4-4V5l4-4Zm.3 9.5 1.2 1.2L8 9.2l1.5 1.5 1.2-1.2L9.2 8l1.5-1.5-1.2-1.2"
    "L8 6.8 6.5 5.3 5.3 6.5 6.8 8l-1.5 1.5Z",
    "info": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-.9 6h1.8v5H7.1V7Zm0-3h1.8v1.8H7.1V4Z",
    "file": "M3 1h7l3 3v11H3V1Zm1.5 1.5v11h7V5H9V2.5H4.5Z",
    "down": "M7.2 1h1.6v7.2l2.6-2.6 1.1 1.1L8 11.2 3.5 6.7l1.1-1.1 2.6 2.6V1ZM2 13.4h12V15H2v-1.6Z",
    "more": "M8 2 15 14H1L8 2Z",
    "less": "M8 14 1 2h14L8 14Z",
    "same": "M1 6.5h14v3H1z",
}


def html(text: str) -> SafeString:
    """Marked as safe: whoever calls it has escaped what isn't its own or digits."""
    return mark_safe(text)  # noqa: S308


ICONS = {
    name: html(
        f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{shape}" fill="currentColor" fill-rule="evenodd"/></svg>'
    )
    for name, shape in SHAPES.items()
}
ICONS["skipped"] = html(
    '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" '
    'stroke-width="1.6" stroke-dasharray="2.6 2.2"/></svg>'
)
FICTIONAL = html(f'<span class="tag info">{ICONS["info"]}虚构示例</span>')
SIGNS = {"more": ("多", "+"), "less": ("少", amounts.MINUS)}


def amount(yuan: Decimal) -> SafeString:
    """In 万元, as the unit switch can change it. Digits alone: nothing to escape."""
    return html(f'<data class="amt" value="{yuan}">{amounts.grouped(yuan)}</data>')


def source_word(source: SourceFile) -> str:
    """原件, or 重排件 for a file typeset anew from the public data: that is never called the original."""
    return "重排件" if source.is_reproduction else "原件"


def page_mark(source: SourceFile, base: str, page: int, line: Line | None = None) -> SafeString:
    """页码标: the page of the original behind a figure, the row marked on it where its place is known."""
    label = f"看{source_word(source)}第 {page} 页"
    href = page_address(base, page, line)
    return html(f'<a class="pg" href="{href}" title="{label}"><span class="sr">{label}</span>{page}</a>')


def bar(part: Decimal | None, largest: Decimal | None, colour: str = "") -> SafeString:
    """A bar on a track, `part` of `largest`, drawn without styles so that a strict policy allows it."""
    width = Decimal(0)
    if part and largest and part > 0:
        width = max(part / largest * 100, Decimal("0.4")).quantize(Decimal("0.01"))
    return html(
        f'<svg class="bar {colour}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/><rect class="fill" width="{width}" height="10"/></svg>'
    )


def fictional(region: Region | str | None) -> SafeString | str:
    """虚构示例, openly, wherever a fictional region's figures stand. Templates give "" where there is no region."""
    return FICTIONAL if region and region.is_fictional else ""


def report_cell(report: Report) -> SafeString:
    """Whose report: name with its address, year, scope, and the department that a unit belongs to."""
    unit, department = report.unit, report.department
    of = f"，属{escape(department)}" if unit and unit.name != department.name else ""
    return html(
        f'<a href="{base_of(report)}">{escape(report.holder)}</a><span class="nb">　{report.year} 年</span><br>'
        f'<span class="dim small">{report.get_scope_display()}{of}</span> {fictional(department.region)}'
    )


def change(of: Change | None, *, short: bool = False) -> SafeString | str:
    """比上年: ▲ 多, ▼ 少, ▬ 持平, in ink and never coloured."""
    if of is None:
        return html('<span class="dim">—</span>') if short else ""
    start = f'<span class="chg">{ICONS[of.direction]} '
    if of.direction == "same":
        return html(f"{start}{'' if short else '比上年'}持平</span>")
    word, sign = SIGNS[of.direction]
    percent = None if of.percent is None else f"{'+' if word == '多' else ''}{amounts.percent(of.percent)}"
    if short:
        below = "" if percent is None else f'<br><span class="small dim">{percent}</span>'
        return html(f'{start}<span class="sr">{word}</span>{sign}{amount(of.size)}{below}</span>')
    beside = "" if percent is None else f"（{percent}）"
    return html(f"{start}比上年{word} {amount(of.size)}{beside}</span>")


def check_marks(counts: Counts | None) -> SafeString:
    if not counts or not counts.total:
        return html(f'<span class="m-no">{ICONS["skipped"]}还没核对</span>')
    if counts.error:
        which = f"含 {counts.error} 项错误" if counts.warning else "错误"
        return html(f'<span class="m-bad">{ICONS["bad"]}{counts.prominent} 项没对上（{which}）</span>')
    if counts.warning:
        return html(f'<span class="m-warn">{ICONS["warn"]}{counts.warning} 项没对上（提醒）</span>')
    return html(f'<span class="m-ok">{ICONS["ok"]}{"核过的都对上" if counts.skipped else "全部对上"}</span>')


def region_options(regions: Iterable[Choice], chosen: str | None, *, with_parent: bool) -> SafeString:
    """地区: every region with a report, as choices of a filter."""
    return html("".join([region_option(region, chosen, with_parent=with_parent) for region in regions]))


def region_option(region: Choice, chosen: str | None, *, with_parent: bool) -> str:
    parent = f"{escape(region.parent)} " if with_parent and region.parent else ""
    fiction = "（虚构示例）" if region.is_fictional else ""
    selected = " selected" if region.code == chosen else ""
    return f'<option value="{region.code}"{selected}>{parent}{escape(region.name)}{fiction}</option>'
