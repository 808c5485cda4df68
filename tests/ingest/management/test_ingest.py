"""`manage.py ingest`: one line per file, a summary, exit 1 when any failed, safe to repeat."""

import io
import re
import shutil

import pytest
from django.core.management import CommandError, call_command

from budgets.models import Report, SourceFile
from tests.conftest import ROOT
from tests.ingest import hostile

pytestmark = pytest.mark.django_db
REPORTS = ROOT / "samples" / "reports"


@pytest.fixture
def folder(tmp_path, regions):
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(REPORTS / "示例市民政局-2024-部门预算.pdf", folder / "a.pdf")
    (folder / "notes.docx").write_bytes(b"left alone")
    return folder


def ingest(*arguments):
    out = io.StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out)
        status = 0
    except SystemExit as stop:
        status = stop.code
    return status, [re.sub(r" [\d.]+ s$", "", line) for line in out.getvalue().splitlines()]


def test_a_folder_goes_through_the_whole_pipeline(folder):
    assert ingest(folder, "--publish") == (
        0,
        ["[████████████████████] 1/1 已公布 a.pdf 示例市民政局 2024 部门预算", "合计：已公布 1"],
    )
    assert Report.published.get().tables.filter(kind="expenditure").exists()


def test_without_publish_it_stops_at_the_draft(folder):
    assert ingest(folder)[1][-1] == "合计：草稿 1"
    assert Report.published.count() == 0


def test_it_is_safe_to_repeat(folder):
    ingest(folder, "--publish")
    assert ingest(folder, "--publish") == (
        0,
        ["[████████████████████] 1/1 已公布 a.pdf 示例市民政局 2024 部门预算（已收录过）", "合计：已公布 1"],
    )
    assert (Report.objects.count(), SourceFile.objects.count()) == (1, 1)


def test_a_failing_file_is_named_and_the_others_go_on(folder):
    (folder / "b.pdf").write_bytes(hostile.FILES["a ZIP"]())
    status, lines = ingest(folder, "--publish")
    assert status == 1
    assert lines[1:] == [
        "[████████████████████] 2/2 失败 b.pdf 这是压缩包，请解压后上传里面的 PDF。",
        "合计：已公布 1，失败 1",
    ]


def test_the_manifest_states_kind_and_address(folder):
    manifest = folder / "manifest.csv"
    manifest.write_text("file,kind,official_url\na.pdf,reproduction,https://example.org/a.pdf\n", encoding="utf-8")
    ingest(folder, "--manifest", manifest)
    report = Report.objects.get()
    assert (report.source.kind, report.official_url) == ("reproduction", "https://example.org/a.pdf")


def test_the_manifest_names_a_file_by_the_end_of_its_path(folder, tmp_path):
    manifest = tmp_path / "elsewhere.csv"
    manifest.write_text(
        "file,official_url\na.pdf,https://example.org/other.pdf\nreports/a.pdf,https://example.org/a.pdf\n",
        encoding="utf-8",
    )
    ingest(folder, "--manifest", manifest)
    assert Report.objects.get().official_url == "https://example.org/a.pdf"


def test_a_path_without_reports_is_said(tmp_path):
    with pytest.raises(CommandError, match="没有找到 PDF、TXT 或 HTML 文件"):
        ingest(tmp_path)
