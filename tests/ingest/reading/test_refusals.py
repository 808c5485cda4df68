"""What can't be read is refused with one sentence that says what it is."""

import io
import zipfile

import pytest

from ingest.reading import Refused, read_document
from tests.ingest.paper import Paper


def zipped(name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "<x/>")
    return packed.getvalue()


def blank_pdf():
    paper = Paper()
    paper.rule(50, 50, 500, 50)
    return paper.pdf()


def written_pdf(pages=1):
    paper = Paper()
    for at in range(pages):
        if at:
            paper.new_page()
        paper.text(50, 50, "一般公共预算支出表，单位：万元")
    return paper.pdf()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b" \r\n\x00", "文件是空的。"),
        (zipped("word/document.xml"), "这是 Word 文件，请另存为 PDF 再上传。"),
        (zipped("xl/workbook.xml"), "这是 Excel 文件，请另存为 PDF 再上传。"),
        (zipped("预算.pdf"), "这是压缩包，请解压后上传里面的 PDF。"),
        (b"\xd0\xcf\x11\xe0 old", "这是旧版 Word 或 Excel 文件，请另存为 PDF 再上传。"),
        (b"\x89PNG\r\n", "这是图片，请把整份报告做成一个 PDF 再上传。"),
        (b"%PDF-1.7\n1 0 obj\n<<", "PDF 不完整（没有传完），请重新上传。"),
        (b"%PDF-1.7\nnothing\n%%EOF", "PDF 已损坏，打不开。"),
        (b"\x81\xff\x00\x01\xfe\x80" * 9, "文件不是 PDF，也不是能读的文本。"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",  # an archive holds the time it was made
)
def test_a_file_is_refused_by_what_it_truly_is(data, sentence):
    with pytest.raises(Refused) as refused:
        read_document(data, "预算.pdf")
    assert str(refused.value) == sentence


def test_a_pdf_that_was_cut_off_is_refused_even_if_it_could_be_mended():
    with pytest.raises(Refused, match=r"^PDF 不完整（没有传完），请重新上传。$"):
        read_document(written_pdf(3)[:-40])


def test_a_pdf_with_a_password_is_refused():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    locked = io.BytesIO()
    canvas = Canvas(locked, encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 50, "budget")
    canvas.save()
    with pytest.raises(Refused, match=r"^PDF 加了密码，请上传没有密码的文件。$"):
        read_document(locked.getvalue())


def test_too_many_pages_and_too_many_bytes_are_refused_by_the_limit():
    with pytest.raises(Refused, match=r"^PDF 有 3 页，上限是 2 页。$"):
        read_document(written_pdf(3), max_pages=2)
    with pytest.raises(Refused, match=r"^文件太大（2 MB），上限是 1 MB。$"):
        read_document(b"x" * 2 * 1024 * 1024, max_bytes=1024 * 1024)
