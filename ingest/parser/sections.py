"""章节 (sections): the parts of a report's running text and the headings in them.

`part` says what a part is, wherever it stands and however it is called: 1 概况, 2 预算表, 3 情况说明, 4 名词解释.
Text before the first heading of a part stands under the part's own title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.prose import Prose, ProseLine, key, paragraphs, read_prose
from ingest.parser.report import Section
from ingest.parser.targets.personal import strip_persons
from ingest.reading.page import Document

OVERVIEW, TABLES, NARRATIVE, GLOSSARY = 1, 2, 3, 4
# 部分的名字 (what a part's title says): the first that fits decides
PART_WORDS = (
    (GLOSSARY, re.compile(r"名词解释|名词说明|术语")),
    (NARRATIVE, re.compile(r"说明|情况$|安排|采购|绩效|重要事项")),
    (TABLES, re.compile(r"表(?:格|式)?(?:（.*）)?$|报表|附表")),
    (OVERVIEW, re.compile(r"概况|概述|职责|职能|机构|基本情况")),
)
OVERVIEW_FIRST = re.compile(r"概况|主要职[责能]|机构设置|基本情况")
PART = re.compile(r"第([一二三四五六七八九十]{1,2})部分[\s：:、]*(.{0,40})")
HEADING = re.compile(r"([一二三四五六七八九十]{1,3})、\s*([^。；，：:;,]{2,36})")
HEADING_START = re.compile(r"([一二三四五六七八九十]{1,3})、")
TABLE_START = re.compile(
    r"(?:部门|单位|预算)*公开表(?:\d+|[一二三四五六七八九十]+)|.{0,30}收支(?:预算)?总(?:体情况)?表|单位：[万亿千]?元|[一二]、表格部分"
)
ENTRY_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.、．](?!\d\D))"
)
WHOSE = re.compile(r"[（(]?(?:部门|单位)[）)]?")
WORDS_OF_HEADING = re.compile(r"(?:说明|情况|安排|目标|事项)$")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}


def ordinal(text: str) -> int:
    """十二 -> 12; 0 for numerals that are no number, such as 十二三."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS[ones[-1]]
    if not {tens, ones} <= {"", *DIGITS}:
        return 0
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def kind_of_part(title: str) -> int:
    """What a part of this title is; a title that says nothing known is taken for 情况说明, whose text is kept whole."""
    if OVERVIEW_FIRST.search(title):
        return OVERVIEW
    return next((kind for kind, words in PART_WORDS if words.search(title)), NARRATIVE)


def read_sections(document: Document) -> tuple[Section, ...]:
    return sections_of(read_prose(document))


def sections_of(prose: Prose) -> tuple[Section, ...]:
    found: list[Section] = []
    for part, title, lines in _parts(prose):
        if part != TABLES:
            found += _sections_in(part, title, _before_tables(part, lines), prose)
    return tuple(found)


def _parts(prose: Prose) -> Iterator[tuple[int, str, list[ProseLine]]]:
    """Each part's kind, title and lines. What stands before the first part (the cover) is none."""
    is_numbered = any(PART.match(line.text) for line in prose.lines)
    part, title, lines = 0, "", list[ProseLine]()
    rest = list(prose.lines)
    while rest:
        line = rest.pop(0)
        name = _numbered_part(line, rest, prose) if is_numbered else _named_part(line, prose)
        if name is None:
            lines.append(line)
            continue
        if part:
            yield part, title, lines
        part, title, lines = kind_of_part(name), name, []
    if part:
        yield part, title, lines


def _numbered_part(line: ProseLine, rest: list[ProseLine], prose: Prose) -> str | None:
    """第几部分: its title, taken from the following lines too where it is broken over them."""
    match = PART.fullmatch(line.text)
    if match is None:
        return None
    title, number = match[2].strip(), f"第{match[1]}部分"
    entry = next(
        (entry.removeprefix(number).lstrip("：、") for entry in prose.contents if entry.startswith(number)), ""
    )
    while rest and len(rest[0].text) < 40 and _is_unfinished(title, rest[0].text, entry):
        title += rest.pop(0).text.strip()
    return title


def _is_unfinished(title: str, following: str, entry: str) -> bool:
    if not title or (entry != key(title) and entry.startswith(key(title + following))):
        return True
    is_known = any(words.search(title) for _, words in PART_WORDS)
    return not is_known and not HEADING_START.match(following) and len(title) < 40


def _named_part(line: ProseLine, prose: Prose) -> str | None:
    """Without 第几部分: a page that opens with a contents entry starts a part."""
    text = key(line.text)
    if not line.is_first or len(text) >= 40:
        return None
    names = (WHOSE.sub("", ENTRY_NUMBER.sub("", entry)) for entry in prose.contents)
    return text if any(name and WHOSE.sub("", text).endswith(name) for name in names) else None


def _before_tables(part: int, lines: list[ProseLine]) -> list[ProseLine]:
    """Where the tables start before the heading of their part does, the part before them ends there."""
    if part == NARRATIVE:
        return lines
    return lines[: next((at for at, line in enumerate(lines) if TABLE_START.fullmatch(key(line.text))), len(lines))]


def _sections_in(part: int, title: str, lines: Sequence[ProseLine], prose: Prose) -> Iterator[Section]:
    name, page, last = title, lines[0].page if lines else None, 0
    body: list[ProseLine] = []
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        heading = _heading(line, rest, last, prose.contents) if part != GLOSSARY else None
        if heading is None:
            body.append(line)
            continue
        if body or name != title:
            yield _section(part, name, body, prose.wrap, page)
        name, page, last, body = heading, line.page, ordinal(heading.partition("、")[0]), []
    if body or name != title:
        yield _section(part, name, body, prose.wrap, page)


def _heading(line: ProseLine, rest: list[ProseLine], last: int, contents: Sequence[str]) -> str | None:
    """The heading that starts on this line, taking a second line from `rest` where the contents say it goes on."""
    text = line.text.strip()
    match = HEADING_START.match(text)
    if match is None:
        return None
    if key(text) in contents:
        return text
    if rest and key(text + rest[0].text) in contents:
        return text + rest.pop(0).text.strip()
    if any(HEADING_START.match(entry) for entry in contents):
        is_next = ordinal(match[1]) == last + 1
    else:
        is_next = ordinal(match[1]) in (1, last + 1)
    if not is_next or not HEADING.fullmatch(text):
        return None
    if rest and not WORDS_OF_HEADING.search(text) and re.fullmatch(r".{0,8}(?:说明|情况|情况说明)", rest[0].text):
        return text + rest.pop(0).text.strip()
    return text


def _section(part: int, title: str, lines: Sequence[ProseLine], wrap: int, page: int | None) -> Section:
    return Section(part, title, strip_persons("\n".join(text for text, _ in paragraphs(lines, wrap))), page)
