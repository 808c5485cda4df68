"""打包 (building): one package, from the datasets of its reports. Rows are streamed; same data, same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localtime

from budgets.datasets import DATASETS, Dataset
from budgets.models import Report
from budgets.packages import fields, store
from budgets.packages.describing import descriptor, readme
from budgets.packages.wanted import Wanted
from budgets.snapshot import snapshot
from budgets.tables.texts import guarded

AT_ONCE = 2000  # rows held as Python values
BATCHES = 16  # of them in one group of rows of a Parquet file
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a ZIP can say


@dataclass
class Package:
    """A ZIP being written, and what is known of each file in it: (bytes, SHA-256) by path."""

    archive: zipfile.ZipFile
    at: tuple[int, int, int, int, int, int]
    go_on: Callable[[], None]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, path: str, content: bytes) -> None:
        self.copy(path, io.BytesIO(content), zipfile.ZIP_DEFLATED)

    def copy(self, path: str, stream: IO[bytes], how: int = zipfile.ZIP_STORED) -> None:
        with self.open(path, how) as out:
            shutil.copyfileobj(stream, out)

    def open(self, path: str, how: int = zipfile.ZIP_DEFLATED) -> Digesting:
        info = zipfile.ZipInfo(path, self.at)
        info.compress_type = how
        info.external_attr = 0o644 << 16
        return Digesting(self, path, self.archive.open(info, "w", force_zip64=True))


class Digesting:
    """A file in the ZIP: what is written goes through the digest."""

    def __init__(self, package: Package, path: str, out: IO[bytes]):
        self.package, self.path, self.out = package, path, out
        self.digest, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.package.go_on()
        self.out.write(data)
        self.digest.update(data)
        self.size += len(data)

    def __enter__(self) -> Digesting:
        return self

    def __exit__(self, *_: object) -> None:
        self.out.close()
        self.package.files[self.path] = (self.size, self.digest.hexdigest())


def build(wanted: Wanted, go_on: Callable[[], None] = lambda: None) -> store.Built:
    """Put the package's file in place, unless what `go_on` raises ends it; `store.enter` makes it the current one."""
    with snapshot():
        return build_of(wanted, go_on)


def build_of(wanted: Wanted, go_on: Callable[[], None]) -> store.Built:
    reports = list(wanted.query.defer("narrative").order_by("pk"))
    newest = max(report.published_at for report in reports)
    with tempfile.TemporaryDirectory(dir=store.folder(), prefix="building-") as scratch:
        beside = Path(scratch) / "package.zip"
        with zipfile.ZipFile(beside, "w") as archive:
            package = Package(archive, time_of(newest), go_on)
            rows = {d.name: add_dataset(package, d, wanted, reports, Path(scratch)) for d in DATASETS}
            described = descriptor(wanted, reports, rows, package.files, newest)
            package.add("README.md", readme(wanted, reports, rows, newest).encode())
            package.add("datapackage.json", json.dumps(described, ensure_ascii=False, indent=1).encode())
            sums = "".join(f"{digest}  {path}\n" for path, (_, digest) in sorted(package.files.items()))
            package.add("SHA256SUMS", sums.encode())
        with beside.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        built = store.Built(
            name=wanted.name,
            title=wanted.title,
            file=f"{wanted.name}-{sha256[:16]}.zip",
            size=beside.stat().st_size,
            sha256=sha256,
            stamp=wanted.stamp,
            built_at=timezone.now().isoformat(),
            rows=rows["lines"],
            reports=tuple(report.public_id for report in reports),
        )
        store.put(beside, built)
    return built


def time_of(moment: datetime) -> tuple[int, int, int, int, int, int]:
    return max(localtime(moment).timetuple()[:6], EARLIEST)


def add_dataset(package: Package, dataset: Dataset, wanted: Wanted, reports: list[Report], scratch: Path) -> int:
    """Its CSV file and its Parquet files, in one pass over its rows; gives how many."""
    count = 0
    parquet: list[tuple[str, Path]] = []
    with package.open(f"data/{dataset.name}.csv") as out:
        lines = CsvLines(out)
        lines.write([column.key for column in dataset.columns])
        for folder, query in parts(dataset, wanted, reports):
            path = scratch / f"{dataset.name}-{len(parquet)}.parquet"
            parquet.append((f"parquet/{dataset.name}/{folder}{dataset.name}.parquet", path))
            count += write_rows(dataset, dataset.rows(query), lines, path)
    for name, path in parquet:
        with path.open("rb") as stream:
            package.copy(name, stream)
        path.unlink()
    return count


def parts(dataset: Dataset, wanted: Wanted, reports: list[Report]) -> Iterator[tuple[str, QuerySet[Report]]]:
    """(folder, reports) of each Parquet file: by region and year where the rows have both."""
    if not fields.is_partitioned(dataset):
        yield "", wanted.query
        return
    for region, year in sorted({(report.department.region_id, report.year) for report in reports}):
        yield f"region={region}/year={year}/", wanted.query.filter(department__region_id=region, year=year)


class CsvLines:
    """UTF-8 without BOM, CRLF; text that a spreadsheet would run as a formula is guarded as in every CSV here."""

    def __init__(self, out: Digesting):
        self.text = io.StringIO(newline="")
        self.writer, self.out = csv.writer(self.text, lineterminator="\r\n"), out

    def write(self, row: list[object]) -> None:
        self.writer.writerow([guarded(cell) if isinstance(cell, str) else fields.as_text(cell) for cell in row])
        self.out.write(self.text.getvalue().encode())
        self.text.seek(0)
        self.text.truncate()


def write_rows(dataset: Dataset, rows: Iterator[list[object]], lines: CsvLines, path: Path) -> int:
    schema = fields.arrow_schema(dataset)
    kept = [number for number, column in enumerate(dataset.columns) if fields.file_key(dataset, column) in schema.names]
    count = 0
    held: list[pa.RecordBatch] = []  # until they make a group of rows worth its place in the file's footer
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, AT_ONCE)):
            for row in batch:
                lines.write(row)
            columns = [
                pa.array([fields.as_arrow(row[number]) for row in batch], type=type_)
                for number, type_ in zip(kept, schema.types, strict=True)
            ]
            held.append(pa.RecordBatch.from_arrays(columns, schema=schema))
            count += len(batch)
            if len(held) == BATCHES:
                writer.write_table(pa.Table.from_batches(held, schema))
                held.clear()
        if held:
            writer.write_table(pa.Table.from_batches(held, schema))
    return count
