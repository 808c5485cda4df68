"""损坏 (damage): signs in a PDF's bytes that it did not arrive as it was written, so that a reading may be short.

PDFium shows what it can of a broken file and says nothing. Every compressed stream carries a checksum, every reference
names an object, and every file ends with a mark: what fails there is told.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

STREAM = re.compile(rb"stream\r?\n")
OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,8})[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+obj\b")
REFERENCE = re.compile(rb"(?<![0-9.])([0-9]{1,8})[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+R\b")
LENGTH = re.compile(rb"/Length[ \t\r\n]+([0-9]+)(?![0-9]*[ \t\r\n]+[0-9]+[ \t\r\n]+R)")
FLATE_ALONE = re.compile(rb"/Filter[ \t\r\n]*\[?[ \t\r\n]*/(?:FlateDecode|Fl)[ \t\r\n]*\]?[ \t\r\n]*[/>]")
TAIL = 2048  # bytes: the end mark stands no further from the end
MOST = 256 * 1024 * 1024  # bytes unpacked at most: what is heavier is not checked


class Damage(NamedTuple):
    """How much of the file is not as it was written."""

    streams: int = 0  # compressed streams that don't unpack or whose checksum is wrong
    objects: int = 0  # objects that are referred to and not there
    has_end: bool = True

    def __bool__(self) -> bool:
        return bool(self.streams or self.objects or not self.has_end)


def damage_of(data: bytes) -> Damage:
    """What is broken in a PDF; nothing is said of an encrypted one."""
    if b"/Encrypt" in data:
        return Damage()
    bare, broken, packed = bytearray(), 0, bytearray()
    end = left = count = 0
    for start, stop, head in _streams(data):
        bare += data[end:start]
        end, count = stop, count + 1
        if b"/Length" not in head or b"\0" in head:
            broken += 1
            continue
        if FLATE_ALONE.search(head) and left < MOST:
            text, is_whole = _unpacked(data[start:stop])
            left += len(text)
            broken += not is_whole
            if b"/ObjStm" in head:
                packed += text
    bare += data[end:]
    broken += abs(bare.count(b"endstream") - count)
    held = {int(number) for number in OBJECT.findall(bytes(bare))} | _packed_numbers(data)
    named = {int(number) for number in REFERENCE.findall(bytes(bare) + b" " + bytes(packed))} - {0}
    return Damage(broken, len(named - held), b"%%EOF" in data[-TAIL:])


def _streams(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each stream's bytes start and end, and the dictionary before it."""
    at = 0
    while match := STREAM.search(data, at):
        if data[match.start() - 3 : match.start()] == b"end":
            at = match.end()
            continue
        opening = data.rfind(b" obj", max(0, match.start() - 4096), match.start())
        head = data[max(opening, 0) : match.start()]
        length = LENGTH.search(head)
        stop = match.end() + int(length[1]) if length else -1
        if not length or data[stop : stop + 12].lstrip(b"\r\n \t")[:9] != b"endstream":
            stop = data.find(b"endstream", match.end())
        if stop < 0:
            stop = len(data)
        yield match.end(), stop, head + b">"
        at = stop


def _unpacked(packed: bytes) -> tuple[bytes, bool]:
    worker = zlib.decompressobj()
    try:
        text = worker.decompress(packed, MOST)
    except zlib.error:
        return b"", False
    return text, worker.eof or bool(worker.unconsumed_tail)


def _packed_numbers(data: bytes) -> set[int]:
    """The numbers of the objects that stand in object streams."""
    numbers: set[int] = set()
    for start, stop, head in _streams(data):
        count = re.search(rb"/N[ \t\r\n]+([0-9]+)", head)
        if b"/ObjStm" in head and count:
            pairs = _unpacked(data[start:stop])[0].split(maxsplit=2 * int(count[1]))[: 2 * int(count[1]) : 2]
            numbers |= {int(number) for number in pairs if number.isdigit()}
    return numbers
