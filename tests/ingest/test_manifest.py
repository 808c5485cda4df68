import pytest

from ingest.identity import Stated
from ingest.manifest import BadManifest, Entry, read_manifest


def manifest(tmp_path, text):
    path = tmp_path / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_manifest_states_what_files_do_not_print(tmp_path):
    path = manifest(
        tmp_path,
        "file,department,year,scope,region,kind,official_url\n"
        "北京/a.pdf,北京市示例局,2026,部门预算,110000,,https://example.org/a.pdf\nb.pdf,,,,,reproduction,\n",
    )
    assert read_manifest(path) == {
        "北京/a.pdf": Entry(
            Stated(department="北京市示例局", year=2026, scope="department", region="110000"),
            official_url="https://example.org/a.pdf",
        ),
        "b.pdf": Entry(Stated(), kind="reproduction"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,year\na.pdf,2024\n", "第一行要有 file 这一列"),
        ("file,year\na.pdf,24\n", "清单第 2 行：年度“24”不是年份。"),
        pytest.param(
            "file,year\na.pdf," + "9" * 5000 + "\n",
            "清单第 2 行：年度“" + "9" * 40 + "”不是年份。",
            id="a year of 5000 digits",
        ),
        ("file,scope\na.pdf,全市\n", "清单第 2 行：口径“全市”应是"),
        ("file,kind\na.pdf,copy\n", "清单第 2 行：kind“copy”应是 original 或 reproduction。"),
        ("", "第一行要有 file 这一列"),
    ],
)
def test_a_bad_manifest_says_where_it_is_wrong(tmp_path, text, message):
    with pytest.raises(BadManifest, match=message.replace("“", ".").replace("”", ".")):
        read_manifest(manifest(tmp_path, text))


def test_a_manifest_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_bytes("file,department\na.pdf,财政局\n".encode("gb18030"))
    with pytest.raises(BadManifest, match="不是 UTF-8"):
        read_manifest(path)
