"""表题 (captions): what stands above a table: its title, number and unit, and which kind of table that makes it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ingest.parser import formats
from ingest.parser.wording import folded, squeezed, undoubled, without_years

PART_OF_TABLE = r"(?:[-—–]{1,2}[^：；。！？，\d]{2,20})?"  # 基本支出表—人员经费
TITLE = re.compile(rf"(?!注)[^：；。！？]{{3,60}}表{PART_OF_TABLE}(?:（[^（）]{{1,30}}）|\([^()]{{1,30}}\))*")
TITLE_BRACKET = re.compile(r"[（(][^（）()]{1,30}[）)]")
UNIT = re.compile(
    r"(?:金额|货币|计量|计数)?单位[:：]?(?:人民币)?[:：]?((?:百|千|万|亿)?元)|[（(]((?:百|千|万|亿)?元)[）)]$"
)
UNIT_BEHIND = re.compile(r"[（(]?(?:金额)?单位[:：](?:百|千|万|亿)?元[）)]?$")
ANY_UNIT = re.compile(r"(?:金额|货币|计量)单位[:：]([^\s:：）)]{1,6})")
NUMBER = re.compile(
    r"(?:预算|部门|单位|决算)?公开(?:表)?([0-9]{1,2})表?|公开表([0-9]{1,2})|(?:预算|附)?表([0-9]{1,2})(?=20\d\d年|[^0-9年]|$)"
    r"|(?:附)?表([一二三四五六七八九十]{1,3})|预算([0-9]{1,2})表|附件([0-9]{1,2})"
)
MARK = re.compile(
    r"(?:附?表|预算表|公开表|附件|附)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[-—][0-9]{1,2})?(?=20\d\d年|[^0-9年]|$)[-—.、：:]?"
    r"|(?:预算|(?:预算|部门)?公开)[0-9]{1,2}表|(?:预算|部门)?公开表[0-9]{1,2}[-—.、：]?|[一二三四五六七八九十]{1,3}、"
    r"|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、](?![0-9])"
)
DIGITS = "零一二三四五六七八九"
LONGEST = 70


class Caption(NamedTuple):
    """What the title says. `kinds` is empty for a table of no known kind."""

    title: str
    kinds: tuple[str, ...]
    carryover: Literal["included", "excluded"] | None
    funds: Literal["all", "appropriation", "general"] | None


def is_title(line: str) -> bool:
    text = folded(without_mark(without_unit(line)))
    return len(text) <= LONGEST and bool(TITLE.fullmatch(text)) and not NUMBER.fullmatch(text)


def is_mark(line: str) -> bool:
    """Whether the line is nothing but a table's number: 预算公开表1, 表3."""
    return bool(NUMBER.fullmatch(folded(line)) or MARK.fullmatch(folded(line)))


def without_unit(title: str) -> str:
    """The title without the unit that some print behind it: 收支总表（单位：万元）."""
    return UNIT_BEHIND.sub("", squeezed(title))


def without_mark(title: str) -> str:
    text = squeezed(title)
    while (mark := MARK.match(text)) and mark.end() < len(text):
        text = text[mark.end() :]
    return text


def printed_number(lines: list[str]) -> int | None:
    """The number that the place itself gives the table, if it prints one above it."""
    for line in reversed(lines):
        found = NUMBER.match(folded(line))
        if found:
            digits = next(group for group in found.groups() if group)
            return int(digits) if digits.isdigit() else chinese_number(digits)
    return None


def chinese_number(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return DIGITS.index(text[0])
    return (DIGITS.index(tens[0]) if tens else 1) * 10 + (DIGITS.index(ones[0]) if ones else 0)


def printed_unit(lines: list[str]) -> str | None:
    """The unit of account that the nearest line above the table prints: 元, 万元 …"""
    for line in reversed(lines):
        found = list(UNIT.finditer(squeezed(line)))
        if found:
            return found[-1][1] or found[-1][2]
    broken = UNIT.search(squeezed("".join(lines[-2:])))
    if broken:
        return broken[1] or broken[2]
    for line in reversed(lines):
        unknown = ANY_UNIT.search(squeezed(line))
        if unknown:
            return unknown[1]
    return None


def core(title: str) -> str:
    """The title without number, year, quotes and the words that vary from place to place."""
    text = without_years(folded(without_mark(undoubled(squeezed(title)))))
    brackets = TITLE_BRACKET.findall(text)
    text = TITLE_BRACKET.sub("", text)
    for long, short in formats.TITLE_SHORTENED.items():
        text = text.replace(long, short)
    for noise in formats.TITLE_NOISE:
        text = text.replace(noise, "")
    behind = "".join(brackets)
    for word, bracket in formats.CLASSIFICATIONS.items():
        if word in behind:
            return text + bracket
    return text + ("（上年结转）" if "（上年结转）" in brackets else "")


def kinds_of(title: str) -> tuple[str, ...]:
    """The table kinds that this title names; empty if it is none that we know."""
    text = core(title)
    if any(word in text for word in formats.NOT_TITLES):
        return ()
    for start in range(len(text)):
        if text[start:] in formats.TITLES and not any(word in text[:start] for word in formats.TITLE_WORDS):
            return formats.TITLES[text[start:]]
        if text[start:] in formats.TITLES_ALONE and (not start or text[:start].endswith(formats.ORGANISATIONS)):
            return formats.TITLES_ALONE[text[start:]]
    for held, not_held, kinds in formats.TITLE_MARKS:
        if all(word in text for word in held) and not any(word in text for word in not_held):
            return kinds
    return ()


def read_title(title: str) -> Caption:
    shown = without_mark(undoubled(without_unit(title)))
    kinds = kinds_of(shown)
    return Caption(shown, kinds, _carryover(shown), _funds(shown, kinds))


def _carryover(title: str) -> Literal["included", "excluded"] | None:
    if "不含上年结转" in title:
        return "excluded"
    return "included" if "含上年结转" in title else None


def _funds(title: str, kinds: tuple[str, ...]) -> Literal["all", "appropriation", "general"] | None:
    if "财政拨款" in title and "一般公共预算" not in title:
        return "appropriation"
    if "一般公共预算" in title:
        return "general"
    return "all" if {"balance", "revenue", "expenditure"} & set(kinds) else None
