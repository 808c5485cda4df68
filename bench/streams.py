"""A CSV file as it comes: how many rows, how fast, and what the server needs for it."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.server import Server

MOST_ROWS = 1_000_000
PIECE = 1 << 20
LOOK_EVERY = 8  # pieces


@dataclass(frozen=True, slots=True)
class Streamed:
    """Of a CSV file: its rows without the heading; bytes by which the largest process grew while it went out."""

    rows: int
    seconds: float
    growth: int


def streamed(server: Server, path: str, most: int = MOST_ROWS) -> Streamed:
    """As many rows of the file as there are, or about `most`; the connection is closed then."""
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=900)
    started = time.perf_counter()
    asked.request("GET", path)
    answer = asked.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    rows, memory = read_to(answer, most, server.memory)
    seconds = time.perf_counter() - started
    asked.close()
    return Streamed(rows, seconds, max(memory) - memory[0])


def read_to(answer: http.client.HTTPResponse, most: int, look: Callable[[], int]) -> tuple[int, list[int]]:
    """The number of rows without the heading, and what was seen at every look."""
    seen, rows, pieces = [look()], -1, 0
    while rows < most and (piece := answer.read(PIECE)):
        rows += piece.count(b"\r\n")
        pieces += 1
        if pieces % LOOK_EVERY == 0:
            seen.append(look())
    return rows, seen
