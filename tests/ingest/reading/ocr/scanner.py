"""A scanner: pages of a PDF as one would come out of it, grey, askew and grainy, without a text layer."""

import io

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def scanned(pdf, pages, *, degrees=0.6, dpi=150, grain=4, quality=75):
    """The pages (counted from 1) of the PDF's bytes as a scanned PDF, turned clockwise by `degrees`."""
    source = pypdfium2.PdfDocument(pdf)
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in pages:
        page = source[number - 1]
        canvas.setPageSize(page.get_size())
        canvas.drawImage(_picture(page, degrees, dpi, grain, quality), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture(page, degrees, dpi, grain, quality):
    straight = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    askew = straight.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(7).normal(-8, grain, (askew.height, askew.width))
    grey = Image.fromarray(np.clip(np.asarray(askew) + noise, 0, 255).astype(np.uint8))
    jpeg = io.BytesIO()
    grey.save(jpeg, "JPEG", quality=quality)
    jpeg.seek(0)
    return ImageReader(jpeg)
