"""压缩包 (archives): a ZIP's files one by one, without trusting what it says. Nothing is written by its paths."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from ingest.parser.report import Refused

MARK = b"PK\x03\x04"
OFFICE = ("[Content_Types].xml", "OFD.xml")
RUBBISH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
SUFFIXES = (".pdf", ".txt")
NESTED = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz")
UTF8_NAME = 0x800
ENCRYPTED = 0x1
BLOCK = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
LONGEST_LIST = 4 * 1024 * 1024
DIRECTORY_BYTES = 512  # of one entry in the list of contents, generously


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold: files, bytes of one, bytes of all, and bytes unpacked for each packed one."""

    entries: int = 500
    entry_bytes: int = 64 * 1024 * 1024
    total_bytes: int = 1024 * 1024 * 1024
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its number and name; either its content or why it's refused."""

    number: int
    name: str
    content: IO[bytes] | None = None
    refusal: str = ""


def is_zip_of_files(stream: IO[bytes]) -> bool:
    """Whether it's a ZIP that isn't an office document in disguise."""
    stream.seek(0)
    if stream.read(4) != MARK:
        return False
    if listed_bytes(stream) > LONGEST_LIST:
        return True
    try:
        with zipfile.ZipFile(stream) as archive:
            return not any(name in OFFICE for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False  # the reader says what it is


def entries(stream: IO[bytes], limits: ArchiveLimits, skip: frozenset[int] = frozenset()) -> Iterator[Entry]:
    """The archive's files; folders and systems' own leavings are passed over. Raises Refused for the whole archive."""
    refuse_long_list(stream, limits)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not is_rubbish(info)]
            refuse_whole(infos, limits)
            unpacked = 0
            for number, info in enumerate(infos):
                if number in skip:
                    continue
                entry = entry_of(archive, info, number, limits)
                if entry.content:
                    unpacked += entry.content.seek(0, 2)
                    entry.content.seek(0)
                    if unpacked > limits.total_bytes:
                        raise Refused(too_much(limits))
                yield entry
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused("压缩包已损坏或不完整，解不开，请重新打包。") from error


def refuse_long_list(stream: IO[bytes], limits: ArchiveLimits) -> None:
    """Before the list of contents is read into memory."""
    if listed_bytes(stream) > limits.entries * DIRECTORY_BYTES:
        raise Refused(too_many(limits))


def listed_bytes(stream: IO[bytes]) -> int:
    """The length of the list of contents, as the end of the archive states it."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0


def refuse_whole(infos: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if not infos:
        raise Refused("压缩包是空的。")
    if len(infos) > limits.entries:
        raise Refused(too_many(limits))
    if sum(info.file_size for info in infos) > limits.total_bytes:
        raise Refused(too_much(limits))


def too_many(limits: ArchiveLimits) -> str:
    return f"压缩包里的文件太多，一次最多 {limits.entries} 个，请分几包上传。"


def too_much(limits: ArchiveLimits) -> str:
    return f"压缩包解开后太大，上限是 {limits.total_bytes // 1024 // 1024} MB，请分几包上传。"


def entry_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int, limits: ArchiveLimits) -> Entry:
    name = name_of(info)
    if refusal := why_refused(info, name, limits):
        return Entry(number, name, refusal=refusal)
    content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  -- whoever takes the entry closes it
    try:
        with archive.open(info) as packed:
            while block := packed.read(BLOCK):
                content.write(block)
                if content.tell() > limits.entry_bytes:
                    content.close()
                    return Entry(number, name, refusal=too_big(limits))
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        content.close()
        return Entry(number, name, refusal=f"压缩包里的这个文件已损坏（{type(error).__name__}），请单独上传。")
    content.seek(0)
    return Entry(number, name, content)


def why_refused(info: zipfile.ZipInfo, name: str, limits: ArchiveLimits) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    climbs = path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":"))
    suspicious = info.file_size > IN_MEMORY and info.file_size > limits.ratio * max(info.compress_size, 1)
    reasons = (
        (climbs, "压缩包里的路径指向包外，不安全，没有解开。"),
        (stat.S_ISLNK(info.external_attr >> 16), "这是一个链接，不是文件，没有解开。"),
        (info.flag_bits & ENCRYPTED, "压缩包加了密码，请解开后上传。"),
        (path.suffix.lower() in NESTED, "压缩包里还有压缩包，请解开后上传。"),
        (path.suffix.lower() not in SUFFIXES, "不是 PDF，也不是文字版 TXT，没有收。"),
        (info.file_size > limits.entry_bytes, too_big(limits)),
        (suspicious, "这个文件压缩得异常厉害，可能是恶意文件，没有解开。"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def too_big(limits: ArchiveLimits) -> str:
    return f"文件太大，上限是 {limits.entry_bytes // 1024 // 1024} MB。"


def is_rubbish(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    return name.startswith(RUBBISH[0]) or PurePosixPath(name).name in RUBBISH[1:]


def name_of(info: zipfile.ZipInfo) -> str:
    """Chinese Windows packs names in GBK without saying so."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
