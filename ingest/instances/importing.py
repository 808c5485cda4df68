"""导入 (import): a whole package into an empty instance, or nothing of it."""

from __future__ import annotations

import contextlib
import json
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connections, models, transaction

from ingest.instances.exporting import stored_files
from ingest.instances.rows import MADE_BY_MIGRATE, all_models, insert
from ingest.instances.sequences import set_last_id
from ingest.instances.verifying import ImportRefused, Manifest, opened, refuse_another_version, verified

UNDERWAY = "import-underway.json"  # the paths that an import writes, for as long as it runs


@dataclass(frozen=True, slots=True)
class Imported:
    rows: int
    files: int


def import_instance(path: Path, using: str = "default") -> Imported:
    """Raises ImportRefused for a package that isn't whole and an instance that isn't empty; verifies first."""
    with opened(path) as package:
        manifest = verified(package, path)
        refuse_another_version(manifest, using)
        refuse_filled(using)
        remove_leavings()  # only now: a filled instance's files are its own
        with interruptible(), files_all_or_none(manifest), transaction.atomic(using):
            refuse_filled(using)
            rows = put_rows(package, manifest, using)
            put_files(package, manifest, using)
    return Imported(rows, len(manifest.files))


def refuse_filled(using: str) -> None:
    for model in all_models():
        if model._meta.db_table not in MADE_BY_MIGRATE and model._base_manager.using(using).exists():
            raise ImportRefused(
                f"这个实例不是空的（{model._meta.db_table} 里有数据），没有导入。"
                "请导入到刚建好（只运行过 migrate）的实例。"
            )


def put_rows(package: zipfile.ZipFile, manifest: Manifest, using: str) -> int:
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in reversed(all_models()):
            if model._meta.db_table in MADE_BY_MIGRATE:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    count = sum(put_table(package, model, manifest.tables[model._meta.db_table], using) for model in all_models())
    connection.check_constraints()
    return count


def put_table(package: zipfile.ZipFile, model: type[models.Model], table: dict, using: str) -> int:
    try:
        with package.open(table["file"]) as lines:
            count = insert(model, iter(lines), using)
    except (ValueError, KeyError, TypeError, ValidationError, DatabaseError) as error:
        raise ImportRefused(f"{table['file']} 存不进这个数据库：{error}") from error
    if count != table["rows"]:
        raise ImportRefused(f"{table['file']} 有 {count} 行，清单上写的是 {table['rows']} 行。")
    if table["last_id"]:
        set_last_id(model, table["last_id"], using)
    return count


def put_files(package: zipfile.ZipFile, manifest: Manifest, using: str) -> None:
    if strange := sorted(set(stored_files(using)).symmetric_difference(manifest.files)):
        raise ImportRefused(f"数据表和清单对不上的文件：{strange[0]}")
    for path in manifest.files:
        with package.open(f"files/{path}") as stream:
            try:
                stored = default_storage.save(path, File(stream))
            except (OSError, SuspiciousFileOperation) as error:
                raise ImportRefused(f"文件存不下来：{path}（{error}）") from error
        if stored != path:
            raise ImportRefused(f"文件存成了别的名字：{path}")


@contextlib.contextmanager
def files_all_or_none(manifest: Manifest) -> Iterator[None]:
    """What is written is noted first, so that even a killed import's files are found and removed by the next one."""
    for path in manifest.files:
        if default_storage.exists(path):
            raise ImportRefused(f"文件目录不是空的（已有 {path}），没有导入。")
    default_storage.save(UNDERWAY, ContentFile(json.dumps(list(manifest.files)).encode()))
    try:
        yield
    except BaseException:
        remove_leavings()
        raise
    default_storage.delete(UNDERWAY)


def remove_leavings() -> None:
    if not default_storage.exists(UNDERWAY):
        return
    with default_storage.open(UNDERWAY) as stream:
        paths = json.load(stream)
    for path in paths:
        default_storage.delete(path)
    default_storage.delete(UNDERWAY)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """A polite kill ends the import like Ctrl-C does: everything is taken back."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
