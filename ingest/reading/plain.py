"""纯文本 (plain text): the extracted text of a report, as one page numbered 0."""

from __future__ import annotations

from ingest.reading.characters import repaired
from ingest.reading.page import Document, Line, Page
from ingest.reading.refusal import Refused

UNREADABLE = "文件不是 PDF，也不是能读的文本。"


def decode(data: bytes) -> str:
    """The text of UTF-8 (with or without mark), UTF-16 or GB18030 bytes; raises Refused when it is none of them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    if data.count(b"\x00") > len(data) // 8:
        return _strictly(data, "utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
    if b"\x00" in data:
        raise Refused(UNREADABLE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(UNREADABLE) from error


def read_plain(data: bytes) -> Document:
    """Lines keep their tabs and blanks: these are the cells' borders."""
    text = repaired(decode(data)).replace("\f", "\n")
    lines = tuple(_line(raw) for raw in text.splitlines())
    return Document("text", (Page(0, 0, 0, lines),))


def _line(raw: str) -> Line:
    cells = tuple(cell.strip() for cell in raw.split("\t")) if "\t" in raw else None
    return Line(raw, None, cells)
