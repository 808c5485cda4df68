"""`python -m bench.reading_share`: read what waits, one file after the other, with a watch on the reading itself.

Reading is everything between handing a file to the isolated process and having its result: a new interpreter and its
imports, reading, the second reading that figures are held against, unpacking the result here, and the notes of progress
that the worker stores meanwhile. The rest is what a worker does around it: taking the file up, matching, checking,
storing. `start` is the least that a process costs, whatever it reads: the median of some that refuse an empty file.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from contextlib import suppress

import django

STARTS = 5


class Watch:
    """Adds up the seconds that calls of a function take."""

    def __init__(self, watched: Callable[..., object]):
        self.watched = watched
        self.seconds = 0.0

    def __call__(self, *args: object, **named: object) -> object:
        started = time.perf_counter()
        try:
            return self.watched(*args, **named)
        finally:
            self.seconds += time.perf_counter() - started


def main() -> dict[str, float]:
    from ingest import actions  # noqa: PLC0415  -- models can be imported after django.setup() alone
    from ingest.actions import intake  # noqa: PLC0415
    from ingest.models import Upload  # noqa: PLC0415

    reading = intake.read_apart = Watch(intake.read_apart)
    everything = Watch(actions.read_upload)
    waiting = list(Upload.objects.filter(status=Upload.Status.WAITING).order_by("pk"))
    for upload in waiting:
        everything(upload=upload)
    return {
        "reports": len(waiting),
        "all": everything.seconds,
        "reading": reading.seconds,
        "start": statistics.median(seconds_to_refuse() for _ in range(STARTS)),
    }


def seconds_to_refuse() -> float:
    from ingest.limits import read_apart  # noqa: PLC0415
    from ingest.parser.report import Refused  # noqa: PLC0415

    refusing = Watch(read_apart)
    with suppress(Refused):
        refusing(b"", "")
    return refusing.seconds


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(main()))
