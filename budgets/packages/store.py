"""放包的地方 (store): finished packages under VAR_DIR/packages, and `index.json`, which says which are current.

A package is written beside, named by its digest, and only then entered in the index, which is replaced as a whole:
nobody ever sees half of one. One process builds at a time.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from budgets.models import Report

PAUSE = 30.0  # seconds, between one entry of packages in the index and the next


@dataclass(frozen=True, slots=True)
class Built:
    """A finished package. `reports`: public ids of what is in it; `built_at`: ISO 8601."""

    name: str
    title: str
    file: str
    size: int
    sha256: str
    stamp: str
    built_at: str
    rows: int
    reports: tuple[str, ...]

    @property
    def path(self) -> Path:
        return folder() / self.file

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.built_at)

    @property
    def etag(self) -> str:
        return f'"{self.sha256}"'


def folder() -> Path:
    return Path(settings.VAR_DIR) / "packages"


def index() -> dict[str, Built]:
    """By name, as last finished."""
    path = folder() / "index.json"
    try:
        return dict(read_index(path, path.stat().st_mtime_ns))
    except FileNotFoundError:
        return {}


@functools.lru_cache(maxsize=2)
def read_index(path: Path, _changed: int) -> dict[str, Built]:
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {entry["name"]: Built(**{**entry, "reports": tuple(entry["reports"])}) for entry in entries}


def public(entries: dict[str, Built]) -> dict[str, Built]:
    """Without those that hold a report withdrawn since: they are gone from that very moment."""
    withdrawn = set(Report.objects.filter(status=Report.Status.WITHDRAWN).values_list("public_id", flat=True))
    return {name: built for name, built in entries.items() if withdrawn.isdisjoint(built.reports)}


def current(name: str) -> Built | None:
    built = index().get(name)
    return public({name: built}).get(name) if built else None


def put(beside: Path, built: Built) -> None:
    """Put a finished file in its place; `enter` makes it the current package of its name."""
    with beside.open("rb") as stream:
        os.fsync(stream.fileno())  # on the disk before anything names it
    beside.replace(built.path)


def enter(finished: Iterable[Built]) -> list[str]:
    """Make each the current package of its name: many together, for every entry writes the whole index anew."""
    names: list[str] = []
    waiting: dict[str, Built] = {}
    entered = time.monotonic()
    try:
        for built in finished:
            names.append(built.name)
            waiting[built.name] = built
            if time.monotonic() - entered >= PAUSE:
                write({**index(), **waiting})
                waiting.clear()
                entered = time.monotonic()
    finally:
        if waiting:
            write({**index(), **waiting})
    return names


def forget(names: set[str]) -> None:
    write({name: built for name, built in index().items() if name not in names})


def write(entries: dict[str, Built]) -> None:
    path = folder() / "index.json"
    part = path.with_suffix(".part")
    part.write_text(json.dumps([asdict(built) for built in entries.values()], ensure_ascii=False), encoding="utf-8")
    part.replace(path)
    remove_others(entries)


def remove_others(entries: dict[str, Built]) -> None:
    """Former versions and what an interrupted build left; whoever is reading one reads it to its end."""
    kept = {built.file for built in entries.values()}
    for path in folder().iterdir():
        if path.suffix == ".zip" and path.name not in kept:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def only_builder() -> Iterator[bool]:
    """True for one process at a time; the lock goes with the process."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        for left in folder().glob("building-*"):  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield True
