"""报告的名头 (meta): whose report it is, for which year, and of a 部门 or a 单位. Null where it isn't printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ingest.parser.wording import folded, squeezed, undoubled
from ingest.reading.page import Document

Scope = Literal["department", "unit"]
OF_WHOM = re.compile(
    r"(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称|（单位）|（部门）|\(单位\))?(?:名称)?[:：]\s*(\S+?)(?=\s|单位[:：]|金额单位|$)"
)
MONEY = re.compile(r"(?:人民币)?(?:百|千|万|亿)?元.*")
COVER = re.compile(r"(20\d\d)年?度?(?:[^0-9。，]{0,40}?)(部门|单位)(?:综合)?预算")
BEFORE = re.compile(r"([^0-9。，：]{4,40}?)(?:本级)?20\d\d年?度?(?:部门|单位)(?:综合)?预算")
BEHIND = re.compile(r"20\d\d年?度?([^0-9。，：]{3,40}?)(?:部门|单位)(?:综合)?预算")
TITLE_LINE = re.compile(r".{0,40}?(20\d\d)年?度?[^0-9。，]{0,40}?(部门|单位)(?:综合)?预算(?!单位).{0,12}")
YEAR = re.compile(r"(20\d\d)年?")
CONTENTS = re.compile(r"目\s*[录次]")
LONGEST_LINE = 48
COVER_LINES = 10
SCOPES: dict[str, Scope] = {"部门": "department", "单位": "unit"}


class Meta(NamedTuple):
    department: str | None
    year: int | None
    scope: Scope | None


def read_meta(document: Document, captions: Iterable[Sequence[str]], titles: Iterable[str]) -> Meta:
    """From the cover, the captions and titles of the tables, and short lines that name the report."""
    cover_page = cover_lines(document)
    cover = "".join(cover_page)
    named = title_lines(document)
    return Meta(
        _department(cover_page, [line for lines in captions for line in lines]),
        _year(cover, named, list(titles)),
        _scope(cover, named),
    )


def cover_lines(document: Document) -> list[str]:
    """What stands before the contents, without white space; of a web page the one line that names the report."""
    lines: list[str] = []
    if document.kind == "html":  # a site's own words stand above it, and no line is wrapped
        texts = [squeezed(line.text) for page in document.pages for line in page.lines]
        lines = [text for text in texts if len(text) <= LONGEST_LINE and (BEFORE.search(text) or BEHIND.search(text))]
        if lines:
            return lines[:1]
    for line in (line for page in document.pages[:2] for line in page.lines):
        text = undoubled(squeezed(line.text))
        if CONTENTS.match(text) or len(lines) >= COVER_LINES or len(text) > LONGEST_LINE:
            break
        lines.append(text)
    return lines


def title_lines(document: Document) -> list[tuple[int, str]]:
    """(year, 部门 or 单位) of each short line that reads like the report's own name."""
    found = []
    for line in (line for page in document.pages for line in page.lines):
        text = undoubled(squeezed(line.text))
        match = TITLE_LINE.fullmatch(text) if "预算" in text and len(text) <= LONGEST_LINE else None
        if match and "（单位）" not in text and "经济" not in text:
            found.append((int(match[1]), match[2]))
    return found


def _department(cover_page: Sequence[str], captions: Sequence[str]) -> str | None:
    names = Counter(name for line in captions for name in OF_WHOM.findall(undoubled(line)) if _is_name(name))
    if names:
        return squeezed(names.most_common(1)[0][0])
    named: list[str] = [name for line in cover_page for name in OF_WHOM.findall(line) if _is_name(name)]
    if named:  # each line by itself: the next may name a person
        return named[0]
    cover = "".join(cover_page)
    title = BEFORE.search(cover) or BEHIND.search(cover)
    return title[1] if title else None


def _is_name(text: str) -> bool:
    return len(text) > 3 and not MONEY.fullmatch(text)


def _year(cover: str, named: Sequence[tuple[int, str]], titles: Sequence[str]) -> int | None:
    match = COVER.search(cover)
    if match:
        return int(match[1])
    years = Counter(int(year) for title in titles for year in YEAR.findall(folded(title)))
    years.update(year for year, _ in named)
    return years.most_common(1)[0][0] if years else None


def _scope(cover: str, named: Sequence[tuple[int, str]]) -> Scope | None:
    match = COVER.search(cover)
    if match:
        return SCOPES[match[2]]
    scopes = Counter(word for _, word in named)
    return SCOPES[scopes.most_common(1)[0][0]] if scopes else None
