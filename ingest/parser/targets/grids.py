"""表格里的表 (forms in grids): the ruled forms of a PDF, which may go on over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.parser.report import ReadingFinding, Target
from ingest.parser.targets.cells import FormRow, grid_rows
from ingest.parser.targets.cut_rows import without_cuts
from ingest.parser.targets.draft import Draft
from ingest.parser.targets.form import FormReader
from ingest.parser.targets.listing import is_list_heading
from ingest.parser.targets.outline import has_marks, is_form_title, is_target_page
from ingest.parser.targets.wording import FIELD_LABELS
from ingest.parser.wording import squeezed
from ingest.reading.page import Document, Grid, Page


def read_grids(
    document: Document, listed: Sequence[Target] = ()
) -> tuple[tuple[Target, ...], tuple[ReadingFinding, ...]]:
    """`listed`: the targets of lists, which are read elsewhere (listing)."""
    targets: list[Target] = []
    findings: list[ReadingFinding] = []
    for title_page, rows in _forms(document):
        reader = FormReader()
        reader.draft.add_page(title_page)
        for row in rows:
            reader.draft.add_page(row.page)
        for row in without_cuts(rows):
            reader.read(row)
        draft = reader.finish()
        target = draft.target()
        if target is not None:
            targets.append(target)
            findings += findings_of(draft, target, rows[0].page)
    return tuple(targets), (*findings, *_unread(document, [*targets, *listed]))


def _unread(document: Document, targets: Sequence[Target]) -> Iterator[ReadingFinding]:
    """A page on which a form stands but none was read, such as an 整体支出绩效目标表, which names no project."""
    read = {page for target in targets for page in target.pages or (0,)}  # a web page is 0
    for page in document.pages:
        if page.number not in read and _titles(page) and has_marks(page):
            yield ReadingFinding("target-unread", "notice", "这一页有绩效目标表，没有读出项目", page=page.number)


def findings_of(draft: Draft, target: Target, page: int | None) -> Iterator[ReadingFinding]:
    for doubt in draft.doubts:
        yield ReadingFinding("target-doubt", "warning", f"{target.project}：{doubt}", page=page)
    if draft.repairs:
        said = f"年度目标的三级指标在格边被截断，按实施期目标补全 {len(draft.repairs)} 处：" + "，".join(draft.repairs)
        yield ReadingFinding("target-repair", "notice", f"{target.project}：{said}", page=page)


def _forms(document: Document) -> Iterator[tuple[int | None, list[FormRow]]]:
    """The page of each form's title and its rows, from the one that names its project to the next form's."""
    rows: list[FormRow] = []
    title = ""
    title_page = next_title_page = None
    for page in document.pages:
        if not is_target_page(page):
            if rows:
                yield title_page, rows
            rows, next_title_page = [], None
            continue
        for above, grid in _titled(page):
            if rows and above and title and above != title:  # a form of another kind, which may name no project
                yield title_page, rows
                rows = []
            for row in grid_rows(grid, page, bool(rows) and grid is page.grids[0] and not above):
                is_list = is_list_heading([cell.text for cell in row.filled])
                if is_list or _starts_form(row):
                    if rows:
                        yield title_page, rows
                    rows = [] if is_list else [row]
                    title, title_page, next_title_page = above or title, next_title_page, None
                elif rows:
                    rows.append(row)
        if _ends_with_title(page):
            next_title_page = page.number
    if rows:
        yield title_page, rows


def _titled(page: Page) -> Iterator[tuple[str, Grid]]:
    """Each grid and the form's title between it and the grid above."""
    titles = [(line.box.top, squeezed(line.text)) for line in page.lines if line.box and is_form_title(line.text)]
    end = 0.0
    for grid in page.grids:
        top = grid.box.top if grid.box else 0.0
        yield next((text for at, text in reversed(titles) if end <= at < top), ""), grid
        end = grid.box.bottom if grid.box else top


def _titles(page: Page) -> list[float]:
    return [line.box.top for line in page.lines if line.box and is_form_title(line.text)]


def _ends_with_title(page: Page) -> bool:
    """Whether the page's end parts a title from its form."""
    lowest = max((grid.box.bottom for grid in page.grids if grid.box), default=0.0)
    return any(top > lowest for top in _titles(page))


def _starts_form(row: FormRow) -> bool:
    filled = row.filled
    return bool(filled) and FIELD_LABELS["project"].fullmatch(filled[0].bare) is not None
