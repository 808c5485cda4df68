"""无竖线的表 (open tables): ruled across only. Between two columns of words a vertical rule is taken as drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.reading.glyphs import Glyph
from ingest.reading.lines import box_of, in_lines, in_words, text_of
from ingest.reading.page import Box
from ingest.reading.spans import SNAP, Span

FEWEST_RULES = 4
SAME_END = 6.0  # points: rules of one table begin and end so near each other
FARTHEST = 90.0  # points from one rule of a table to the next
UNIT_LINE = re.compile(r"单位[:：].{0,3}元")
FIGURE = re.compile(r"\d\.\d|\d,\d{3}")
COLUMN_NUMBER = re.compile(r"[1-9]\d?")
DIGITS = frozenset("0123456789.,-")
AIR = 1.5  # points that words of two columns keep from each other at least

Place = tuple[float, float]  # from, to
Word = tuple[Box, str]


def open_tables(
    across: Sequence[Span], glyphs: Sequence[Glyph], starts: Sequence[float]
) -> list[tuple[list[Span], list[Span]]]:
    """Rules that no vertical rule touches, as tables with the vertical rules that the words leave room for."""
    found = []
    for rules in _stacks(across, starts):
        low, high = min(y for y, _, _ in rules), max(y for y, _, _ in rules)
        left, right = min(a for _, a, _ in rules), max(b for _, _, b in rules)
        inside = [g for g in glyphs if low < g.middle < high and left - SNAP <= g.x0 and g.x1 <= right + SNAP]
        pieces = [piece for line in in_lines(inside) for word in in_words(line) for piece in cells_of(word)]
        words = [(box_of(piece), text_of(piece)) for piece in pieces]
        down = walls_between(rules, words, left, right)
        if len(down) > 2:
            found.append((list(rules), down))
    return found


def cells_of(word: Sequence[Glyph]) -> list[list[Glyph]]:
    """The word cut where air parts what was set apart, or a figure from what is none: two columns that meet.

    Single signs set apart (合 计) are one word all the same.
    """
    pieces: list[list[Glyph]] = []
    for glyph in word:
        last = pieces[-1][-1] if pieces else None
        is_one = last and last.run == glyph.run and (last.text in DIGITS) == (glyph.text in DIGITS)
        if last and (glyph.x0 - last.x1 <= AIR or is_one):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    if not any(glyph.text in DIGITS for glyph in word) and all(len(piece) == 1 for piece in pieces):
        return [list(word)]
    return pieces


def starts_of(glyphs: Sequence[Glyph]) -> list[float]:
    """Where lines stand that name a table's unit of money: the rules below one are no more of the table above it."""
    lines = ((line, "".join(g.text for g in line if not g.text.isspace())) for line in in_lines(glyphs))
    return [line[0].middle for line, text in lines if UNIT_LINE.search(text)]


def near(spans: Sequence[Span], starts: Sequence[float]) -> list[list[Span]]:
    """Rules one near below the other, with no table starting between them."""
    stacks: list[list[Span]] = []
    for span in sorted(spans):
        last = stacks[-1][-1][0] if stacks else span[0]
        if stacks and span[0] - last <= FARTHEST and not any(last < start < span[0] for start in starts):
            stacks[-1].append(span)
        else:
            stacks.append([span])
    return stacks


def _stacks(across: Sequence[Span], starts: Sequence[float]) -> list[list[Span]]:
    """Rules one above the other with the same ends; shorter ones between them belong to them."""
    full: dict[tuple[int, int], list[Span]] = {}
    for span in sorted(across):
        key = next((k for k in full if abs(k[0] - span[1]) <= SAME_END and abs(k[1] - span[2]) <= SAME_END), None)
        full.setdefault(key or (round(span[1]), round(span[2])), []).append(span)
    stacks = []
    for (left, right), spans in full.items():
        for stack in near(spans, starts):
            if len(stack) < FEWEST_RULES:
                continue
            low, high = stack[0][0], stack[-1][0]
            between = [
                s
                for s in across
                if low < s[0] < high and s not in stack and left - SNAP <= s[1] <= s[2] <= right + SNAP
            ]
            stacks.append(sorted([*stack, *between]))
    return stacks


def _columns(rules: Sequence[Span], words: Sequence[Word]) -> list[Place]:
    """Where the columns stand: the body's words, and the lowest headings above them or above nothing."""
    end = _end_of_headings(rules, words)
    below = [box for box, text in words if box.top >= end and not COLUMN_NUMBER.fullmatch(text)]
    body = merged([(box.x0, box.x1) for box in below])
    heads = merged([(box.x0, box.x1) for box, _ in words if box.top < end and _is_lowest(box, rules, end)])
    columns: list[Place] = []
    bare_heads = [h for h in heads if not any(_overlap(h, b) for b in body)]
    bare_body = [b for b in body if not any(_overlap(h, b) for h in heads)]
    body = merged([*body, *(h for h in heads if sum(_overlap(h, b) for b in body) == 1)])
    for column in sorted([*body, *bare_heads]):
        last = columns[-1] if columns else None
        if last and ((last in bare_heads and column in bare_body) or (last in bare_body and column in bare_heads)):
            columns[-1] = (last[0], column[1])  # figures set right below a heading set in the middle
        else:
            columns.append(column)
    return columns


def _end_of_headings(rules: Sequence[Span], words: Sequence[Word]) -> float:
    """The rule above the first row with a figure or column numbers, and above rows with a name alone before that one;
    without any the second rule."""
    ys = sorted({y for y, _, _ in rules})
    first = min((box.top for box, text in words if FIGURE.search(text) or COLUMN_NUMBER.fullmatch(text)), default=None)
    above = [y for y in ys[1:] if first is not None and y <= first + SNAP]
    if not above:
        return ys[0] if first is not None else ys[min(2, len(ys) - 1)]
    held = [sum(a < (box.top + box.bottom) / 2 < b for box, _ in words) for a, b in pairwise(ys[: len(above) + 1])]
    return next((ys[at] for at in range(len(above), 0, -1) if held[at - 1] > 1), max(above))


def _is_lowest(box: Box, rules: Sequence[Span], end: float) -> bool:
    """Whether no rule parts the word from the body below it."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return not any(y < at < end - 1 and a <= x <= b for at, a, b in rules)


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def merged(places: Sequence[Place]) -> list[Place]:
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1] + AIR:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def walls_between(rules: Sequence[Span], words: Sequence[Word], left: float, right: float) -> list[Span]:
    ys = sorted({y for y, _, _ in rules})
    walls = [(left, ys[0], ys[-1]), (right, ys[0], ys[-1])]
    for (_, end), (start, _) in pairwise(_columns(rules, words)):
        x = (end + start) / 2
        for top, bottom in pairwise(ys):
            if not any(box.x0 < x < box.x1 and top < (box.top + box.bottom) / 2 < bottom for box, _ in words):
                walls.append((x, top, bottom))
    return walls
