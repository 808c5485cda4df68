"""Files that are no budget report, made as people and attackers make them."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterator
from itertools import groupby, starmap

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

REPORT = """示例市民政局2025年部门预算
第二部分 2025年部门预算表
2025年预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t10.00\t4.00\t6.00
208\t社会保障和就业支出\t10.00\t4.00\t6.00
2025年一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t10.00\t4.00\t6.00
208\t社会保障和就业支出\t10.00\t4.00\t6.00
第三部分 2025年部门预算情况说明
一、绩效目标情况
纳入绩效管理的项目{0}个，涉及资金{0}万元，占项目支出的{0}%。
二、国有资产占用情况
公务用车编制{0}辆，实有2辆，办公用房{0}平方米。
"""
ENDLESS = "12345" * 1000
TAB = "\t"


def web_page(text: str) -> str:
    """The report's lines as paragraphs, those with tabs as tables."""
    blocks = groupby(text.splitlines(), key=lambda line: TAB in line)
    return f"<!DOCTYPE html><html><body>{''.join(starmap(_block, blocks))}</body></html>"


def _block(is_table: bool, lines: Iterator[str]) -> str:
    if not is_table:
        return "".join(f"<p>{line}</p>" for line in lines)
    rows = ("".join(f"<td>{cell}</td>" for cell in line.split(TAB)) for line in lines)
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table>"
