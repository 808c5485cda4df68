"""读表 (form): the rows of one form into a Draft, label by label and column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.parser.targets.cells import FormCell, FormRow, joined
from ingest.parser.targets.draft import HALVES, Draft
from ingest.parser.targets.indicators import IndicatorReader, columns_of
from ingest.parser.targets.tabs import TabIndicatorReader
from ingest.parser.targets.wording import (
    COLUMNS,
    FIELD_LABELS,
    FILLED,
    FUNDING_LABEL,
    GOAL_HALVES,
    LEVEL1,
    LONG_TEXTS,
    OVERALL_GOAL,
    PERSONAL,
    SOURCE_LABELS,
)

NAMED_EARLY = 6  # rows: a form names its project at its head


@dataclass
class FormReader:
    """Reads a form row by row; what stands in one row decides how the next are read."""

    draft: Draft = field(default_factory=Draft)
    indicators: IndicatorReader | TabIndicatorReader | None = None  # from the row on that names its columns
    goal_cells: dict[str, FormCell] = field(default_factory=dict)
    last_text: str | None = None  # the long text or goal that a page break may cut
    unlabelled: list[FormCell] = field(default_factory=list)  # above a page break, their label may come below it

    def read(self, row: FormRow) -> None:
        self.draft.add_page(row.page)
        self._read_date(row.filled)
        row = without_persons(row)
        if not row.filled or self.draft.is_done:
            return
        if self._read_headings(row):
            return
        if self.indicators:
            self.indicators.read(row)
        elif not self._read_labels(row):
            self._go_on(row)

    def finish(self) -> Draft:
        if self.indicators:
            self.indicators.finish()
        return self.draft

    def _read_date(self, cells: list[FormCell]) -> None:
        """填报日期, the last thing on a form."""
        for at, cell in enumerate(cells):
            if match := FILLED.match(cell.bare):
                date = cell.bare[match.end() :].lstrip(":") or (cells[at + 1].bare if at + 1 < len(cells) else "")
                self.draft.filled_at = date if re.match(r"\d", date) else None
                self.draft.is_done = True

    def _read_headings(self, row: FormRow) -> bool:
        """The row that names the halves of the goals, or the columns of the indicators."""
        filled = row.filled
        names = [(cell, name) for cell in filled for name, words in COLUMNS.items() if words.fullmatch(cell.bare)]
        if any(name == "level3" for _, name in names) and len(names) > 2:
            is_ruled = all(cell.box for cell, _ in names)
            self.indicators = (IndicatorReader if is_ruled else TabIndicatorReader)(self.draft, columns_of(names))
            return True
        halves = {half: cell for cell in filled for half, words in GOAL_HALVES.items() if words.fullmatch(cell.bare)}
        named = [cell for cell in filled if not OVERALL_GOAL.fullmatch(cell.bare) or cell in halves.values()]
        if halves and len(halves) == len(named) and (len(halves) == 2 or len(filled) > 1):
            self.goal_cells, self.last_text = halves, "goals"
            return True
        return False

    def _read_labels(self, row: FormRow) -> bool:
        filled = row.filled
        found = False
        sources: dict[str, int] = {}
        for at, cell in enumerate(filled):
            if unit := FUNDING_LABEL.fullmatch(cell.bare):
                self.draft.in_wan = unit["unit"] == "万元"
                found = True
            following = filled[at + 1] if at + 1 < len(filled) else None
            value = following.text if following and not is_label(following) else None
            if key := _key(FIELD_LABELS, cell.bare):
                found = True
                self._set_text(key, value)
            elif funds := _funds(cell.bare, following):
                found = True
                self._set_funds(*funds, sources)
            elif _is_goal_label(cell) and value is not None:
                found = True
                self._set_goals(filled[at + 1 :], cell)
        return found

    def _set_text(self, key: str, value: str | None) -> None:
        before = "".join(cell.text for cell in self.unlabelled) if key in LONG_TEXTS else ""
        self.unlabelled = []
        self.last_text = key if key in LONG_TEXTS else None
        if key not in self.draft.texts and (before or value):
            self.draft.texts[key] = before + (value or "")

    def _set_funds(self, source: str, half: str | None, printed: str | None, seen: dict[str, int]) -> None:
        """The first of two amounts in a row is the implementation period's, where the form has both halves."""
        if half is None:
            both = len(self.draft.funding) > 1
            nth = seen.get(source, 0)
            seen[source] = nth + 1
            half = HALVES[nth] if both or nth else next(iter(self.draft.funding), "annual")
            if both and nth > 1:
                return
        self.draft.set_funds(half, source, printed)

    def _set_goals(self, values: list[FormCell], label: FormCell) -> None:
        self.last_text = "goals"
        if len(self.goal_cells) < 2:
            half = "implementation" if "实施期" in label.bare else "annual"
            self.draft.goals[half] = self.draft.goals.get(half, "") + values[0].text
            return
        for half, value in self._halves(values):
            self.draft.goals[half] = self.draft.goals.get(half, "") + value.text

    def _halves(self, values: list[FormCell]) -> list[tuple[str, FormCell]]:
        if len(values) == 2 and len(self.goal_cells) == 2:
            return list(zip(HALVES, values, strict=True))
        return [
            (min(self.goal_cells, key=lambda half: abs(self.goal_cells[half].at - value.at)), value) for value in values
        ]

    def _go_on(self, row: FormRow) -> None:
        """A row without a label: the rest of a text that the page's end has cut, or its start, whose label comes."""
        values = [cell for cell in row.filled if not is_label(cell)]
        if not values:
            return
        if row.opens_page and self.unlabelled and self._join_label(values):
            return
        if self.last_text == "goals" and self.goal_cells:
            for half, value in self._halves(values):
                self.draft.goals[half] = self.draft.goals.get(half, "") + value.text
        elif self.last_text in LONG_TEXTS and row.opens_page:
            self.draft.texts[self.last_text] = self.draft.texts.get(self.last_text, "") + values[0].text
        else:
            self.unlabelled += values

    def _join_label(self, values: list[FormCell]) -> bool:
        """A row whose label the page's end has cut as well as its text."""
        above = self.unlabelled
        key = _key(FIELD_LABELS, above[0].bare + values[0].bare)
        if key is None:
            return False
        self.unlabelled = []
        self.last_text = key if key in LONG_TEXTS else None
        self.draft.texts.setdefault(key, "".join(cell.text for cell in (*above[1:], *values[1:])))
        return True


def is_form(rows: Iterable[Sequence[str | None]]) -> bool:
    """Whether a table's cells are a form that names its project, whose place is among the targets."""
    texts = [list(dict.fromkeys(joined(cell) for cell in row if cell and cell.strip())) for row in rows]
    cells = [[FormCell(text, 0.0) for text in row] for row in texts]
    heads = [row for row in cells[:NAMED_EARLY] if len(row) > 1]
    if not any(FIELD_LABELS["project"].fullmatch(row[0].bare) and not is_label(row[1]) for row in heads):
        return False
    said = {cell.bare for row in cells for cell in row}
    fields = sum(any(words.fullmatch(bare) for bare in said) for words in FIELD_LABELS.values())
    return fields > 1 and any(_is_part_of_form(bare) for bare in said)


def _is_part_of_form(bare: str) -> bool:
    words = (*COLUMNS.values(), OVERALL_GOAL, *GOAL_HALVES.values(), FUNDING_LABEL)
    return any(word.fullmatch(bare) for word in words)


def without_persons(row: FormRow) -> FormRow:
    """The row without the names and telephones of who filled the form in (负责人, 经办人, 联系电话)."""
    kept: list[FormCell] = []
    after_label = False
    for cell in row.cells:
        label, _, value = cell.bare.partition(":")
        if PERSONAL.fullmatch(label):
            after_label = not value
        elif after_label and not is_label(cell):
            after_label = not cell.text
        else:
            after_label = False
            kept.append(cell)
    return replace(row, cells=tuple(kept))


def _key(labels: dict[str, re.Pattern[str]], bare: str) -> str | None:
    return next((key for key, words in labels.items() if words.fullmatch(bare)), None)


def _funds(bare: str, following: FormCell | None) -> tuple[str, str | None, str | None] | None:
    """Source, half where the label says it, and the printed amount; the amount may stand in the label's own cell."""
    for source, words in SOURCE_LABELS.items():
        match = words.match(bare)
        if match is None or not re.fullmatch(r"[\d,.]*", bare[match.end() :]):
            continue
        half = match.groupdict().get("half")
        named = None if half is None else "implementation" if half in ("实施期", "中期") else "annual"
        if source == "total" and named is None:
            named = "annual"
        own = bare[match.end() :]
        printed = own or (following.text if following and not is_label(following) else None)
        return source, named, printed
    return None


def _is_goal_label(cell: FormCell) -> bool:
    return (
        OVERALL_GOAL.fullmatch(cell.bare) is not None or GOAL_HALVES["implementation"].fullmatch(cell.bare) is not None
    )


def is_label(cell: FormCell) -> bool:
    bare = cell.bare
    if _key(FIELD_LABELS, bare) or FUNDING_LABEL.fullmatch(bare) or bare in LEVEL1:
        return True
    return any(
        (match := words.match(bare)) and re.fullmatch(r"[\d,.]*", bare[match.end() :])
        for words in SOURCE_LABELS.values()
    )
