"""Files that are no budget report, made as people and attackers make them."""

import io
import random
import zipfile
import zlib

from reportlab.pdfgen.canvas import Canvas


def pdf(*, pages=1, text="A budget of the town", encrypt=None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt, invariant=1)
    for _ in range(pages):
        if text:
            canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def bomb(size: int = 1 << 30) -> bytes:
    """A PDF whose one content stream unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    block = b"0 0 m 1 1 l S\n" * 75_000
    stream = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


ENGLISH = "Department of Education\nTotal revenue 1,234.50\nTotal expenditure 1,234.50\n" * 50

FILES = {
    "empty": lambda: b"",
    "blanks": lambda: b" \n\t\r\n" * 100,
    "random bytes": lambda: random.Random(1).randbytes(100_000),
    "random bytes that claim to be a PDF": lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(100_000),
    "cut off": lambda: pdf(pages=40)[:9_000],
    "encrypted": lambda: pdf(encrypt="secret"),
    "no text": lambda: pdf(text=""),
    "3,000 blank pages": lambda: pdf(pages=3000, text=""),
    "a stream of a gigabyte": bomb,
    "a web page": lambda: b"<!DOCTYPE html><html><body>404</body></html>",
    "a web page of 100,000 nested tags": lambda: b"<!DOCTYPE html><html><body>" + b"<div>" * 100_000,
    "a ZIP": lambda: zipped("a.pdf"),
    "a Word file": lambda: zipped("[Content_Types].xml", "word/document.xml"),
    "an Excel file": lambda: zipped("[Content_Types].xml", "xl/workbook.xml"),
    "an old Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a 20 MB line": lambda: "预算".encode() * 3_500_000,
    "a budget in another language": lambda: ENGLISH.encode(),
    "a GBK letter": lambda: "关于召开预算工作会议的通知\n各单位：请于下周一参加会议。\n".encode("gb18030"),
}
