"""验包 (verify): a package is held against its manifest, byte for byte, before anything of it is used."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from ingest.instances.exporting import FORMAT, FORMAT_VERSION, MANIFEST, digest_of, migrations
from ingest.instances.rows import all_models, columns

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class ImportRefused(Exception):  # noqa: N818  -- an answer, in Chinese
    """Why a package isn't taken in, naming the file; nothing has been changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the package says it holds: tables by name, files by path."""

    migrations: list[str]
    tables: dict[str, dict]
    files: dict[str, dict]

    @property
    def digests(self) -> dict[str, str]:
        tables = {table["file"]: table["sha256"] for table in self.tables.values()}
        return tables | {f"files/{path}": file["sha256"] for path, file in self.files.items()}


def opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as missing:
        raise ImportRefused(f"没有这个文件：{path}") from missing
    except DAMAGED as error:
        raise ImportRefused(f"{path.name} 不完整或不是整站包（没有完好的目录）。请重新复制一份。") from error


def verified(package: zipfile.ZipFile, path: Path) -> Manifest:
    """Raises ImportRefused for anything missing, added, altered or of another version."""
    manifest = manifest_of(package, path)
    digests = manifest.digests
    listed = package.namelist()
    if extra := sorted(set(listed) - set(digests) - {MANIFEST}):
        raise ImportRefused(f"包里多出清单上没有的文件：{extra[0]}")
    if missing := sorted(set(digests) - set(listed)):
        raise ImportRefused(f"包里少了文件：{missing[0]}")
    if len(listed) != len(set(listed)):
        raise ImportRefused("包里有重名的文件。")
    for name, digest in digests.items():
        if stored_digest(package, name) != digest:
            raise ImportRefused(f"文件被改动或已损坏：{name}")
    return manifest


def manifest_of(package: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        told = json.loads(package.read(MANIFEST))
        if told["format"] != FORMAT or told["format_version"] != FORMAT_VERSION:
            raise ImportRefused(f"{path.name} 的格式是 {told['format']} {told['format_version']}，这里读不了。")
        return Manifest(told["migrations"], told["tables"], told["files"])
    except KeyError as missing:
        raise ImportRefused(f"{path.name} 不是整站包：没有完好的 {MANIFEST}。") from missing
    except DAMAGED as error:
        raise ImportRefused(f"文件被改动或已损坏：{MANIFEST}") from error


def stored_digest(package: zipfile.ZipFile, name: str) -> str | None:
    """None for a file that can't be read to its end."""
    try:
        with package.open(name) as stream:
            return digest_of(stream)
    except DAMAGED:
        return None


def refuse_another_version(manifest: Manifest, using: str) -> None:
    """Rows only fit the tables they came from."""
    if differing := sorted(set(migrations(using)).symmetric_difference(manifest.migrations)):
        raise ImportRefused(
            f"数据库的版本和包的不一样（{differing[0]} 等 {len(differing)} 处）。"
            "请用导出时的版本建库（migrate）、导入，再升级。"
        )
    known = {model._meta.db_table: columns(model) for model in all_models()}
    told = {name: table["columns"] for name, table in manifest.tables.items()}
    if known != told:
        differing = sorted(name for name in known.keys() | told.keys() if known.get(name) != told.get(name))
        raise ImportRefused(f"表的栏目和包的不一样：{differing[0]}")
