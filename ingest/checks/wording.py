"""文字 (wording): years that are compared with, names of accounts, and the form of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.checks.book import Book, bare, squeezed
from ingest.checks.class_agreements import by_code
from ingest.checks.comparing import judge, skip
from ingest.checks.finding import Finding, Side
from ingest.checks.hierarchy import CODED
from ingest.parser.narrative.wording import MOVED, SAME
from ingest.parser.report import Section

NARRATIVE_PART = 3
COMPARED = re.compile(
    rf"(?:比|较)(?P<than>20\d\d)年|(?:与|同|和)(?P<with>20\d\d)年[^，。；,;]{{0,8}}?(?:相比|比较|对比|{SAME}|{MOVED})"
)
YEAR = re.compile(r"(20\d\d)年")
SENTENCE_ENDS = re.compile(r"[。；;]")
NAMED = re.compile(
    r"(?<![\dA-Za-z])(?<!\d[.,，])(?P<code>2\d{2}(?:\d{2}){0,2})(?![\d.,年元万亿个号])[”\"’）)\s]*[-—:：]?"
    r"(?P<name>(?![类款项][）)])[一-鿿][一-鿿（）()、]{1,40})"
)
LEVEL_WORD = re.compile(r"^（[类款项]）")
FORMS = {
    "标点重复": re.compile(r"[，、；：]{2,}|。{2}|[，、；：]。|。[，、；：]"),
    "有显示不出的字": re.compile("[�\ue000-\uf8ff]"),
    "增减没有改定": re.compile(
        r"(?:增长|增加|上升)[（(/](?:下降|减少|降低)"
        r"|(?:下降|减少|降低)[（(/](?:增长|增加|上升)(?=[）)])"
    ),
}
PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))
LIST_MARK = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]", re.MULTILINE)  # 1） opens no bracket


def narrative(book: Book) -> list[Section]:
    return [section for section in book.report.sections if section.part == NARRATIVE_PART]


def check_years(book: Book) -> Iterator[Finding | None]:
    """A year that is compared with is the one before: before the year its sentence speaks of, or the report's."""
    rule, own = "narrative-year", book.report.year
    if own is None:
        yield skip(rule, "报告没有印出年度")
        return
    for section in narrative(book):
        for sentence in SENTENCE_ENDS.split(squeezed(section.text)):
            for match in COMPARED.finditer(sentence):
                named = int(match["than"] or match["with"])
                spoken = [int(year) for year in YEAR.findall(sentence[: match.start()])]
                years = {year - 1 for year in (own, *spoken[-1:])}
                quote = sentence[max(match.start() - 20, 0) : match.end() + 6]
                left = Side(f"说明：{quote}", str(named), "年", row=quote, page=section.page)
                yield judge(rule, named in years, left, Side("上一年", str(own - 1), "年"))


def names_by_code(book: Book) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for sheet in book.of(*CODED):
        for code, rows in by_code(sheet.rows).items():
            if name := rows[0].values.get("name"):
                found.setdefault(code, name)
    return found


def check_names(book: Book) -> Iterator[Finding | None]:
    """An account that the text names with its code has the name that the tables print."""
    rule, names = "narrative-names", names_by_code(book)
    for section in narrative(book):
        for match in NAMED.finditer(squeezed(section.text)):
            name = names.get(match["code"])
            said = LEVEL_WORD.sub("", squeezed(match["name"]))
            if name is None or not said:
                continue
            left = Side(f"说明：{match['code']} {said[:30]}", said[:30], None, row=match["code"], page=section.page)
            holds = _is_named(said, bare(name))
            yield judge(rule, holds, left, Side(f"表中 {match['code']}", name))


def _is_named(said: str, name: str) -> bool:
    """The text goes on after the name, or leaves out the word 支出 at its end."""
    return said.startswith(name) or said.startswith(name.removesuffix("支出"))


def check_form(book: Book) -> Iterator[Finding | None]:
    rule = "text-form"
    if not book.report.sections:
        yield skip(rule, "没有读到正文")
        return
    found = [finding for section in book.report.sections for finding in _flaws(rule, section)]
    for page in (book.report.page_kinds or {}).get("blank", ()):
        found.append(judge(rule, False, Side("空白页", None, row="空白页", column="空白页", page=page), Side("有内容")))
    yield from found or [judge(rule, True, Side("正文", None), Side("没有重复或不成对的标点等"))]


def _flaws(rule: str, section: Section) -> Iterator[Finding]:
    text = re.sub(r"\s+", "", section.text)
    for kind, words in FORMS.items():
        for match in words.finditer(text):
            quote = text[max(match.start() - 12, 0) : match.end() + 6]
            left = Side(f"{section.title}：{quote}", match[0], None, row=quote, column=kind, page=section.page)
            yield judge(rule, False, left, Side(kind))
    text = squeezed(LIST_MARK.sub("", section.text))
    for opening, closing in PAIRS:
        opened, closed = text.count(opening), text.count(closing)
        if opened != closed:
            row = f"{section.title} {opening}{closing}"
            left = Side(
                f"{section.title}：{opening}", str(opened), "个", row=row, column="标点不成对", page=section.page
            )
            yield judge(rule, False, left, Side(closing, str(closed), "个"), gap=str(abs(opened - closed)))
