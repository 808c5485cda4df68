"""The manifest lists exactly the PDFs that are there."""

import csv

from samples.catalogue import COLUMNS, MANIFEST, REPORTS, SAMPLES, write_manifest

KILOBYTE = 1024


def rows():
    with MANIFEST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_pdf_is_listed_once_and_every_listed_file_is_there():
    listed = [row["file"] for row in rows()]
    present = [path.relative_to(SAMPLES).as_posix() for path in REPORTS.glob("*.pdf")]
    assert sorted(listed) == sorted(present)


def test_the_manifest_is_what_the_facts_give(tmp_path):
    write_manifest(tmp_path / "manifest.csv")
    assert (tmp_path / "manifest.csv").read_text("utf-8") == MANIFEST.read_text("utf-8")


def test_a_unit_report_names_its_department_and_its_unit():
    row = next(row for row in rows() if "示例市第一中学-2025" in row["file"])
    assert row == {
        **dict.fromkeys(COLUMNS, ""),
        "file": "reports/示例市第一中学-2025-单位预算.pdf",
        "department": "示例市教育局",
        "unit": "示例市第一中学",
        "year": "2025",
        "scope": "unit",
        "region": "999900",
        "kind": "reproduction",
    }


def test_the_fictional_city_has_a_region_code_that_no_real_place_has():
    assert {row["region"] for row in rows() if "示例市" in row["department"]} == {"999900"}
    assert {row["region"] for row in rows() if "示例市" not in row["department"]} == {"141100", "140405", "140500"}


def test_no_sample_passes_for_a_file_that_a_department_published():
    assert {row["kind"] for row in rows()} == {"reproduction"}


def test_the_files_stay_small():
    sizes = {path.name: path.stat().st_size for path in REPORTS.glob("*.pdf")}
    assert all(size < 150 * KILOBYTE for name, size in sizes.items() if name.startswith("示例市"))
    assert all(size < 500 * KILOBYTE for size in sizes.values())
    assert sum(sizes.values()) < 12 * KILOBYTE * KILOBYTE
