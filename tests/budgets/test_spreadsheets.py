"""Spreadsheets: numbers as numbers, codes as text, one sheet a table, the heading frozen; as LibreOffice opens them."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from budgets import exports, spreadsheets
from budgets.exports import Sheet
from budgets.tables.columns import NumberColumn, PublicColumn
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
EVERY_SHEET = (
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"  # UTF-8, cells unformatted
)
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")
UTF_8 = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def opened(data: bytes, name: str, folder: Path, *options: str) -> dict[str, list[list[str]]]:
    """What LibreOffice makes of a file: each sheet's cells, by the sheet's name."""
    office = shutil.which("soffice")
    if office is None or not CALC.exists():
        pytest.skip("needs LibreOffice Calc")
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", *options, "--convert-to", EVERY_SHEET, "--outdir", str(folder / "out")]
    subprocess.run([*command, str(folder / name)], check=True, capture_output=True, timeout=120)
    found = {}
    for file in (folder / "out").glob("*.csv"):
        found[file.stem.partition("-")[2]] = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    return found


def comparable(cell: str) -> object:
    """A number by its value: a spreadsheet shows 380.00 as 380."""
    return Decimal(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


def table(text: str) -> list[list[object]]:
    return [[comparable(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def test_a_whole_report_opens_in_libreoffice_as_its_csv_files_say(client, tmp_path):
    report = make.report_with_tables()
    rows = [{"code": "0101", "name": "=1+1", "total": "-14.54"}, {"code": "2010601", "name": "+86 电话", "total": None}]
    make.table(report, "general_expenditure", rows)
    base = f"/departments/{report.department_id}/2024/"

    sheets = opened(body(client.get(f"{base}report.xlsx")), "report.xlsx", tmp_path)

    kinds = {
        "3 钱花到哪": "expenditure",
        "8 政府性基金支出": "fund_expenditure",
        "10 出国、用车、接待": "three_public",
        "12 专门办的事": "projects",
        "5 一般公共预算花到哪": "general_expenditure",
    }
    assert set(sheets) == {"说明", *kinds}
    for name, kind in kinds.items():
        expected = table(
            body(client.get(f"{base}{kind}.csv?bom=0")).decode().replace("'=1+1", "=1+1").replace("'+86", "+86")
        )
        assert [[comparable(cell) for cell in row] for row in sheets[name]] == expected, name
    assert ["来源 SHA-256", report.source.sha256] in sheets["说明"]


def test_a_csv_opens_in_libreoffice_without_a_broken_character_or_a_lost_zero(client, tmp_path):
    report = make.report()
    make.table(report, "expenditure", [{"code": "0101", "name": "=HYPERLINK()", "total": "-0.10", "basic": "0.00"}])

    data = body(client.get(f"/departments/{report.department_id}/2024/expenditure.csv"))
    ((heading, row),) = opened(data, "table.csv", tmp_path, UTF_8).values()

    cells = dict(zip(heading, row, strict=True))
    assert heading[0] == "部门"
    assert cells["科目名称"] == "'=HYPERLINK()"
    assert (cells["合计（万元）"], cells["基本支出（万元）"], cells["项目支出（万元）"]) == ("-0.1", "0", "")


def test_cells_have_their_kind_and_the_heading_stays(client):
    report = make.report_with_tables()

    book = zipfile.ZipFile(io.BytesIO(body(client.get(f"/departments/{report.department_id}/2024/expenditure.xlsx"))))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert 'state="frozen"' in sheet
    assert re.search(r'<c r="H3" s="\d+" t="inlineStr"><is><t>201</t></is></c>', sheet)
    assert re.search(r'<c r="J3" s="\d+"><v>1705.47</v></c>', sheet)
    assert 'formatCode="#,##0.00####"' in book.read("xl/styles.xml").decode()


def test_names_of_sheets_are_such_as_a_spreadsheet_takes():
    taken: set[str] = set()

    names = [spreadsheets.sheet_name(name, taken) for name in ("收入/支出[表]", "x" * 40, "X" * 40, "")]

    assert names == ["收入／支出【表】", "x" * 31, "X" * 28 + "（2）", "表"]


def test_more_rows_than_a_sheet_has_go_on_on_the_next(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    rows = [[n, "字" * n] for n in range(5)]
    sheet = Sheet("很多", ["数", "字"], [NumberColumn("数"), PublicColumn("字")], rows)

    book = zipfile.ZipFile(spreadsheets.written([("很多", sheet)]))

    sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)]
    assert [len(re.findall("<row ", text)) for text in sheets] == [3, 3, 2]
    assert re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode()) == [
        "很多",
        "很多（2）",
        "很多（3）",
    ]


def test_a_list_too_long_for_a_spreadsheet_is_refused_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_OF_A_SPREADSHEET", 1)
    make.report()
    assert client.get("/reports.xlsx").status_code == 200
    make.report(make.department("吕梁市教育局"))

    for address in ("/reports.xlsx", "/data/reports.xlsx"):
        response = client.get(address)
        assert response.status_code == 400
        assert "这里有 2 行，XLSX 最多给 1 行。请先筛选，或者下载 CSV。" in response.content.decode()
    assert client.get("/reports.csv").status_code == 200


def test_a_text_too_long_for_a_cell_says_so():
    assert spreadsheets.fitting("字" * 40_000).endswith("…（一格放不下，全文见 CSV）")
    assert len(spreadsheets.fitting("字" * 40_000)) == 32_767
