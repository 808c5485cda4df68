"""绩效指标 (indicators): the rows of a form's lower part, read under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.parser.report import Indicator
from ingest.parser.targets.cells import FormCell, FormRow
from ingest.parser.targets.draft import HALVES, Draft, Half
from ingest.parser.targets.wording import LEVEL1, LEVEL1_OF, level2_of

Columns = list[tuple[Half, str, FormCell]]  # half, field, heading cell
Pair = tuple[str, str]  # 三级指标, 指标值


def columns_of(names: Sequence[tuple[FormCell, str]]) -> Columns:
    """Where a heading comes a second time the form's second half starts: implementation period first, then annual."""
    has_halves = sum(name == "level3" for _, name in names) > 1
    seen: set[str] = set()
    columns: Columns = []
    for cell, name in names:
        half: Half = "annual" if name in seen or not has_halves else "implementation"
        seen.add(name)
        columns.append((half, name, cell))
    return columns


@dataclass
class IndicatorReader:
    draft: Draft
    columns: Columns
    level1: dict[Half, str | None] = field(default_factory=dict)
    level2: dict[Half, str | None] = field(default_factory=dict)
    cut: dict[int, str] = field(default_factory=dict)  # which indicators may be cut -> the name beside each
    merged: set[str] = field(default_factory=set)  # levels of which some cell goes over several rows
    unnamed: dict[tuple[Half, str], int] = field(default_factory=dict)  # cells still blank -> their first indicator

    def read(self, row: FormRow) -> None:
        cells = self._under_headings(row)
        level1 = cells.get(("implementation", "level1")) or cells.get(("annual", "level1"))
        pairs: dict[Half, Pair] = {}
        for half in dict.fromkeys(half for half, _, _ in self.columns):
            level2 = cells.get((half, "level2"))
            self._note_blank(half, "level1", level1, row.opens_page)
            self._note_blank(half, "level2", level2, row.opens_page)
            self._set_levels(half, level1, level2, row.opens_page)
            name, value = (cells.get((half, field)) for field in ("level3", "value"))
            pairs[half] = (name.text if name else "", value.text if value else "")
        if row.opens_page and self._is_rest(pairs):
            self._append_rest(pairs)
            return
        self._add(pairs, {half: cells.get((half, "level3")) for half in pairs})

    def _under_headings(self, row: FormRow) -> dict[tuple[Half, str], FormCell]:
        """Each cell under the heading with which it shares most of its width."""
        found: dict[tuple[Half, str], FormCell] = {}
        for cell in row.cells:
            shared = [
                (min(cell.box.x1, head.box.x1) - max(cell.box.x0, head.box.x0), half, name)
                for half, name, head in self.columns
                if cell.box and head.box
            ]
            width, half, name = max(shared, key=lambda heading: heading[0], default=(0.0, "annual", ""))
            if width > 1:
                found.setdefault((half, name), cell)
        return found

    def _note_blank(self, half: Half, name: str, cell: FormCell | None, opens_page: bool) -> None:
        """A merged cell that the page's end cuts has its name on either page: a blank one gets the next page's."""
        if cell is None:
            self.merged |= {name}
        elif not cell.text:
            if name in self.merged and not opens_page:
                self.unnamed.setdefault((half, name), len(self.draft.indicators))
        else:
            start = self.unnamed.pop((half, name), None)
            if start is not None and opens_page and cell.bare in (*LEVEL1, *LEVEL1_OF):
                self._name(half, name, level2_of(cell.bare) or cell.bare, start)

    def _name(self, half: Half, name: str, text: str, start: int) -> None:
        for at in range(start, len(self.draft.indicators)):
            if self.draft.indicators[at].scope == half:
                one = self.draft.indicators[at]
                one = replace(one, level1=text) if name == "level1" else replace(one, level2=text)
                self.draft.indicators[at] = one

    def _set_levels(self, half: Half, level1: FormCell | None, level2: FormCell | None, opens_page: bool) -> None:
        if level1 and level1.text:
            before = self.level1.get(half)
            if opens_page and self._goes_on(level1.bare, before, LEVEL1):
                self._rename_level1(half, before, (before or "") + level1.bare)
            else:
                if level1.bare != before:
                    self.level2[half] = None
                self.level1[half] = level1.bare
        if level2 and level2.text:
            before = self.level2.get(half)
            if opens_page and self._goes_on(level2.bare, before, tuple(LEVEL1_OF)):
                self._rename(half, before, (before or "") + level2.bare)
            else:
                self.level2[half] = level2_of(level2.bare) or level2.bare

    @staticmethod
    def _goes_on(text: str, before: str | None, names: Sequence[str]) -> bool:
        """Whether the text is the rest of a name that the page's end has cut."""
        return text not in names and ((before or "") + text in names or any(name.endswith(text) for name in names))

    def _rename_level1(self, half: Half, before: str | None, name: str) -> None:
        if name in LEVEL1:
            self.level1[half] = name
            self.draft.indicators = [
                replace(indicator, level1=name) if (indicator.scope, indicator.level1) == (half, before) else indicator
                for indicator in self.draft.indicators
            ]

    def _rename(self, half: Half, before: str | None, name: str) -> None:
        name = level2_of(name) or before or name
        self.level2[half] = name
        self.draft.indicators = [
            replace(indicator, level2=name) if (indicator.scope, indicator.level2) == (half, before) else indicator
            for indicator in self.draft.indicators
        ]

    def _is_rest(self, pairs: dict[Half, Pair]) -> bool:
        """Whether the row is the lower part of one that the page's end has cut: a name or a value alone."""
        last = self._last()
        both = [(pair, last[half]) for half, pair in pairs.items() if half in last and any(pair)]
        return bool(both) and all(not all(pair) or not (before.level3 and before.value) for pair, before in both)

    def _last(self) -> dict[str, Indicator]:
        return {indicator.scope: indicator for indicator in self.draft.indicators}

    def _append_rest(self, pairs: dict[Half, Pair]) -> None:
        for half, (name, value) in pairs.items():
            last = self._last().get(half)
            if last is not None:
                at = max(i for i, indicator in enumerate(self.draft.indicators) if indicator is last)
                self.draft.indicators[at] = replace(
                    last, level3=(last.level3 or "") + name or None, value=(last.value or "") + value or None
                )

    def _add(self, pairs: dict[Half, Pair], names: dict[Half, FormCell | None]) -> None:
        pairs = parted(pairs)
        for half, (name, value) in pairs.items():
            if not (name or value):
                continue
            cell = names.get(half)
            if half == "annual" and name and cell is not None and cell.is_cut:
                self.cut[len(self.draft.indicators)] = pairs.get("implementation", ("", ""))[0]
            self.draft.indicators.append(
                Indicator(half, self.level1.get(half), self.level2.get(half), name or None, value or None)
            )

    def finish(self) -> None:
        """Names cut at their cell's edge, as the other half has them: beside it, or where just one name starts so."""
        for at, beside in self.cut.items():
            indicator = self.draft.indicators[at]
            name = indicator.level3 or ""
            others = {
                other.level3 or ""
                for other in self.draft.indicators
                if other.scope == "implementation" and other.level2 == indicator.level2
            }
            alike = {beside} if beside.startswith(name) else {other for other in others if other.startswith(name)}
            if len(alike) == 1 and name not in alike:
                whole = alike.pop()
                self.draft.repairs.append(f"“{name}”补全为“{whole}”")
                self.draft.indicators[at] = replace(indicator, level3=whole)


def parted(pairs: dict[Half, Pair]) -> dict[Half, Pair]:
    """A name and value that run into each other, parted as the other half of the row shows them."""
    result = dict(pairs)
    for half, other in (HALVES, HALVES[::-1]):
        if half not in pairs or other not in pairs:
            continue
        (name, value), (name2, value2) = pairs[half], pairs[other]
        if name and not value and value2 and name.endswith(value2):
            rest = name.removesuffix(value2)
            if rest and (rest.startswith(name2) or name2.startswith(rest)):
                result[half] = (rest, value2)
    return result
