"""导出 (export): one consistent view of the database and every file it names, while others go on working."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from budgets.snapshot import snapshot
from ingest.instances.rows import all_models, columns, file_columns, stored_rows, to_line
from ingest.instances.sequences import last_id

FORMAT = "open-department-budgets/instance"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024
OWNER_ONLY = 0o600


class ExportFailed(Exception):  # noqa: N818  -- an answer, in Chinese
    """Why there is no package; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Exported:
    rows: int
    files: int
    size: int
    sha256: str


def export_instance(to: Path, using: str = "default") -> Exported:
    """Write the package to a new file that only its owner may read. Raises ExportFailed."""
    if to.exists():
        raise ExportFailed(f"{to} 已经有了，不覆盖。请换一个文件名。")
    beside = to.with_name(f"{to.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as stream:
            rows, files = write_package(stream, using)
            stream.flush()
            os.fsync(stream.fileno())
        with beside.open("rb") as written:
            digest = digest_of(written)
        exported = Exported(rows, files, beside.stat().st_size, digest)
        beside.rename(to)
    finally:
        beside.unlink(missing_ok=True)
    return exported


def write_package(stream: IO[bytes], using: str) -> tuple[int, int]:
    """Numbers of rows and files."""
    manifest = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "made_at": timezone.now().isoformat(),
        "database": connections[using].vendor,
        "migrations": migrations(using),
        "tables": {},
        "files": {},
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package, snapshot(using):
        for model in all_models():
            manifest["tables"][model._meta.db_table] = write_table(package, model, using)
        for path in sorted(set(stored_files(using))):
            manifest["files"][path] = write_file(package, path)
        package.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return sum(table["rows"] for table in manifest["tables"].values()), len(manifest["files"])


def migrations(using: str) -> list[str]:
    return sorted(".".join(key) for key in MigrationRecorder(connections[using]).applied_migrations())


def write_table(package: zipfile.ZipFile, model: type[models.Model], using: str) -> dict[str, object]:
    name = f"tables/{model._meta.db_table}.jsonl"
    digest, count = hashlib.sha256(), 0
    with package.open(name, "w", force_zip64=True) as out:
        for row in stored_rows(model, using):
            line = to_line(row)
            out.write(line)
            digest.update(line)
            count += 1
    return {
        "file": name,
        "columns": columns(model),
        "rows": count,
        "last_id": last_id(model, using),
        "sha256": digest.hexdigest(),
    }


def stored_files(using: str) -> Iterator[str]:
    """Paths of the stored files that rows name."""
    for model in all_models():
        for column in file_columns(model):
            yield from (
                model._base_manager.using(using).exclude(**{column: ""}).values_list(column, flat=True).iterator()
            )


def write_file(package: zipfile.ZipFile, path: str) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(f"files/{path}")  # stored as it is: PDFs are compressed already
    try:
        with default_storage.open(path, "rb") as stream, package.open(info, "w", force_zip64=True) as out:
            while block := stream.read(BLOCK):
                out.write(block)
                digest.update(block)
                size += len(block)
    except FileNotFoundError as gone:
        raise ExportFailed(
            f"数据库里有、磁盘上没有的文件：{path}。如果是刚上传、正好读完的，再导出一次；否则请先找回它。"
        ) from gone
    return {"size": size, "sha256": digest.hexdigest()}


def digest_of(stream: IO[bytes]) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()
