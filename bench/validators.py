"""What a page costs whose asker has it already."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator

from bench.figures import Figure
from bench.pages import Place, budget
from bench.server import Server


def conditional_figures(server: Server, at: Place, rounds: int) -> Iterator[Figure]:
    """A 304 of a budget page as a multiple of /healthz, medians of requests in turn."""
    chance = random.Random(4)  # noqa: S311  -- the same pages in every run
    idle, asked = [], []
    for _ in range(rounds):
        address = budget(at, chance)
        etag = server.get(address).headers["etag"]
        idle.append(server.get("/healthz").seconds)
        answer = server.get(address, {"If-None-Match": etag})
        if answer.status != 304:
            raise RuntimeError(f"{address} answered {answer.status} to its own ETag")
        asked.append(answer.seconds)
    yield Figure("conditional-request", statistics.median(asked) / statistics.median(idle), "<=2")
