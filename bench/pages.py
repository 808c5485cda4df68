"""Pages as multiples of /healthz: each time another department, project word, region or year, nothing cached."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from bench.server import Answer, Server

WORDS = ("培训", "设备", "购置", "维护", "补助", "建设", "教学", "专项", "改造", "服务", "宣传", "系统")
TABLES = ("expenditure", "balance", "projects", "basic_by_economic", "appropriation")
FUNCTIONS = ("201", "205", "20502", "2050202", "208", "2080505", "210", "2210201")


@dataclass(frozen=True, slots=True)
class Place:
    """What addresses are made of: departments with their years, regions, all picked by chance once."""

    budgets: list[tuple[int, int]]
    regions: list[str]
    years: list[int]


def place(database_url: str) -> Place:
    with psycopg.connect(database_url) as connection:
        reports = connection.execute(
            "SELECT department_id, year FROM budgets_report WHERE status = 'published' AND unit_id IS NULL "
            "ORDER BY hashint8(id) LIMIT 1000"
        ).fetchall()
        regions = connection.execute("SELECT region_id FROM budgets_regionyear WHERE year IS NULL").fetchall()
        years = connection.execute("SELECT DISTINCT year FROM budgets_regionyear WHERE year IS NOT NULL").fetchall()
    return Place(reports, [code for (code,) in regions], [year for (year,) in years])


Address = Callable[[Place, random.Random], str]


def budget(at: Place, chance: random.Random) -> str:
    return "/departments/{}/{}/".format(*chance.choice(at.budgets))


def table(at: Place, chance: random.Random) -> str:
    return f"{budget(at, chance)}{chance.choice(TABLES)}/"


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
    """Milliseconds of a page and of /healthz asked in turn with it."""

    median: float
    p95: float
    healthz: float

    @property
    def median_ratio(self) -> float:
        return self.median / self.healthz

    @property
    def p95_ratio(self) -> float:
        return self.p95 / self.healthz


def measure(server: Server, at: Place, rounds: int, pages: dict[str, Address] | None = None) -> dict[str, Measured]:
    """Each round asks every page once, /healthz before each: what else the machine does falls on all alike."""
    pages = pages or PAGES
    chance = random.Random(9)  # noqa: S311  -- the same addresses in every run
    times: dict[str, list[float]] = {name: [] for name in pages}
    idle: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(-2, rounds):  # two rounds to warm up
        for name, address in pages.items():
            bare, full = server.get("/healthz"), good(server.get(address(at, chance)), name)
            if turn >= 0:
                times[name].append(full.seconds * 1000)
                idle[name].append(bare.seconds * 1000)
    every_idle = statistics.median(ms for each in idle.values() for ms in each)
    return {
        name: Measured(statistics.median(ms), statistics.quantiles(ms, n=20)[-1], every_idle)
        for name, ms in times.items()
    }


def good(answer: Answer, name: str) -> Answer:
    if answer.status not in (200, 404) or (answer.status == 404 and name != "table"):
        raise RuntimeError(f"{name} answered {answer.status}")
    return answer
