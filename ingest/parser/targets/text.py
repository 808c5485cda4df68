"""文本里的表 (forms in plain text): where each starts and ends, and how its lines are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.parser.furniture import without_furniture
from ingest.parser.report import ReadingFinding, Target
from ingest.parser.targets.cells import tab_row
from ingest.parser.targets.draft import Draft
from ingest.parser.targets.form import FormReader
from ingest.parser.targets.grids import findings_of
from ingest.parser.targets.outline import HEADING, LAST_LINE, PART, is_form_title, starts_form
from ingest.parser.targets.running import read_running
from ingest.parser.wording import squeezed
from ingest.reading.page import Document, Line

PROJECT = "项目名称"


def read_text(document: Document) -> tuple[tuple[Target, ...], tuple[ReadingFinding, ...]]:
    targets: list[Target] = []
    findings: list[ReadingFinding] = []
    for lines in _forms(list(without_furniture(line for page in document.pages for line in page.lines))):
        draft = _read_form(lines)
        target = draft.target()
        if target is not None:
            targets.append(target)
            findings += findings_of(draft, target, None)
    return tuple(targets), tuple(findings)


def _forms(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each form after its title; they end behind the line with 填报日期 or before the next title."""
    form: list[Line] | None = None
    for at, line in enumerate(lines):
        text = squeezed(line.text)
        if starts_form(lines, at) and not (form is not None and text.startswith(PROJECT) and not _names_project(form)):
            if form:
                yield form
            form = [] if is_form_title(text) else [line]
        elif form is not None and (PART.match(text) or _is_heading_behind(form, line)):
            yield form
            form = None
        elif form is not None:
            form.append(line)
            if LAST_LINE.search(text):
                if at + 1 < len(lines) and squeezed(lines[at + 1].text).isdigit():
                    form.append(lines[at + 1])
                yield form
                form = None
    if form:
        yield form


def _is_heading_behind(form: Sequence[Line], line: Line) -> bool:
    """A numbered heading without tabs, behind indicators with them: the form prints no 填报日期."""
    has_indicators = any(cell.endswith("指标值") for row in form for cell in row.cells or ())
    return has_indicators and line.cells is None and HEADING.fullmatch(squeezed(line.text)) is not None


def _names_project(form: Sequence[Line]) -> bool:
    return any(squeezed(line.text).startswith(PROJECT) for line in form)


def _read_form(lines: Sequence[Line]) -> Draft:
    if 2 * sum(line.cells is not None for line in lines) < len(lines):
        return read_running([line.text for line in lines])
    reader = FormReader()
    for line in lines:
        reader.read(tab_row(line.cells or (line.text,)))
    return reader.finish()
