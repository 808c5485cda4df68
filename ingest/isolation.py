"""隔离读取 (isolated reading): each file is parsed in a process of its own, which can hurt neither web nor worker."""

from __future__ import annotations

import io
import json
import os
import pickle
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ingest.parser.report import ParsedReport, Refused

ROOT = Path(__file__).resolve().parent.parent
REFUSED_STATUS = 2
SAFE = {"ingest.parser.report", "ingest.reading.page"}
TOO_HEAVY = "文件太大或太复杂，读取超过了时间或内存的上限。"
SILENCE = 2.0  # seconds after which to say that the reader is still at work
BROKE = "文件已损坏或含有读不了的内容，读取中断。"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes, pages, seconds of wall time, bytes of address space."""

    max_bytes: int = 100 * 1024 * 1024
    max_pages: int = 1000
    seconds: int = 600
    memory: int = 2 * 1024 * 1024 * 1024


def parse_apart(
    data: bytes,
    name: str = "",
    *,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
    alive: Callable[[], None] | None = None,
) -> ParsedReport:
    """`parse_report` in a process of its own. Raises Refused, also where the process breaks down or meets a limit.

    `alive` is called while nothing is heard; whatever it or `progress` raises ends the process.
    """
    limits = limits or Limits()
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        call = [sys.executable, "-m", "ingest.reader_process", json.dumps({"name": name, **asdict(limits)})]
        pipes = {"stdin": source, "stdout": result, "stderr": subprocess.PIPE, "cwd": ROOT}
        with subprocess.Popen(call, **pipes) as process:  # noqa: S603
            stopper = threading.Timer(limits.seconds, process.kill)
            stopper.daemon = True  # whatever ends this process does not wait for it
            stopper.start()
            try:
                last = follow(process.stderr, progress, alive)
            except BaseException:
                process.kill()
                raise
            finally:
                process.wait()
                in_time = stopper.is_alive()
                stopper.cancel()
        result.seek(0)
        return outcome(process.returncode, result.read(), last, in_time=in_time)


def follow(
    stream: IO[bytes], progress: Callable[[int, int], None] | None, alive: Callable[[], None] | None = None
) -> str:
    """Pass the process's progress on until it ends; give its last line."""
    last, rest = "", b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        while True:
            if not waiting.select(SILENCE):
                if alive:
                    alive()
                continue
            block = os.read(stream.fileno(), 65536)
            *lines, rest = (rest + block).split(b"\n") if block else (rest, b"")
            for line in lines:
                last = heard(line.decode(errors="replace"), progress) or last
            if not block:
                return last


def heard(line: str, progress: Callable[[int, int], None] | None) -> str:
    """A line that tells no progress."""
    word, *numbers = line.split()[:3] or [""]
    if word == "page" and len(numbers) == 2 and all(n.isdecimal() for n in numbers):
        if progress:
            progress(int(numbers[0]), int(numbers[1]))
        return ""
    return line.strip()


def outcome(status: int, result: bytes, last: str, *, in_time: bool) -> ParsedReport:
    if status == 0:
        return Reports(io.BytesIO(result)).load()  # type: ignore[no-any-return]
    if status == REFUSED_STATUS:
        raise Refused(last)
    if not in_time or status in (-signal.SIGKILL, -signal.SIGXCPU) or "MemoryError" in last:
        raise Refused(TOO_HEAVY)
    raise Refused(BROKE)


class Reports(pickle.Unpickler):
    """Builds nothing but parsed reports: what comes from a process that read a stranger's file is not trusted."""

    def find_class(self, module: str, name: str) -> object:
        if module in SAFE and not name.startswith("_") and "." not in name:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a parsed report")
