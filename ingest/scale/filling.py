"""Filling an instance with copies of the sample departments, all or nothing."""

from __future__ import annotations

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from budgets import totals
from budgets.models import Department, Report
from budgets.models.reports import new_public_id
from ingest import actions
from ingest.manifest import read_manifest
from ingest.scale import loading, places
from ingest.scale.shapes import Model, Shape, columns_of, shape_of

BATCH = 40  # departments in one COPY
TELL_EVERY = 10  # batches
FACTORS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 27, 29, 31, 37, 41, 43, 47, 53)
WHY = "规模数据：照样本复制，没对上的数照样列出。"

Tell = Callable[[str], None]
Copy = tuple[Shape, dict[str, object]]
Written = tuple[int, dict[Model, list[str]]]


class NotEmptyError(Exception):
    """The instance holds reports that are not copies."""


class ShapesReadError(Exception):
    """Ends the transaction in which the samples were published: they are only looked at."""


def fill(wanted: int, samples: Path, tell: Tell) -> int:
    """Copy departments until `wanted` reports are there; gives how many there are. Raises NotEmptyError."""
    refuse_real()
    held = Report.objects.count()
    if held >= wanted:
        return held
    with phase(tell, "published the samples to see their shapes"):
        shapes = published_shapes(samples)
    missing = wanted - held
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("LOCK TABLE budgets_report")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # tables with checks that still wait can't be altered
        models = list(dict.fromkeys(model for shape in shapes for model in shape.rows))
        dropped = loading.drop_indexes(cursor, [model._meta.db_table for model in models])
        with phase(tell, "copied", missing):
            held = copy_departments(cursor, shapes, models, held, wanted, tell)
        with phase(tell, "built indexes, checked every constraint", missing):
            loading.build_indexes(cursor, dropped)
        for model in models:
            loading.set_sequence(cursor, model)
    with phase(tell, "vacuumed, took statistics", missing), connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    with phase(tell, "added up regions and years", missing):
        totals.refresh_all()
    return held


@contextmanager
def phase(tell: Tell, done: str, reports: int = 0) -> Iterator[None]:
    """Tell what was done, how long it took and how long that is for each report."""
    started = time.monotonic()
    yield
    seconds = time.monotonic() - started
    tell(f"{done}: {seconds:.1f} s" + (f", {seconds * 1000 / reports:.2f} ms a report" if reports else ""))


def refuse_real() -> None:
    if connection.vendor != "postgresql":
        raise NotEmptyError("Scale data is copied into PostgreSQL: set DATABASE_URL.")
    if (
        Department.objects.exclude(region__code__startswith=places.MARK).exists()
        or Report.objects.exclude(department__region__code__startswith=places.MARK).exists()
    ):
        raise NotEmptyError("This database holds departments of its own: scale data goes into an empty one alone.")


def published_shapes(samples: Path) -> list[Shape]:
    """Publish the fictional city's samples for real, read what is stored then, and take it all back."""
    shapes: list[Shape] = []
    try:
        with transaction.atomic():
            publish(samples)
            of_city = Department.objects.filter(region__is_fictional=True, reports__isnull=False)
            shapes += [
                shape_of(department) for department in of_city.exclude(region__code__startswith=places.MARK).distinct()
            ]
            raise ShapesReadError
    except ShapesReadError:
        return shapes


def publish(samples: Path) -> None:
    fictional = {
        name: e for name, e in read_manifest(samples / "manifest.csv").items() if is_fictional(e.stated.region)
    }
    for name, entry in fictional.items():
        path = samples / name
        received = actions.Received(path.read_bytes(), path.name, entry.kind, entry.official_url)
        report, _ = actions.take_in(received=received, stated=entry.stated)
        actions.publish_report(report=report, acknowledgement=WHY)


def is_fictional(region: str | None) -> bool:
    return bool(region) and region.startswith("99")


def copy_departments(
    cursor, shapes: Sequence[Shape], models: Sequence[Model], held: int, wanted: int, tell: Tell
) -> int:
    """Copy by copy, some dozens at a time, until enough reports are there."""
    maker = Copies(cursor, shapes, models)
    columns = {model: [f.column for f in columns_of(model)] for model in models}
    for number, (reports, texts) in enumerate(written_ahead(maker.batches(wanted - held)), start=1):
        for model in models:
            loading.copy_in(cursor, model, columns[model], texts[model])
        held += reports
        if number % TELL_EVERY == 0:
            tell(f"{held} reports")
    return held


def written(copies: Sequence[Copy]) -> Written:
    """How many reports the copies are, and their rows by model."""
    texts: dict[Model, list[str]] = defaultdict(list)
    for shape, values in copies:
        for model, rows in shape.rows.items():
            texts[model].append(rows % values)
    return sum(shape.reports for shape, _ in copies), texts


def written_ahead(batches: Iterable[Sequence[Copy]]) -> Iterator[Written]:
    """Each batch written; the next is being written while the database takes in the one before."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming: Future[Written] | None = None
        for batch in batches:
            made, coming = coming, beside.submit(written, batch)
            if made:
                yield made.result()
        if coming:
            yield coming.result()


class Copies:
    """What each next copy is called, where it lies and how large it is. The same database gives the same copies."""

    def __init__(self, cursor, shapes: Sequence[Shape], models: Sequence[Model]):
        self.shapes = shapes
        self.number = Department.objects.count()
        self.keys = {model: loading.next_key(cursor, model) for model in models}
        self.random = random.Random(self.number)  # noqa: S311  -- plausible sizes, not secrets
        self.now = timezone.now()

    def batches(self, reports: int) -> Iterator[list[Copy]]:
        """Copies by the batch, until they are so many reports."""
        while reports > 0:
            batch: list[Copy] = []
            while reports > 0 and len(batch) < BATCH:
                batch.append(self.next())
                reports -= batch[-1][0].reports
            yield batch

    def next(self) -> Copy:
        shape = self.shapes[self.number % len(self.shapes)]
        index, place = divmod(self.number, places.DEPARTMENTS_PER_REGION)
        region = places.region(index)
        values: dict[str, object] = {
            **shape.multiplied(self.random.choice(FACTORS)),
            "region": region.code,
            "place": f"{region.name}第{places.numeral(place // len(self.shapes) + 1)}",
            "published_at": (self.now - timedelta(minutes=self.number)).isoformat(),
        }
        for model, old_keys in shape.ids.items():
            for offset, old in enumerate(old_keys):
                values[f"{model.__name__} {old}"] = self.keys[model] + offset
                if model is Report:
                    values[f"public_id {old}"] = new_public_id()
                elif model.__name__ == "SourceFile":
                    values[f"sha256 {old}"] = hashlib.sha256(f"scale {self.keys[model] + offset}".encode()).hexdigest()
            self.keys[model] += len(old_keys)
        self.number += 1
        return shape, values
