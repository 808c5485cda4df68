"""The same rows on the same machine, served by the portal and by Datasette: a filtered table page, a CSV stream."""

from __future__ import annotations

import http.client
import random
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.apart import program
from bench.figures import Figure
from bench.server import Answer, Server, free_port, stopped, wait
from bench.sqlite_rows import REGION, TABLE, TOTAL, YEAR, places_with_rows, store
from bench.streams import streamed

FILE = "/projects.csv?bom=0"
PER_PAGE = 50
STREAMS = 3
WARM_UP = 2
DATABASE = "rows"


def datasette_figures(ours: Server, rounds: int) -> Iterator[Figure]:
    """Ours over theirs, medians of requests in turn. Both have what the filter and the order need as indexes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{DATABASE}.db"
        yield Figure("datasette-rows", store(path, lines_of(ours)))
        with serving(path) as theirs:
            places = places_with_rows(path, PER_PAGE)
            yield Figure("datasette-table-page", page_ratio(ours, theirs, places, rounds), "<1")
            yield Figure("datasette-csv", csv_ratio(ours, theirs), "<1")


def lines_of(server: Server) -> Iterator[str]:
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=900)
    asked.request("GET", FILE)
    for line in asked.getresponse():
        yield line.decode()
    asked.close()


@contextmanager
def serving(path: Path) -> Iterator[Server]:
    """As its manual recommends for a file that doesn't change (-i); a CSV of any size allowed."""
    port = free_port()
    call = [program("datasette"), "serve", "-i", str(path), "--port", str(port), "--setting", "max_csv_mb", "0"]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    server = Server(port, process)
    with stopped(process):
        wait(server, "/-/versions.json")
        yield server


def page_ratio(ours: Server, theirs: Server, places: list[tuple[str, int]], rounds: int) -> float:
    chance = random.Random(5)  # noqa: S311  -- the same pages in every run
    our_seconds, their_seconds = [], []
    for turn in range(-WARM_UP, rounds):
        region, year = chance.choice(places)
        our, their = ours.get(our_page(region, year)), theirs.get(their_page(region, year))
        full(our, "the portal")
        full(their, "Datasette")
        if turn >= 0:
            our_seconds.append(our.seconds)
            their_seconds.append(their.seconds)
    return statistics.median(our_seconds) / statistics.median(their_seconds)


def our_page(region: str, year: int) -> str:
    return f"/projects/?{urlencode({'region': region, 'year': year})}"


def their_page(region: str, year: int) -> str:
    """A county has no region below it: what begins with its code is it alone."""
    asked = {REGION: region, YEAR: year, "_sort_desc": TOTAL, "_size": PER_PAGE}
    return f"/{DATABASE}/{TABLE}?{urlencode(asked)}"


def full(answer: Answer, whose: str) -> None:
    """A page of PER_PAGE rows, or it is no comparison."""
    rows = answer.body.count(b"<tr") - 1
    if answer.status != 200 or rows < PER_PAGE:
        raise RuntimeError(f"{whose} answered {answer.status} with {rows} rows")


def csv_ratio(ours: Server, theirs: Server) -> float:
    our_seconds, their_seconds = [], []
    for _ in range(STREAMS):
        our = streamed(ours, FILE)
        their = streamed(theirs, f"/{DATABASE}/{TABLE}.csv?_stream=on&_size=max")
        if our.rows != their.rows:
            raise RuntimeError(f"the portal sent {our.rows} rows, Datasette {their.rows}")
        our_seconds.append(our.seconds)
        their_seconds.append(their.seconds)
    return statistics.median(our_seconds) / statistics.median(their_seconds)
