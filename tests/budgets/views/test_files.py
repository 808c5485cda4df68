"""The file itself and its pages as pictures."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def base(report) -> str:
    return f"/departments/{report.department_id}/2024"


def test_the_file_is_served_unchanged_inline_under_a_chinese_name(client):
    data = make.pdf(1)
    report = make.report(source=make.source_file(data, page_count=1))

    response = client.get(f"{base(report)}/report.pdf")

    assert b"".join(response.streaming_content) == data
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{report.source.sha256}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename*=UTF-8''%E5%90%95")


def test_a_browser_that_has_the_file_is_not_sent_it_again(client):
    report = make.report()

    response = client.get(f"{base(report)}/report.pdf", headers={"If-None-Match": f'"{report.source.sha256}"'})

    assert response.status_code == 304


def test_a_plain_text_report_has_no_pdf_and_no_pictures(client):
    source = make.source_file("正文".encode(), media_type="text/plain", page_count=None)
    report = make.report(source=source)

    assert b"".join(client.get(f"{base(report)}/report.txt").streaming_content) == "正文".encode()
    for rest in ("report.pdf", "pages/1.png", "pages/1/"):
        assert client.get(f"{base(report)}/{rest}").status_code == 404


def test_a_page_is_drawn_at_150_dots_per_inch(client):
    report = make.report()

    response = client.get(f"{base(report)}/pages/2.png")

    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1240, 1755)


def test_a_picture_is_kept_by_the_file_s_hash(client, settings):
    report = make.report()
    client.get(f"{base(report)}/pages/1.png")

    kept = settings.VAR_DIR / "pictures" / report.source.sha256[:2] / report.source.sha256 / "1.png"

    assert kept.read_bytes() == client.get(f"{base(report)}/pages/1.png").content


def test_a_row_is_boxed_on_the_picture(client):
    report = make.report()

    response = client.get(f"{base(report)}/pages/1.png?box=60,100,530,116")

    picture = Image.open(io.BytesIO(response.content))
    assert picture.getpixel((118, 225)) == (168, 50, 31)
    assert picture.getpixel((600, 1000)) == (255, 255, 255)


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "5,5,1,1", "nan,0,1,1", "-1,0,1,1", "0,0,99999,1"])
def test_a_box_that_makes_no_sense_is_no_picture(client, box):
    report = make.report()

    assert client.get(f"{base(report)}/pages/1.png?box={box}").status_code == 404


@pytest.mark.parametrize("page", ["0", "3", "999999999999"])
def test_a_page_that_the_file_does_not_have_is_not_found(client, page):
    report = make.report()

    assert client.get(f"{base(report)}/pages/{page}.png").status_code == 404
    assert client.get(f"{base(report)}/pages/{page}/").status_code == 404


def test_the_page_around_a_row_shows_its_picture_and_its_printed_cells(client):
    report = make.report_with_tables()

    text = client.get(f"{base(report)}/pages/1/?row=expenditure.4").content.decode()

    assert f'src="{base(report)}/pages/1.png?box=60,100,530,116"' in text
    assert "<dd>2010601</dd>" in text
    assert "<dd>604.82</dd>" in text
    assert f'href="{base(report)}/report.pdf#page=1"' in text


@pytest.mark.parametrize("row", ["", "expenditure", "expenditure.99", "expenditure.x", "nope.1", "expenditure.²"])
def test_a_row_that_is_not_there_leaves_the_page_as_it_is(client, row):
    report = make.report_with_tables()

    assert client.get(f"{base(report)}/pages/1/?row={row}").status_code == 200


def page_with_a_name() -> bytes:
    """One page with text on it, as reportlab writes it."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    sheet.drawString(100, 842 - 112, "NAME")
    sheet.drawString(100, 400, "FIGURE")
    sheet.showPage()
    sheet.drawString(100, 400, "SECOND")
    sheet.save()
    return out.getvalue()


def text_of(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def test_names_of_form_fillers_are_gone_from_picture_and_file(client):
    boxes = {"1": [[90, 95, 160, 120]]}
    source = make.source_file(page_with_a_name())
    report = make.report(source=source)
    report.reading.personal_boxes = boxes
    report.reading.save()

    picture = Image.open(io.BytesIO(client.get(f"{base(report)}/pages/1.png").content))
    response = client.get(f"{base(report)}/report.pdf")
    text = text_of(b"".join(response.streaming_content))

    assert picture.getpixel((250, 225)) == (90, 90, 90)
    assert [page.strip() for page in text] == ["", "SECOND"]
    assert response["ETag"] == f'"{source.sha256}-masked"'
    assert "遮去填表人" in client.get(f"{base(report)}/").content.decode()
