"""带制表符的指标 (indicators in text with tabs): rows whose merged cells are lost or shifted.

What a cell is must be told from its words: the names of the first two levels are fixed by the nation's form, the rest
of a row are a name and a value for each half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.parser.report import Indicator
from ingest.parser.targets.cells import FormCell, FormRow
from ingest.parser.targets.draft import HALVES, Draft, Half
from ingest.parser.targets.indicators import Columns, Pair, parted
from ingest.parser.targets.wording import LEVEL1, LEVEL1_OF, level2_of

VALUE = re.compile(r"[≥≤＞＜><=＝±~约]*\s*\d.*|[≥≤＞＜><=＝].*")
HEADING_CELL = re.compile(r"绩效指标?|指标")


@dataclass
class TabIndicatorReader:
    draft: Draft
    columns: Columns
    level2: dict[Half, str | None] = field(default_factory=dict)

    def read(self, row: FormRow) -> None:
        plain: list[FormCell] = []
        named: list[tuple[int, str]] = []  # 二级指标, with how many other cells stand before it
        last: FormCell | None = None
        for cell in row.filled:
            level2 = level2_of(cell.bare)
            is_next = last is not None and cell.at - last.at == 1 and level2_of(last.bare) == level2
            if is_next and cell.bare != level2:  # 服务对象满意度 is also what an indicator may be called
                level2 = None
            last = cell if level2 else None
            if level2:
                named.append((len(plain), level2))
            elif cell.bare not in LEVEL1 and not HEADING_CELL.fullmatch(cell.bare):
                plain.append(cell)
        if not any(half == "implementation" for half, _, _ in self.columns):
            self._set_levels(named, plain)
            self._add({"annual": _pair(plain, "")})
            return
        self._set_levels(named, plain)
        cut = self._cut(named, plain)
        first, second = plain[:cut], plain[cut:]
        pairs: dict[Half, Pair] = {
            "implementation": _pair(first, second[-1].text if second else ""),
            "annual": _pair(second, first[-1].text if first else ""),
        }
        self._add(parted(pairs))

    def _set_levels(self, named: list[tuple[int, str]], plain: Sequence[FormCell]) -> None:
        """The first name is the implementation period's unless its cells stand before it; the second is the year's."""
        if not named:
            return
        if len(named) == 1 and named[0][0] and plain:
            self.level2["annual"] = named[0][1]
            return
        self.level2["implementation"] = named[0][1]
        self.level2["annual"] = named[-1][1]

    def _cut(self, named: list[tuple[int, str]], plain: Sequence[FormCell]) -> int:
        """How many of the cells belong to the implementation period."""
        between = [before for before, _ in named if 0 < before < len(plain)]
        if between:
            return between[0]
        if len(plain) in (3, 4):
            return 2
        start = min(cell.at for half, _, cell in self.columns if half == "annual")
        return sum(cell.at < start for cell in plain)

    def _add(self, pairs: dict[Half, Pair]) -> None:
        for half in HALVES:
            name, value = pairs.get(half, ("", ""))
            if name or value:
                level2 = self.level2.get(half)
                self.draft.indicators.append(
                    Indicator(half, LEVEL1_OF.get(level2 or ""), level2, name or None, value or None)
                )

    def finish(self) -> None:
        """Nothing is left to do."""


def _pair(cells: Sequence[FormCell], other_value: str) -> Pair:
    """三级指标 and 指标值; a cell alone is a value if it looks like one or is the other half's."""
    texts = [cell.text for cell in cells]
    if len(texts) == 1:
        is_value = texts[0] == other_value or VALUE.fullmatch(texts[0]) is not None
        return ("", texts[0]) if is_value else (texts[0], "")
    return ("".join(texts[:-1]), texts[-1]) if texts else ("", "")
