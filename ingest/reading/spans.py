"""线段 (spans): rules joined and grouped to tables."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading.rules import Rules

SNAP = 3.0  # points: rules nearer than this are one (double borders)
TOUCH = 3.0  # points: how far a rule may end before the one it should meet

Span = tuple[float, float, float]  # place, from, to
Table = tuple[list[Span], list[Span]]  # horizontal and vertical rules


def joined(spans: Sequence[Span]) -> list[Span]:
    """Rules at (nearly) one place that touch or overlap, put together."""
    rows: list[list[Span]] = []
    for span in sorted(spans):
        if rows and span[0] - rows[-1][-1][0] <= 1.0 and span[0] - rows[-1][0][0] <= SNAP:
            rows[-1].append(span)
        else:
            rows.append([span])
    result = []
    for row in rows:
        row.sort(key=lambda span: span[1])
        at, start, end = row[0]
        for place, a, b in row[1:]:
            if a <= end + TOUCH:
                end = max(end, b)
            else:
                result.append((at, start, end))
                at, start, end = place, a, b
        result.append((at, start, end))
    return result


def by_table(rules: Rules) -> tuple[list[Table], list[Span]]:
    """Horizontal and vertical rules that cross or touch, by table; and the horizontal ones that touch no vertical."""
    across, down = joined(rules.horizontal), joined(rules.vertical)
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down, len(across)):
            if x0 - TOUCH <= x <= x1 + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Span], list[Span]]] = {}
    for i, span in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(span)
    for j, span in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(span)
    found = [group for group in groups.values() if group[0] and group[1]]
    alone = [span for group in groups.values() if not group[1] for span in group[0]]
    return found, alone


def places(spans: Sequence[Span], crossing: Sequence[Span]) -> list[float]:
    """Where the rules stand, those nearer than SNAP as one, closed at both ends of the table."""
    ends = [end for _, *both in crossing for end in both]
    result: list[float] = []
    for at in sorted([min(ends), max(ends), *(span[0] for span in spans)]):
        if not result or at - result[-1] > SNAP:
            result.append(at)
    return result
