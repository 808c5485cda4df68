"""A ZIP is taken apart without trusting it."""

import io
import zipfile

import pytest

from ingest.archives import ArchiveLimits, entries, is_zip_of_files
from ingest.parser.report import Refused
from tests.ingest import hostile


def zipped(*files):
    """(name or ZipInfo, content) each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(data, **limits):
    """Name → content, or the reason why not."""
    found = {}
    for entry in entries(io.BytesIO(data), ArchiveLimits(**limits)):
        found[entry.name] = entry.content.read() if entry.content else entry.refusal
        if entry.content:
            entry.content.close()
    return found


def gbk_named(name, content):
    """As Windows packs it: the name in GBK, no mark that says so."""
    info = zipfile.ZipInfo("a" * len(name.encode("gb18030")))
    data = zipped((info, content))
    return data.replace(info.filename.encode(), name.encode("gb18030"))


def link(name, target):
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info, target


def test_folders_and_what_systems_leave_behind_are_passed_over():
    data = zipped(("一/", b""), ("一/a.pdf", b"A"), ("b.TXT", b"B"), ("__MACOSX/._a.pdf", b"x"), ("一/.DS_Store", b"x"))
    assert unpacked(data) == {"一/a.pdf": b"A", "b.TXT": b"B"}


def test_names_packed_in_gbk_come_out_right():
    assert unpacked(gbk_named("民政局.pdf", b"A")) == {"民政局.pdf": b"A"}


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/a.pdf", "x/../../a.pdf", "C:/a.pdf", "..\\a.pdf"])
def test_a_path_that_climbs_out_is_refused(name):
    assert unpacked(zipped((name, b"A"))) == {name: "压缩包里的路径指向包外，不安全，没有解开。"}


def test_a_link_is_refused():
    assert unpacked(zipped(link("a.pdf", "/etc/passwd"))) == {"a.pdf": "这是一个链接，不是文件，没有解开。"}


def test_an_encrypted_file_is_refused():
    data = bytearray(zipped(("a.pdf", b"A")))
    data[6] |= 1  # in the file's own head
    data[data.rfind(b"PK\x01\x02") + 8] |= 1  # and in the list of contents
    assert unpacked(bytes(data)) == {"a.pdf": "压缩包加了密码，请解开后上传。"}


def test_a_bomb_is_refused_unopened():
    assert unpacked(zipped(("a.pdf", bytes(10_000_000)))) == {
        "a.pdf": "这个文件压缩得异常厉害，可能是恶意文件，没有解开。"
    }


def test_a_file_larger_than_it_says_is_refused():
    data = bytearray(zipped(("a.pdf", bytes(range(256)) * 4000)))
    listed = data.rfind(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (1000).to_bytes(4, "little")
    assert unpacked(bytes(data)) == {"a.pdf": "压缩包里的这个文件已损坏（BadZipFile），请单独上传。"}


def test_one_file_too_large_is_refused_alone():
    assert unpacked(zipped(("a.pdf", bytes(3 << 20)), ("b.pdf", b"B")), entry_bytes=1 << 20) == {
        "a.pdf": "文件太大，上限是 1 MB。",
        "b.pdf": b"B",
    }


@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        (
            zipped(*((f"{n}.pdf", b"") for n in range(10_000))),
            {},
            "压缩包里的文件太多，一次最多 500 个，请分几包上传。",
        ),
        (zipped(*((f"{n}.pdf", b"") for n in range(6))), {"entries": 5}, "压缩包里的文件太多，一次最多 5 个"),
        (zipped(("a.pdf", bytes(1 << 20)), ("b.pdf", bytes(1 << 20))), {"total_bytes": 1 << 20}, "压缩包解开后太大"),
        (zipped(), {}, "压缩包是空的。"),
        (zipped(("a.pdf", b"A"))[:-30], {}, "压缩包已损坏或不完整"),
    ],
    ids=["ten thousand files", "more files than the limit", "too large unpacked", "empty", "cut off"],
)
def test_an_archive_that_cannot_be_taken_is_refused_whole(data, limits, said):
    with pytest.raises(Refused, match=said):
        unpacked(data, **limits)


def test_an_office_document_is_no_archive():
    assert is_zip_of_files(io.BytesIO(zipped(("a.pdf", b"A"))))
    assert not is_zip_of_files(io.BytesIO(hostile.FILES["a Word file"]()))
    assert not is_zip_of_files(io.BytesIO(b"%PDF-1.4"))
