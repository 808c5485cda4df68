"""页面图 (page pictures): a page of the PDF as a PNG, a row boxed. Kept on disk by the file's SHA-256.

PDFium isn't safe for threads: one lock around all of it.
"""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
from django.conf import settings
from PIL import Image, ImageDraw

from budgets.models import SourceFile

DPI = 150
POINTS = 72
MARK = (168, 50, 31)
HIDDEN = (90, 90, 90)
MARGIN = 3  # points around the row
AROUND = 14  # points above and below it
LOCK = threading.Lock()

Box = tuple[Decimal, Decimal, Decimal, Decimal]
Boxes = Mapping[int, Sequence[Box]]  # by page


class NoSuchPage(LookupError):  # noqa: N818  -- an answer, not a fault
    """The file has no such page, or isn't a PDF."""


def picture(source: SourceFile, page: int, boxes: Boxes) -> bytes:
    """The page as PNG, in points × DPI / 72. Raises NoSuchPage.

    `boxes` hold names or telephone numbers of form-fillers (填表人): painted over before anything is kept.
    """
    if not source.is_pdf or not 1 <= page <= (source.page_count or 0):
        raise NoSuchPage
    hidden = boxes.get(page, ())
    kept = path(source, page, hidden)
    if not kept.exists():
        keep(kept, drawn(source, page, hidden))
    return kept.read_bytes()


def size(source: SourceFile, page: int) -> tuple[int, int]:
    """Width and height of the page's picture, without drawing it. Raises NoSuchPage."""
    with LOCK, source.file.open("rb") as stream:
        document = pdfium.PdfDocument(stream.read())
        try:
            if not 1 <= page <= len(document):
                raise NoSuchPage
            width, height = document.get_page_size(page - 1)
        finally:
            document.close()
    return math.ceil(width * DPI / POINTS), math.ceil(height * DPI / POINTS)


def marked(png: bytes, box: Box) -> bytes:
    """The picture with a row boxed."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    edges = scaled(box, MARGIN)
    tint = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ImageDraw.Draw(tint).rectangle(edges, fill=(255, 211, 63, 70), outline=(*MARK, 255), width=4)
    image = Image.alpha_composite(image.convert("RGBA"), tint).convert("RGB")
    return as_png(image)


def strip(png: bytes, box: Box) -> bytes:
    """The band of the picture in which a row stands, over the whole width, with a little of the rows around it."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    _, top, _, bottom = scaled(box, AROUND)
    return as_png(image.crop((0, max(0, top), image.width, min(image.height, max(bottom, top + 1)))))


def drawn(source: SourceFile, page: int, hidden: Sequence[Box]) -> bytes:
    with LOCK, source.file.open("rb") as stream:
        document = pdfium.PdfDocument(stream.read())
        try:
            if page > len(document):
                raise NoSuchPage
            return as_png(painted_over(document[page - 1], hidden))
        finally:
            document.close()


def painted_over(page: pdfium.PdfPage, hidden: Sequence[Box]) -> Image.Image:
    image = page.render(scale=DPI / POINTS).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for box in hidden:
        pen.rectangle(scaled(box, 1), fill=HIDDEN)
    return image


def masked_pdf(source: SourceFile, boxes: Boxes) -> Path:
    """遮去个人信息的副本: pages with personal boxes become pictures, so that nothing is left under the paint."""
    kept = path(source, "all", sorted(boxes.items())).with_suffix(".pdf")
    if not kept.exists():
        keep(kept, without_persons(source, boxes))
    return kept


def without_persons(source: SourceFile, boxes: Boxes) -> bytes:
    with LOCK, source.file.open("rb") as stream:
        original, copy = pdfium.PdfDocument(stream.read()), pdfium.PdfDocument.new()
        try:
            for number in range(1, len(original) + 1):
                if hidden := boxes.get(number):
                    add_picture(copy, original[number - 1], hidden)
                else:
                    copy.import_pages(original, [number - 1])
            out = io.BytesIO()
            copy.save(out)
            return out.getvalue()
        finally:
            copy.close()
            original.close()


def add_picture(to: pdfium.PdfDocument, page: pdfium.PdfPage, hidden: Sequence[Box]) -> None:
    """The page as a picture of its own size."""
    jpeg = io.BytesIO()
    painted_over(page, hidden).save(jpeg, "JPEG", quality=85)
    jpeg.seek(0)
    width, height = page.get_size()
    drawn_page = to.new_page(width, height)
    image = pdfium.PdfImage.new(to)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    drawn_page.insert_obj(image)
    drawn_page.gen_content()


def scaled(box: Box, margin: int) -> tuple[int, int, int, int]:
    by = Decimal(DPI) / POINTS
    x0, top, x1, bottom = box
    return int((x0 - margin) * by), int((top - margin) * by), int((x1 + margin) * by), int((bottom + margin) * by)


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def path(source: SourceFile, page: int | str, hidden: Sequence[object]) -> Path:
    """What is hidden belongs to the name: a picture kept without it is never shown."""
    mask = f"-{hashlib.sha256(repr(hidden).encode()).hexdigest()[:8]}" if hidden else ""
    return Path(settings.VAR_DIR) / "pictures" / source.sha256[:2] / source.sha256 / f"{page}{mask}.png"


def keep(where: Path, data: bytes) -> None:
    """Write beside, then move: another process never reads half a picture."""
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = where.with_suffix(f".{threading.get_ident()}.part")
    beside.write_bytes(data)
    beside.replace(where)
