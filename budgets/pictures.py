"""页面图 (page pictures): a page of the PDF as a PNG, a row boxed. Kept on disk by the file's SHA-256.

PDFium isn't safe for threads: one lock around all of it.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
from django.conf import settings
from PIL import Image, ImageDraw

from budgets.models import Report, SourceFile

DPI = 150
POINTS = 72
MARK = (168, 50, 31)
MARGIN = 3  # points around the row
LOCK = threading.Lock()

Box = tuple[Decimal, Decimal, Decimal, Decimal]


class NoSuchPage(LookupError):  # noqa: N818  -- an answer, not a fault
    """The file has no such page, or isn't a PDF."""


def personal_boxes(report: Report, page: int) -> Sequence[Box]:
    """Boxes with names or telephone numbers of form-fillers (填表人). They are painted over before anything is kept."""
    return ()


def picture(report: Report, page: int) -> bytes:
    """The page as PNG, in points × DPI / 72. Raises NoSuchPage."""
    source = report.source
    if not source.is_pdf or not 1 <= page <= (source.page_count or 0):
        raise NoSuchPage
    hidden = personal_boxes(report, page)
    kept = path(source, page, hidden)
    if not kept.exists():
        keep(kept, drawn(source, page, hidden))
    return kept.read_bytes()


def marked(png: bytes, box: Box) -> bytes:
    """The picture with a row boxed."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    edges = scaled(box, MARGIN)
    tint = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ImageDraw.Draw(tint).rectangle(edges, fill=(255, 211, 63, 70), outline=(*MARK, 255), width=4)
    image = Image.alpha_composite(image.convert("RGBA"), tint).convert("RGB")
    return as_png(image)


def drawn(source: SourceFile, page: int, hidden: Sequence[Box]) -> bytes:
    with LOCK, source.file.open("rb") as stream:
        document = pdfium.PdfDocument(stream.read())
        try:
            if page > len(document):
                raise NoSuchPage
            image = document[page - 1].render(scale=DPI / POINTS).to_pil()
        finally:
            document.close()
    pen = ImageDraw.Draw(image)
    for box in hidden:
        pen.rectangle(scaled(box, 0), fill=(90, 90, 90))
    return as_png(image)


def scaled(box: Box, margin: int) -> tuple[int, int, int, int]:
    by = Decimal(DPI) / POINTS
    x0, top, x1, bottom = box
    return int((x0 - margin) * by), int((top - margin) * by), int((x1 + margin) * by), int((bottom + margin) * by)


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def path(source: SourceFile, page: int, hidden: Sequence[Box]) -> Path:
    """What is hidden belongs to the name: a picture kept without it is never shown."""
    mask = f"-{hashlib.sha256(repr(hidden).encode()).hexdigest()[:8]}" if hidden else ""
    return Path(settings.VAR_DIR) / "pictures" / source.sha256[:2] / source.sha256 / f"{page}{mask}.png"


def keep(where: Path, png: bytes) -> None:
    """Write beside, then move: another process never reads half a picture."""
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = where.with_suffix(f".{threading.get_ident()}.part")
    beside.write_bytes(png)
    beside.replace(where)
