"""Pages as multiples of /healthz: each time another department, project word, region or year, nothing cached.

Databases of two sizes are asked in turn, so that their growth is of one run.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import psycopg

from bench.figures import Figure
from bench.server import Answer, Server

WORDS = ("培训", "设备", "购置", "维护", "补助", "建设", "教学", "专项", "改造", "服务", "宣传", "系统")
P95 = "<=25"
GROWTH = "<=1.5"
WARM_UP = 2  # rounds
FUNCTIONS = ("201", "205", "20502", "2050202", "208", "2080505", "210", "2210201")


@dataclass(frozen=True, slots=True)
class Place:
    """What addresses are made of: departments with their years, regions, all picked by chance once."""

    budgets: list[tuple[int, int]]
    tables: list[tuple[int, int, str]]
    regions: list[str]
    years: list[int]


def place(database_url: str) -> Place:
    with psycopg.connect(database_url) as connection:
        tables = connection.execute(
            "SELECT r.department_id, r.year, t.slug FROM budgets_reporttable t JOIN budgets_report r "
            "ON r.id = t.report_id AND r.status = 'published' AND r.unit_id IS NULL ORDER BY hashint8(t.id) LIMIT 1000"
        ).fetchall()
        regions = connection.execute("SELECT region_id FROM budgets_regionyear WHERE year IS NULL").fetchall()
        years = connection.execute("SELECT DISTINCT year FROM budgets_regionyear WHERE year IS NOT NULL").fetchall()
    budgets = sorted({(department, year) for department, year, _ in tables})
    return Place(budgets, tables, [code for (code,) in regions], [year for (year,) in years])


Address = Callable[[Place, random.Random], str]


def budget(at: Place, chance: random.Random) -> str:
    return "/departments/{}/{}/".format(*chance.choice(at.budgets))


def table(at: Place, chance: random.Random) -> str:
    return "/departments/{}/{}/{}/".format(*chance.choice(at.tables))


def department(at: Place, chance: random.Random) -> str:
    return f"/departments/{chance.choice(at.budgets)[0]}/"


def compare(at: Place, chance: random.Random) -> str:
    six = chance.sample(sorted({department for department, _ in at.budgets}), 6)
    return "/compare/?" + "&".join(f"d={one}" for one in six)


def from_list(pattern: str, values: tuple[str, ...]) -> Address:
    return lambda at, chance: pattern.format(chance.choice(values))


PAGES: dict[str, Address] = {
    "budget": budget,
    "table": table,
    "department": department,
    "compare of six": compare,
    "project search, two characters": lambda at, chance: f"/projects/?q={quoted(chance.choice(WORDS))}",
    "三公 ranking": lambda at, chance: f"/three-public/?year={chance.choice(at.years)}",
    "region": lambda at, chance: f"/regions/{chance.choice(at.regions)}/",
    "checks list": lambda at, chance: f"/checks/?year={chance.choice(at.years)}",
    "home": lambda at, chance: "/",
    "search": lambda at, chance: f"/?q={quoted(chance.choice(WORDS))}",
    "function": from_list("/functions/{}/", FUNCTIONS),
    "disclosure board": lambda at, chance: f"/disclosure/?page={chance.randint(1, 5)}",
    "reports": lambda at, chance: f"/reports/?page={chance.randint(1, 20)}",
}


def quoted(word: str) -> str:
    return "".join(f"%{byte:02X}" for byte in word.encode())


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of a page, and of /healthz asked in turn with all pages."""

    median: float
    p95: float
    healthz: float

    @property
    def median_ratio(self) -> float:
        return self.median / self.healthz

    @property
    def p95_ratio(self) -> float:
        return self.p95 / self.healthz


@dataclass(frozen=True, slots=True)
class Asked:
    """A served database and what it can be asked."""

    server: Server
    at: Place


Found = dict[str, dict[str, Measured]]  # by size, by page


def page_figures(sizes: Mapping[str, Asked], rounds: int) -> Iterator[Figure]:
    """The sizes go from small to large."""
    found = measure(sizes, rounds)
    for size, pages in found.items():
        yield Figure(f"healthz-ms-{size}", next(iter(pages.values())).healthz)
        for name, measured in pages.items():
            yield Figure(f"{name}-{size}-median", measured.median_ratio)
            yield Figure(f"{name}-{size}-p95", measured.p95_ratio, P95)
    smallest, *_, largest = found.values()
    for name, measured in largest.items():
        yield Figure(f"{name}-growth", measured.median / smallest[name].median, GROWTH)


def measure(sizes: Mapping[str, Asked], rounds: int) -> Found:
    """Each round asks every page of every size once, /healthz before: what else the machine does falls on all alike."""
    times: dict[str, dict[str, list[float]]] = {size: {name: [] for name in PAGES} for size in sizes}
    idle: dict[str, list[float]] = {size: [] for size in sizes}
    chances = {size: random.Random(9) for size in sizes}  # noqa: S311  -- the same addresses in every run
    for turn in range(-WARM_UP, rounds):
        for name, address in PAGES.items():
            for size, asked in sizes.items():
                bare = asked.server.get("/healthz")
                full = good(asked.server.get(address(asked.at, chances[size])), name)
                if turn >= 0:
                    idle[size].append(bare.seconds * 1000)
                    times[size][name].append(full.seconds * 1000)
    return {
        size: {name: measured(ms, statistics.median(idle[size])) for name, ms in pages.items()}
        for size, pages in times.items()
    }


def measured(ms: list[float], healthz: float) -> Measured:
    return Measured(statistics.median(ms), statistics.quantiles(ms, n=20, method="inclusive")[-1], healthz)


def good(answer: Answer, name: str) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{name} answered {answer.status}")
    return answer
