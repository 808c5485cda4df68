"""齐全 (presence): required tables and parts are there; disclosed in time; codes and names fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from budgets.rules import DISCLOSED_WITHIN_DAYS, required_tables
from budgets.vocabulary import TABLE_KIND
from ingest.checks.book import Book, Sheet, bare, squeezed
from ingest.checks.class_agreements import by_code
from ingest.checks.comparing import Cell, Result, judge, skip
from ingest.checks.finding import Finding, Side
from ingest.checks.hierarchy import CODED
from ingest.checks.wording import NARRATIVE_PART
from ingest.parser.report import Section

# words by which a title that was not recognised may yet be the table that seems to be missing
WORDS: Mapping[str, re.Pattern[str]] = {
    "balance": re.compile(r"收支"),
    "revenue": re.compile(r"收入"),
    "expenditure": re.compile(r"支出"),
    "appropriation": re.compile(r"财政拨款"),
    "general_expenditure": re.compile(r"一般公共预算|财政拨款"),
    "basic_by_economic": re.compile(r"基本支出|经济"),
    "three_public": re.compile(r"三公|会议费、培训费"),
    "fund_expenditure": re.compile(r"基金"),
    "state_capital": re.compile(r"国有资本"),
}
# what must be explained -> words in a title or the text of its section
PARTS: Mapping[str, re.Pattern[str]] = {
    "部门职责": re.compile(r"职责|职能"),
    "机构设置": re.compile(r"机构|单位构成|预算单位"),
    "三公经费": re.compile(r"三公"),
    "机关运行经费": re.compile(r"机关运行(?:经)?费"),
    "政府采购": re.compile(r"政府采购"),
    "国有资产": re.compile(r"国有资产|资产占(?:有|用)"),
    "绩效": re.compile(r"绩效"),
}

LEAVES = {"cover": "封面", "contents": "目录"}


def check_tables(book: Book) -> Iterator[Finding | None]:
    rule, year = "tables-present", book.report.year
    if year is None or not (required := required_tables(year)):
        yield skip(rule, "报告没有印出年度" if year is None else f"没有收录{year}年的统一要求")
        return
    for kind in required:
        name = TABLE_KIND[kind].name
        sheet = book.sheet(kind)
        left = Side(name, None, table=kind, row=name, page=next(iter(sheet.table.pages), None) if sheet else None)
        if sheet is None:
            yield _missing(rule, book, kind, left)
        elif sheet.rows or sheet.table.note:
            yield judge(rule, True, left, Side("有数据" if sheet.rows else f"空表，注明“{sheet.table.note}”"))
        else:
            yield Result(rule, _at(left)).skipped(f"{name}没有数据，没有读到“本表无数据”的说明")


def _at(side: Side) -> Cell:
    return Cell(side.label, None, None, side.table, side.row, side.column, side.page)


def _missing(rule: str, book: Book, kind: str, left: Side) -> Finding:
    other = next((t for t in book.report.tables if t.id == "other" and WORDS[kind].search(t.title or "")), None)
    if other:
        return Result(rule, _at(left)).skipped(f"没有读到{left.label}，但《{other.title}》没有认出是哪张表")
    return judge(rule, False, left, Side("报告里没有这张表"))


def check_parts(book: Book) -> Iterator[Finding | None]:
    rule, report = "parts-present", book.report
    if not report.sections:
        yield skip(rule, "没有读到正文")
        return
    yield from _leaves(rule, report.page_kinds)
    for part, words in PARTS.items():
        found = next((s for s in report.sections if words.search(squeezed(s.title) + squeezed(s.text))), None)
        yield _part(rule, part, found is not None, found)
    sheet = next(book.of(*TABLE_KIND), None)
    yield _part(rule, "报表", sheet is not None, page=next(iter(sheet.table.pages), None) if sheet else None)
    said = next((section for section in report.sections if section.part == NARRATIVE_PART), None)
    yield _part(rule, "情况说明", said is not None, page=said.page if said else None)
    terms = next((section for section in report.sections if "名词解释" in section.title), None)
    yield _part(rule, "名词解释", bool(report.glossary) or terms is not None, page=terms.page if terms else None)


def _leaves(rule: str, kinds: Mapping[str, tuple[int, ...]] | None) -> Iterator[Finding]:
    """封面 and 目录, which only a file with pages has."""
    if kinds is None:
        yield skip(rule, "没有分页的原件，看不出封面和目录")
        return
    for kind, part in LEAVES.items():
        pages = kinds.get(kind, ())
        left = Side(part, None, row=part, page=next(iter(pages), None))
        yield judge(rule, bool(pages), left, Side(f"第 {pages[0]} 页" if pages else "没有读到"))


def _part(rule: str, part: str, is_there: bool, section: Section | None = None, page: int | None = None) -> Finding:
    left = Side(part, None, row=part, page=section.page if section else page)
    return judge(rule, is_there, left, Side(f"见“{section.title}”" if section else "有" if is_there else "没有读到"))


def check_date(approved_on: date | None, disclosed_on: date | None) -> Finding:
    rule = "disclosed-on-time"
    if approved_on is None or disclosed_on is None:
        lacking = "、".join(n for n, day in (("批复日期", approved_on), ("公开日期", disclosed_on)) if day is None)
        return skip(rule, f"没有登记{lacking}")
    days = (disclosed_on - approved_on).days
    left = Side(f"{approved_on} 批复，{disclosed_on} 公开", str(days), "天", row="公开日期")
    gap = max(days - DISCLOSED_WITHIN_DAYS, 0)
    return judge(rule, not gap, left, Side("不超过", str(DISCLOSED_WITHIN_DAYS), "天"), gap=str(gap))


def check_codes(book: Book, codes: Mapping[str, Collection[str]] | None) -> Iterator[Finding | None]:
    """Each code has a name that other reports of the year print; a code that isn't in the list is unknown."""
    rule = "code-and-name"
    if not codes:
        yield skip(rule, "没有同年的科目表可对")
        return
    for sheet in book.of(*CODED):
        rows = by_code(sheet.rows)
        unknown = [code for code in rows if code not in codes]
        for code, found in rows.items():
            if code in codes:
                yield _named(rule, sheet, code, found[0].values.get("name"), codes[code], found[0].page)
        if unknown:
            yield skip(rule, f"{sheet.name}有 {len(unknown)} 个编码不在科目表里：{'、'.join(unknown[:5])}", sheet.id)


def _named(
    rule: str, sheet: Sheet, code: str, name: str | None, known: Collection[str], page: int | None
) -> Finding | None:
    if name is None:
        return None
    left = Side(f"{sheet.name} {code}", name, None, sheet.id, f"{code} {name}", "name", page)
    names = {bare(other) for other in known}
    finding = judge(rule, bare(name) in names, left, Side("其他报告所印", "、".join(sorted(known))))
    if finding.outcome == "failed" and sheet.doubt:
        return skip(rule, sheet.doubt, sheet.id)
    return finding
