"""绩效目标表 (performance-target forms): where they stand, what they say, and what of them must not be shown."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.parser.printed import PrintedTable
from ingest.parser.report import ReadingFinding, Target
from ingest.parser.targets.form import is_form
from ingest.parser.targets.grids import read_grids
from ingest.parser.targets.listing import read_lists
from ingest.parser.targets.outline import is_target_page
from ingest.parser.targets.personal import personal_boxes
from ingest.parser.targets.text import read_text
from ingest.reading.page import Document

__all__ = ["is_form", "is_target_page", "personal_boxes", "read_targets"]


def read_targets(
    document: Document, printed: Sequence[PrintedTable] = ()
) -> tuple[tuple[Target, ...], tuple[ReadingFinding, ...]]:
    """Every form of the document in printed order, and what was doubtful in reading them."""
    if document.kind == "text":
        return read_text(document)
    listed = tuple(read_lists(printed))
    forms, doubts = read_grids(document, listed)
    return tuple(sorted((*forms, *listed), key=lambda target: target.pages[:1])), doubts
