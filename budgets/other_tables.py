"""其他表 (tables of no known kind): their columns by the headings printed above them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

Grid = Sequence[Sequence[str | None]]
LONGEST = 200  # signs of a name; what is longer is no heading


def columns(headings: Grid, cells: Grid) -> list[str]:
    """A name of its own for each column: its headings from top to bottom, or its number."""
    names: list[str] = []
    for n in range(max((len(row) for row in (*headings, *cells)), default=0)):
        words = " ".join(dict.fromkeys(text for row in headings if n < len(row) and (text := row[n])))[:LONGEST]
        number = f"第{n + 1}栏"
        names.append(f"{words}（{number}）" if words in names else words or number)
    return names


def name_of(row: Sequence[str | None]) -> str:
    """The row's own words: its cells that hold no figure, or all of them where each does."""
    cells = [text for text in row if text]
    return " ".join([text for text in cells if not is_figure(text)] or cells)


def is_figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").lstrip("-").isdecimal()
