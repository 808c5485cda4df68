"""文件类型 (media): what the bytes are, whatever the file is called."""

from __future__ import annotations

from ingest.reading.refusal import Refused

FOREIGN = (
    (b"MZ\x90\x00", "这是程序，不是报告文件，没有收。"),
    (b"\x7fELF", "这是程序，不是报告文件，没有收。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word 或 Excel 文件，请另存为 PDF 再上传。"),
    (b"\x89PNG", "这是图片，请把整份报告做成一个 PDF 再上传。"),
    (b"\xff\xd8\xff", "这是图片，请把整份报告做成一个 PDF 再上传。"),
    (b"Rar!", "这是压缩包，请解压后上传里面的 PDF。"),
    (b"7z\xbc\xaf", "这是压缩包，请解压后上传里面的 PDF。"),
    (b"\x1f\x8b", "这是压缩包，请解压后上传里面的 PDF。"),
    (b"{\\rtf", "这是 RTF 文件，请另存为 PDF 再上传。"),
)
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<meta", b"<div", b"<table")


def is_pdf(data: bytes) -> bool:
    """Whether these are the bytes of a PDF; some writers put a few bytes before its mark."""
    return b"%PDF-" in data[:1024]


def is_html(data: bytes) -> bool:
    return data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP)


def refuse_foreign(data: bytes) -> None:
    """Raise Refused by the true kind of the file if it is empty or neither PDF nor text."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("文件是空的。")
    if data.startswith(b"PK\x03\x04"):
        raise Refused(_zip_sentence(data))
    for mark, sentence in FOREIGN:
        if data.startswith(mark):
            raise Refused(sentence)


def _zip_sentence(data: bytes) -> str:
    for inside, program in ((b"word/", "Word"), (b"xl/", "Excel"), (b"ppt/", "PowerPoint")):
        if inside in data:
            return f"这是 {program} 文件，请另存为 PDF 再上传。"
    if b"OFD.xml" in data:
        return "这是 OFD 文件，请另存为 PDF 再上传。"
    return "这是压缩包，请解压后上传里面的 PDF。"
