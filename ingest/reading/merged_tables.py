"""无竖线的表单 (merged tables): ruled across only, where rules that stop short tell which rows a cell goes over.

Such a form has no columns that go through from top to bottom. Columns begin and end where its rules do; the
other edges lie where in each row air parts two words, as few of them as do for all rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from ingest.reading.glyphs import Glyph
from ingest.reading.lines import box_of, in_lines, in_words, text_of
from ingest.reading.open_tables import AIR, FEWEST_RULES, SAME_END, Place, Word, cells_of, merged, near
from ingest.reading.spans import SNAP, Span, Table

FEWEST_FULL = 2  # rules from edge to edge
MANY_CELLS = 4
FEWEST_LEVELS = 4  # rules that stop short, one below the other: headings of several levels have fewer


def merged_tables(
    across: Sequence[Span], glyphs: Sequence[Glyph], starts: Sequence[float]
) -> tuple[list[Table], list[Span]]:
    """Tables of which many rules stop short, with the vertical rules they leave room for; and all other rules."""
    tables: list[Table] = []
    others: list[Span] = []
    for rules in near(across, starts):
        left, right = min(a for _, a, _ in rules), max(b for _, _, b in rules)
        full = [s for s in rules if s[1] - left <= SAME_END and right - s[2] <= SAME_END]
        has_merged, is_small = _has_merged(rules, full), FEWEST_FULL < len(full) < FEWEST_RULES
        words = _words(rules, glyphs, left, right) if has_merged or is_small else []
        if has_merged or (is_small and _has_many_cells(rules, words)):
            tables.append((rules, _walls(rules, words, left, right)))
        else:
            others += rules
    return tables, others


def _has_merged(rules: Sequence[Span], full: Sequence[Span]) -> bool:
    """Whether a cell goes over many rows: so many rules one below the other stop short of it."""
    through = {y for y, _, _ in full}
    short = (not any(abs(y - other) <= SNAP for other in through) for y in _spread([y for y, _, _ in rules]))
    longest = max((len(list(levels)) for is_short, levels in groupby(short) if is_short), default=0)
    return len(full) >= FEWEST_FULL and longest >= FEWEST_LEVELS


def _has_many_cells(rules: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether few rules make a table: one of headings alone, or the rest of one from the page before."""
    return any(len(merged(places)) >= MANY_CELLS for _, places in _bands(rules, words))


def _words(rules: Sequence[Span], glyphs: Sequence[Glyph], left: float, right: float) -> list[Word]:
    low, high = rules[0][0], rules[-1][0]
    inside = [g for g in glyphs if low < g.middle < high and left - SNAP <= g.x0 and g.x1 <= right + SNAP]
    pieces = [piece for line in in_lines(inside) for word in in_words(line) for piece in cells_of(word)]
    return [(box_of(piece), text_of(piece)) for piece in pieces]


def _bands(rules: Sequence[Span], words: Sequence[Word]) -> list[tuple[Place, list[Place]]]:
    """Each row between two rules, and from where to where its words go."""
    return [
        ((top, end), [(b.x0, b.x1) for b, _ in words if top < (b.top + b.bottom) / 2 < end])
        for top, end in pairwise(_spread([y for y, _, _ in rules]))
    ]


def _walls(rules: Sequence[Span], words: Sequence[Word], left: float, right: float) -> list[Span]:
    bands = _bands(rules, words)
    ends = _spread([x for _, *both in rules for x in both if left + SNAP < x < right - SNAP])
    gaps = [(a, b) for _, places in bands for (_, a), (b, _) in pairwise(merged(places))]
    edges = [*ends, *_stabbed([gap for gap in gaps if not any(gap[0] < x < gap[1] for x in ends)])]
    walls = [(x, rules[0][0], rules[-1][0]) for x in (left, right)]
    for (upper, lower), places in bands:
        walls += [(x, upper, lower) for x in edges if not any(a < x < b for a, b in places)]
    return walls


def _spread(places: Sequence[float]) -> list[float]:
    """The places without those that lie right beside another."""
    result: list[float] = []
    for at in sorted(places):
        if not result or at - result[-1] > SNAP:
            result.append(at)
    return result


def _stabbed(gaps: Sequence[Place]) -> list[float]:
    """As few places as touch every gap, each in the middle of what its gaps share."""
    result: list[Place] = []
    for start, end in sorted(gaps, key=lambda gap: gap[1]):
        if result and start + AIR < result[-1][1]:
            result[-1] = (max(start, result[-1][0]), result[-1][1])
        else:
            result.append((start, end))
    return [(start + end) / 2 for start, end in result]
