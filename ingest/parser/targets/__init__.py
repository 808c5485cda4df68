"""绩效目标表 (performance-target forms): where they stand, what they say, and what of them must not be shown."""

from __future__ import annotations

from ingest.parser.report import ReadingFinding, Target
from ingest.parser.targets.form import is_form
from ingest.parser.targets.grids import read_grids
from ingest.parser.targets.outline import is_target_page
from ingest.parser.targets.personal import personal_boxes
from ingest.parser.targets.text import read_text
from ingest.reading.page import Document

__all__ = ["is_form", "is_target_page", "personal_boxes", "read_targets"]


def read_targets(document: Document) -> tuple[tuple[Target, ...], tuple[ReadingFinding, ...]]:
    """Every form of the document in printed order, and what was doubtful in reading them."""
    return read_text(document) if document.kind == "text" else read_grids(document)
