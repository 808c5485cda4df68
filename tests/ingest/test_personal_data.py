"""Names and telephone numbers of form-fillers leave by no public way: searched for in a file that has them."""

import io
import json

import pypdfium2
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image

from budgets import pictures
from ingest import actions
from ingest.identity import Stated
from tests.ingest.conftest import regions
from tests.ingest.public_addresses import addresses, body_of, words_of

pytestmark = [pytest.mark.django_db]
__all__ = ["regions"]
FILES = {"a text": ("seeds/002.txt", "seeds/002.truth.json"), "a PDF": ("pdf/002-A.pdf", "pdf/002-A.truth.json")}


@pytest.fixture(params=["a text", pytest.param("a PDF", marks=pytest.mark.long)])
def kind(request):
    return request.param


@pytest.fixture
def personal(shared, kind):
    """What must not come out."""
    truth = json.loads((shared / "corpus" / FILES[kind][1]).read_text(encoding="utf-8"))
    return truth["forbidden"]


@pytest.fixture
def published(shared, regions, kind):
    path = shared / "corpus" / FILES[kind][0]
    report, _ = actions.take_in(received=actions.Received(path.read_bytes(), path.name), stated=Stated(region="141100"))
    return actions.publish_report(report=report, acknowledgement="原件如此")


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def test_the_file_itself_has_them(published, personal):
    with published.source.file.open("rb") as stream:
        text = words_of(stream.read())
    assert personal
    assert [word for word in personal if word in text] == personal


def test_no_public_address_has_them(published, personal):
    """Every page, file, table and package, and each page of the file."""
    client = Client()
    base = reverse("report", args=[published.public_id])
    pages = [f"{base}pages/{page}/" for page in range(1, (published.source.page_count or 0) + 1)]
    projects = [reverse("project", args=[target.project_id]) for target in published.targets.exclude(project=None)]
    found = 0
    for address in [*pages, *projects, *addresses(published)]:
        cache.clear()  # or the API's limit on requests answers in its place
        response = client.get(address)
        found += response.status_code == 200
        body = words_of(body_of(response))
        assert [word for word in personal if word in body] == [], address
    assert found > 40


def test_a_public_text_is_as_long_as_the_original(shared, regions):
    """Masked byte by byte: all else is as it was received."""
    data = (shared / "corpus" / "seeds" / "002.txt").read_bytes()
    report, _ = actions.take_in(received=actions.Received(data, "002.txt"), stated=Stated(region="141100"))
    actions.publish_report(report=report, acknowledgement="原件如此")
    response = Client().get(reverse("report", args=[report.public_id]) + "report.txt")
    public = body_of(response)
    assert len(public) == len(data)
    assert public.count(b"*") == sum(a != b for a, b in zip(public, data, strict=True)) + data.count(b"*") > 0
    assert "%E9%81%AE%E5%8E%BB" in response["Content-Disposition"]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["a PDF"], indirect=True)
def test_the_public_pdf_is_a_masked_copy_with_as_many_pages(published, personal):
    response = Client().get(reverse("report", args=[published.public_id]) + "report.pdf")
    data = b"".join(response.streaming_content)
    text = text_of(data)
    assert len(text) == published.source.page_count
    assert [word for word in personal if word in "".join(text)] == []
    assert [word for word in personal if word.encode() in data] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["a PDF"], indirect=True)
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
