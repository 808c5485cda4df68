"""Bulk packages as they are served: resumable, never a withdrawn report, never half of one."""

import hashlib
import io
import zipfile

import pytest
from django.utils import timezone

from budgets.models import Report
from budgets.packages import building, due, store
from budgets.packages.wanted import wanted
from tests.budgets import factories

pytestmark = pytest.mark.django_db
ALL = "/data/all.zip"


@pytest.fixture
def report():
    return factories.report_with_tables()


@pytest.fixture
def built(report):
    with store.only_builder():
        everything = building.build(wanted()[0])
        store.enter([everything])
        return everything


def body(response):
    return b"".join(response)


def test_the_whole_file_with_its_size_and_digest(client, built):
    response = client.get(ALL)
    content = body(response)
    assert hashlib.sha256(content).hexdigest() == built.sha256
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert {name: response[name] for name in ("Content-Type", "Content-Length", "ETag", "Accept-Ranges")} == {
        "Content-Type": "application/zip",
        "Content-Length": str(built.size),
        "ETag": f'"{built.sha256}"',
        "Accept-Ranges": "bytes",
    }
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=0-0", 0, 1), ("bytes=100-", 100, None), ("bytes=-50", -50, None)],
    ids=["the beginning", "one byte", "the rest", "the end"],
)
def test_a_part_of_it(client, built, asked, start, end):
    whole = built.path.read_bytes()
    response = client.get(ALL, headers={"Range": asked})
    part = whole[start:end]
    first = len(whole) + start if start < 0 else start
    assert response.status_code == 206
    assert body(response) == part
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"
    assert response["Content-Length"] == str(len(part))


def test_a_broken_download_goes_on_where_it_stopped(client, built):
    begun = body(client.get(ALL, headers={"Range": "bytes=0-999"}))
    rest = client.get(ALL, headers={"Range": "bytes=1000-", "If-Range": built.etag})
    assert rest.status_code == 206
    assert hashlib.sha256(begun + body(rest)).hexdigest() == built.sha256


def test_a_newer_version_is_not_glued_to_an_older_one(client, built):
    response = client.get(ALL, headers={"Range": "bytes=1000-", "If-Range": '"another"'})
    assert response.status_code == 200
    assert len(body(response)) == built.size


def test_a_range_beyond_the_end_is_refused(client, built):
    response = client.get(ALL, headers={"Range": f"bytes={built.size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{built.size}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=0-1,5-9", "bytes=-", "rows=0-1", "bytes=a-b", "bytes=" + "9" * 40]
)
def test_a_range_that_is_none_gets_the_whole_file(client, built, asked):
    response = client.get(ALL, headers={"Range": asked})
    assert response.status_code == 200
    assert len(body(response)) == built.size


def test_whoever_has_it_gets_nothing_again(client, built):
    assert client.get(ALL, headers={"If-None-Match": built.etag}).status_code == 304
    assert client.get(ALL, headers={"If-None-Match": f'"x", W/{built.etag}'}).status_code == 304


def test_a_withdrawn_report_is_gone_at_once_and_the_next_package_is_without_it(client, built, report):
    due.build_due()
    factories.report_with_tables(year=2023)
    assert client.get(f"/data/report-{report.public_id}.zip").status_code == 200
    Report.objects.filter(pk=report.pk).update(status="withdrawn", ended_at=timezone.now())
    response = client.get(ALL)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert client.get(f"/data/report-{report.public_id}.zip").status_code == 404
    assert client.get("/data/region-141100-2024.zip").status_code == 404
    due.build_due()
    content = body(client.get(ALL))
    assert report.public_id.encode() not in zipfile.ZipFile(io.BytesIO(content)).read("data/lines.csv")
    assert not list(store.folder().glob(f"report-{report.public_id}*"))


def test_a_build_that_fails_leaves_the_former_package(client, built, report, monkeypatch):
    factories.report_with_tables(year=2023)

    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(building, "readme", broken)
    with pytest.raises(OSError, match="disk full"):
        due.build_due(at_once=True)
    assert hashlib.sha256(body(client.get(ALL))).hexdigest() == built.sha256
    assert sorted(path.name for path in store.folder().iterdir() if "building" in path.name) == []


def test_a_build_that_is_ended_keeps_what_is_finished_and_the_rest_stays_due(built, report):
    factories.report_with_tables(year=2023)
    one_more = len(store.index()) + 1

    def go_on():
        if len(list(store.folder().glob("*.zip"))) == one_more:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        due.build_due(go_on=go_on)
    assert (len(store.index()), len(list(store.folder().glob("*.zip")))) == (one_more, one_more)
    assert list(store.folder().glob("building-*")) == []
    assert len(due.build_due()) == 3  # of the four: two reports and their years


def test_what_a_killed_build_left_is_removed(built):
    left = store.folder() / "building-abc"
    left.mkdir()
    (left / "package.zip").write_bytes(b"PK")
    due.build_due()
    assert not left.exists()
    assert store.current("all") == built


def test_only_one_builds_at_a_time(built):
    factories.report_with_tables(year=2023)
    with store.only_builder() as is_mine:
        assert is_mine
        assert due.build_due(at_once=True) == []
    assert "region-141100-2023" in due.build_due(at_once=True)


def test_what_has_not_changed_is_not_built_again(built, report):
    assert len(due.build_due()) == 2  # the region's year and the report
    assert due.build_due() == []
    factories.report_with_tables(year=2023)
    assert sorted(due.build_due()) == sorted(
        ["region-141100-2023", f"report-{Report.published.get(year=2023).public_id}"]
    )  # everything rests for ten minutes
    assert due.build_due(at_once=True) == ["all"]


def test_no_such_package(client, built):
    for name in ("report-nosuchone", "region-141100-1999", "region-999999-2024", "all-1", "index"):
        assert client.get(f"/data/{name}.zip").status_code == 404


def test_a_draft_has_none(client):
    draft = factories.report(status="draft", version=None)
    due.build_due()
    assert store.index() == {}
    assert client.get(f"/data/report-{draft.public_id}.zip").status_code == 404
    assert client.get(ALL).status_code == 404
