"""Names and telephone numbers of form-fillers leave by no public way: searched for in a file that has them."""

import io
import json

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from budgets import pictures
from ingest import actions
from ingest.identity import Stated
from tests.ingest.conftest import regions

pytestmark = [pytest.mark.django_db, pytest.mark.long]
__all__ = ["regions"]


@pytest.fixture
def personal(shared):
    """What must not come out."""
    truth = json.loads((shared / "corpus" / "pdf" / "002-A.truth.json").read_text(encoding="utf-8"))
    return truth["forbidden"]


@pytest.fixture
def published(shared, regions):
    data = (shared / "corpus" / "pdf" / "002-A.pdf").read_bytes()
    report, _ = actions.take_in(received=actions.Received(data, "002-A.pdf"), stated=Stated())
    return actions.publish_report(report=report, acknowledgement="原件如此")


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def test_the_file_itself_has_them(published, personal):
    with published.source.file.open("rb") as stream:
        text = "".join(text_of(stream.read()))
    assert personal
    assert [word for word in personal if word in text] == personal


def test_no_page_no_csv_and_no_pdf_has_them(published, personal):
    client = Client()
    base = reverse("report", args=[published.public_id])
    addresses = [base, f"{base}checks/", f"{base}checks.csv"]
    for table in published.tables.all():
        addresses += [f"{base}{table.slug}/", f"{base}{table.slug}.csv"]
    addresses += [f"{base}pages/{page}/" for page in range(1, published.source.page_count + 1)]
    addresses += [reverse("project", args=[target.project_id]) for target in published.targets.exclude(project=None)]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        body = b"".join(response) if response.streaming else response.content
        assert [word for word in personal if word in body.decode()] == [], address


def test_the_public_pdf_is_a_masked_copy_with_as_many_pages(published, personal):
    response = Client().get(reverse("report", args=[published.public_id]) + "report.pdf")
    data = b"".join(response.streaming_content)
    text = text_of(data)
    assert len(text) == published.source.page_count
    assert [word for word in personal if word in "".join(text)] == []
    assert [word for word in personal if word.encode() in data] == []


def test_where_they_stand_every_page_picture_is_blank(published):
    """Each box that the reading found is one flat colour on the picture that visitors get."""
    boxes = published.reading.personal_boxes
    assert boxes
    for page, on_page in boxes.items():
        response = Client().get(reverse("report", args=[published.public_id]) + f"pages/{page}.png")
        picture = Image.open(io.BytesIO(response.content)).convert("RGB")
        for x0, top, x1, bottom in on_page:
            by = pictures.DPI / pictures.POINTS
            inside = picture.crop((int(x0 * by) + 1, int(top * by) + 1, int(x1 * by) - 1, int(bottom * by) - 1))
            assert len(inside.getcolors(1 << 24)) == 1, page
