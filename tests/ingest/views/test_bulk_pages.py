"""The pages of many drafts: the database pages them, in as many queries for many as for few."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import Acknowledgement, Report
from ingest import actions
from ingest.models import Batch, Upload
from ingest.views import bulk
from tests.ingest.conftest import expenditure, parsed, save

pytestmark = pytest.mark.django_db
WRONG = (expenditure(total="10.50"),)


@pytest.fixture
def batch(regions):
    return Batch.objects.create()


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(bulk, "SHOWN", 3)
    monkeypatch.setattr(bulk, "SHOWN_FORMS", 3)


def add(batch, count, **printed):
    """So many reports more of the batch."""
    for number in range(Report.objects.count(), Report.objects.count() + count):
        name = f"{number}.pdf"
        report = save(parsed(**{"year": 2000 + number, **printed}), data=name.encode(), name=name)
        Upload.objects.create(token=uuid.uuid4(), batch=batch, original_name=name, status="ready", report=report)


def opened(client, page, query):
    """The page's words and the queries that it took."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        words = client.get(reverse(f"staff:{page}") + query).content.decode()
    return words, [query["sql"] for query in asked.captured_queries]


def files(words):
    return sorted(set(re.findall(r"\d+\.pdf", words)), key=lambda name: int(name[:-4]))


@pytest.mark.parametrize("query", ["?batch={}", "?"], ids=["of a batch", "of all"])
@pytest.mark.parametrize(
    ("page", "printed"), [("errors", {"tables": WRONG}), ("unstated", {"department": None})], ids=["errors", "unstated"]
)
def test_a_batch_of_many_takes_as_many_queries_as_one_that_fills_a_page(
    uploader, batch, short_pages, page, printed, query
):
    add(batch, 3, **printed)
    query = query.format(batch.pk)
    opened(uploader, page, query)
    words, few = opened(uploader, page, query)
    add(batch, 5, **printed)
    add(batch, 4)
    many_words, many = opened(uploader, page, query)
    assert (len(files(words)), len(files(many_words)), len(many)) == (3, 3, len(few))
    reading_drafts = [sql for sql in many if '"budgets_report"."printed"' in sql]
    assert [bool(re.search(r"LIMIT 3\b", sql)) for sql in reading_drafts] == [True]


def test_errors_of_one_report_take_as_many_queries_as_those_of_a_full_page(uploader, batch):
    add(batch, 1, tables=WRONG)
    opened(uploader, "errors", "")
    _, of_one = opened(uploader, "errors", "")
    add(batch, bulk.SHOWN - 1, tables=WRONG)
    words, of_all = opened(uploader, "errors", "")
    assert (len(files(words)), len(of_all)) == (bulk.SHOWN, len(of_one))


@pytest.mark.parametrize(
    ("page", "printed", "of_batch"),
    [
        ("errors", {"tables": WRONG}, [["1.pdf", "2.pdf", "3.pdf"], ["4.pdf"]]),
        ("unstated", {"year": None}, [["1.pdf", "2.pdf", "3.pdf"], ["4.pdf"]]),
    ],
    ids=["errors", "unstated"],
)
def test_pages_lead_from_one_to_the_next_in_the_order_of_the_batch(
    uploader, batch, short_pages, page, printed, of_batch
):
    add(batch, 1)
    add(batch, 4, **printed)
    add(batch, 1)
    add(Batch.objects.create(), 1, **printed)
    first, _ = opened(uploader, page, f"?batch={batch.pk}")
    second, _ = opened(uploader, page, f"?batch={batch.pk}&page=2")
    assert [files(first), files(second)] == of_batch
    assert f'rel="next" href="?batch={batch.pk}&amp;page=2"' in first
    assert f'rel="prev" href="?batch={batch.pk}&amp;page=1"' in second
    assert "4 份" in first
    assert files(opened(uploader, page, "")[0]) == ["3.pdf", "4.pdf", "6.pdf"]


def test_a_draft_is_listed_until_each_of_its_errors_is_confirmed_as_it_stands(uploader, batch):
    add(batch, 1, tables=WRONG)
    report = Report.objects.get()
    first, second = actions.open_errors(report)
    Acknowledgement.objects.create(report=report, place=first.place, gap="another", reason="差的是别的数")
    assert files(opened(uploader, "errors", "")[0]) == ["0.pdf"]
    actions.acknowledge_finding(finding=first, reason="原件如此", by=None)
    assert files(opened(uploader, "errors", "")[0]) == ["0.pdf"]
    actions.acknowledge_finding(finding=second, reason="原件如此", by=None)
    assert files(opened(uploader, "errors", "")[0]) == []


@pytest.mark.parametrize(
    "lacking", [{"department": None}, {"year": None}, {"scope": None}, {"scope": "unit", "department": None}], ids=str
)
def test_the_list_holds_exactly_what_lacks_something(uploader, batch, lacking):
    add(batch, 1)
    add(batch, 1, **lacking)
    lacks = [bool(actions.missing_of(report)) for report in Report.objects.order_by("pk")]
    assert (lacks, files(opened(uploader, "unstated", "")[0])) == ([False, True], ["1.pdf"])
