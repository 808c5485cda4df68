"""名词解释 (glossary): the terms a report explains, with their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.report import Section, Term
from ingest.parser.sections import GLOSSARY

STYLES = (
    re.compile(r"[一二三四五六七八九十]{1,3}、\s*"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*"),
    re.compile(r"\d{1,2}[.、．]\s*"),
    re.compile(r"[（(]\d{1,2}[）)]\s*"),
)
WITH_COLON = re.compile(r"(?P<term>[^：:。，；]{2,40})\s*[：:]\s*(?P<definition>.*)", re.S)
WITH_VERB = re.compile(
    r"(?P<term>[^。，；]{2,30}?)(?:。(?=是?指))?(?P<definition>(?:是指|系指|主要指|指|是|包含|包括|反映).*)", re.S
)


def read_glossary(sections: Sequence[Section]) -> tuple[Term, ...]:
    """The terms in printed order; a paragraph without a number of its own goes on with the definition before it."""
    return tuple(term for section in sections if section.part == GLOSSARY for term in _terms(section.text))


def _terms(text: str) -> Iterator[Term]:
    lines = text.split("\n")
    style = next((style for line in lines for style in STYLES if style.match(line)), None)
    term, definition = "", list[str]()
    for line in lines:
        entry = _entry(line, style)
        if entry is None:
            definition.append(line)
            continue
        if term:
            yield Term(term, "\n".join(filter(None, definition)))
        term, definition = entry[0], [entry[1]]
    if term:
        yield Term(term, "\n".join(filter(None, definition)))


def _entry(line: str, style: re.Pattern[str] | None) -> tuple[str, str] | None:
    """The term and the start of its definition, where the line starts an entry."""
    number = style.match(line) if style else None
    if style and number is None:
        return None
    rest = line[number.end() :] if number else line
    match = WITH_COLON.match(rest) or (WITH_VERB.match(rest) if number else None)
    return (re.sub(r"\s+", "", match["term"]), match["definition"].strip()) if match else None
