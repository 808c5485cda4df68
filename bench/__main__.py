"""`make bench`: one `name value goal` line for each figure, all taken in this run. See docs/performance.md.

BENCH_LARGE_URL and BENCH_SMALL_URL name databases that `manage.py make_scale` filled, with 20,000 and 2,000 reports.
"""

from __future__ import annotations

import os
import sys
import time

from bench.exports import csv_against_copy
from bench.pages import Measured, measure, place
from bench.server import serving
from bench.validators import conditional

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
P95 = 25.0
GROWTH = 1.5


def say(name: str, value: float, goal: str) -> None:
    print(f"{name.replace(' ', '-')} {value:.2f} {goal}", flush=True)


def pages(url: str, title: str) -> dict[str, Measured]:
    with serving(url) as server:
        found = measure(server, place(url), ROUNDS)
        say(f"healthz-{title}-ms", next(iter(found.values())).healthz, "-")
        for name, measured in found.items():
            say(f"{name}-{title}-median", measured.median_ratio, "-")
            say(f"{name}-{title}-p95", measured.p95_ratio, f"<={P95:g}")
    return found


def main() -> int:
    large, small = os.environ.get("BENCH_LARGE_URL"), os.environ.get("BENCH_SMALL_URL")
    if not large or not small:
        print("set BENCH_LARGE_URL and BENCH_SMALL_URL (see docs/performance.md)", file=sys.stderr)
        return 2
    started = time.monotonic()
    at_small, at_large = pages(small, "2000"), pages(large, "20000")
    for name, measured in at_large.items():
        say(f"{name}-growth", measured.median_ratio / at_small[name].median_ratio, f"<={GROWTH:g}")
    with serving(large) as server:
        at = place(large)
        say("conditional-request", conditional(server, at, ROUNDS), "<=2")
        exported = csv_against_copy(server, large)
        say("csv-rate-of-copy", exported.ratio, ">=0.4")
        say("csv-rows", exported.rows, "-")
        say("csv-memory-growth-mb", exported.growth / 2**20, "<=32")
    say("bench-seconds", time.monotonic() - started, "-")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
