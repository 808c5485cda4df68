"""纯文本 (plain text): the extracted text of a report, as one page numbered 0."""

from __future__ import annotations

import re

from ingest.reading.characters import repaired
from ingest.reading.page import Document, Line, Page
from ingest.reading.refusal import Refused

# What reports are written in: ASCII, Chinese characters, their punctuation and full-width forms.
ORDINARY = re.compile(r"[\t\r\n\f -~\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
ENOUGH = 0.8
UNREADABLE = "文件不是 PDF，也不是能读的文本。"


def decode(data: bytes) -> str:
    """The text of UTF-8 (with or without mark), UTF-16 or GB18030 bytes; raises Refused when it is none of them."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding by which it gives the same bytes again; a mark at its start is kept."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16-le" if data.startswith(b"\xff") else "utf-16-be")
    if b"\x00" in data:  # half of each line feed, blank and figure in UTF-16
        return _strictly(data, "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(UNREADABLE) from error
    if len(ORDINARY.findall(text)) < ENOUGH * len(text):
        raise Refused(UNREADABLE)
    return text, encoding


def read_plain(data: bytes) -> Document:
    """Lines keep their tabs and blanks: these are the cells' borders."""
    text = repaired(decode(data)).replace("\f", "\n")
    lines = tuple(_line(raw) for raw in text.splitlines())
    return Document("text", (Page(0, 0, 0, lines),))


def _line(raw: str) -> Line:
    cells = tuple(cell.strip() for cell in raw.split("\t")) if "\t" in raw else None
    return Line(raw, None, cells)
