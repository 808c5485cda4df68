"""随文比较 (comparisons in passing): "84.45万元，2023年预算安排110.23万元，比2022年预算执行数增加30.53%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.checks.book import Book
from ingest.parser.narrative.wording import DIRECTIONS
from ingest.parser.report import Statement

TOPIC = "other_change"  # of an amount that the narrative's own keys don't know
MOVES = "|".join(sorted(DIRECTIONS, key=len, reverse=True))
# all that may stand between the amount and the figure by which it is said to have moved
COMPARED = re.compile(rf"[，,；（(]?同?(?:比|较|同比)[^，,。；;（）()其]{{0,25}}?(?:{MOVES})(?:了|约)?[（(]?")
OF_LAST_YEAR = re.compile(r"执行数|上年|去年|预算")
YEAR = re.compile(r"20\d\d")
CLAUSE = re.compile(r"[，,。；;]")
END = "，,。；;：:、"
NEAR = 3


def comparisons(book: Book) -> Iterator[tuple[Statement, Statement, Statement | None, str | None]]:
    """(what moved, the move, last year's amount, its percentage): where the words leave no doubt what is compared."""
    statements = book.report.statements
    for at, move in enumerate(statements):
        if move.topic != TOPIC or _goes_on(statements, at):
            continue
        before = [s for s in statements[max(at - NEAR, 0) : at] if s.amount and move.quote.startswith(s.quote)]
        if not before or not _is_compared(before[-1], move):
            continue
        share = next((s.share for s in _run(statements, at) if s.share), None)
        yield before[-1], move, _last_year(before[:-1], book.report.year), share


def _goes_on(statements: Sequence[Statement], at: int) -> bool:
    """The percentage behind a change's amount belongs to that change."""
    return at > 0 and statements[at - 1].topic == TOPIC and statements[at].quote.startswith(statements[at - 1].quote)


def _run(statements: Sequence[Statement], at: int) -> Sequence[Statement]:
    follows = at + 1 < len(statements) and _goes_on(statements, at + 1)
    return statements[at : at + 2] if follows else statements[at : at + 1]


def _is_compared(current: Statement, move: Statement) -> bool:
    between = move.quote[len(current.quote) :].replace(",", "")
    figure = (move.amount or move.share or "").replace(",", "")
    return COMPARED.fullmatch(between[: between.rfind(figure)]) is not None


def _last_year(before: Sequence[Statement], year: int | None) -> Statement | None:
    """The amount before this year's, where its clause says that it is last year's."""
    if not before or year is None:
        return None
    clause = CLAUSE.split(before[-1].quote.rstrip(END))[-1]
    years = YEAR.findall(clause)
    return before[-1] if OF_LAST_YEAR.search(clause) and years and int(years[-1]) == year - 1 else None
