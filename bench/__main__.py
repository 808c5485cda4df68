"""`make bench`: one `name value goal` line for each figure, all taken in this run. See docs/performance.md.

BENCH_LARGE_URL and BENCH_SMALL_URL name databases that `manage.py make_scale` filled, with 20,000 and 2,000 reports.
`python -m bench pages csv` measures these parts alone.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

from bench.crowd import crowd_figures
from bench.datasette import datasette_figures
from bench.figures import Figure, Tally
from bench.ingest import ingest_figures
from bench.pages import Asked, page_figures, place
from bench.server import serving
from bench.sizes import machine, size_figures
from bench.validators import conditional_figures

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
CROWD_SECONDS = int(os.environ.get("BENCH_SECONDS", "60"))
SMALL, LARGE = os.environ.get("BENCH_SMALL_URL", ""), os.environ.get("BENCH_LARGE_URL", "")


def sizes() -> Iterator[Figure]:
    yield from size_figures("small", SMALL)
    yield from size_figures("large", LARGE)


def pages() -> Iterator[Figure]:
    with asked(SMALL) as small, asked(LARGE) as large:
        yield from page_figures({"small": small, "large": large}, ROUNDS)


def conditional() -> Iterator[Figure]:
    with asked(LARGE) as large:
        yield from conditional_figures(large.server, large.at, ROUNDS)


def csv() -> Iterator[Figure]:
    os.environ.update(DATABASE_URL=LARGE, PORTAL_MODE="demo", DJANGO_SETTINGS_MODULE="config.settings")
    django.setup()
    from bench.exports import export_figures  # noqa: PLC0415  -- asks Django for the query

    with serving(LARGE) as server:
        yield from export_figures(server)


def datasette() -> Iterator[Figure]:
    with serving(SMALL) as server:
        yield from datasette_figures(server, ROUNDS)


def ingest() -> Iterator[Figure]:
    yield from ingest_figures(LARGE, ROUNDS)


def crowd() -> Iterator[Figure]:
    with asked(LARGE) as large:
        yield from crowd_figures(large.server, large.at, CROWD_SECONDS)


PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    part.__name__: part for part in (sizes, pages, conditional, csv, datasette, ingest, crowd)
}


@contextmanager
def asked(url: str) -> Iterator[Asked]:
    with serving(url) as server:
        yield Asked(server, place(url))


def say(line: str) -> None:
    print(line, flush=True)


def main(wanted: list[str]) -> int:
    if not LARGE or not SMALL or set(wanted) - set(PARTS):
        print(f"python -m bench [{' | '.join(PARTS)}], with BENCH_LARGE_URL and BENCH_SMALL_URL set", file=sys.stderr)
        return 2
    started = time.monotonic()
    tally = Tally(say)
    say(f"# {machine(LARGE)}")
    for name in wanted or PARTS:
        tally.take(name, PARTS[name])
    tally.finish()
    say(str(Figure("bench-seconds", time.monotonic() - started)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
