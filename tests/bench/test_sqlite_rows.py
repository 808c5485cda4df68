"""The portal's rows in SQLite, for Datasette."""

import sqlite3
from contextlib import closing

from bench.sqlite_rows import places_with_rows, store

FILE = (
    "项目名称,地区代码,年度,合计（万元）\r\n",
    "培训,980101,2024,12.5\r\n",
    "设备,980101,2024,\r\n",
    '"宣传,大屏",980102,2025,3\r\n',
)


def test_every_row_is_there_with_numbers_as_numbers_and_blanks_as_nothing(tmp_path):
    path = tmp_path / "rows.db"

    assert store(path, FILE) == 3
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT * FROM projects ORDER BY id").fetchall() == [
            (1, "培训", "980101", 2024, 12.5),
            (2, "设备", "980101", 2024, None),
            (3, "宣传,大屏", "980102", 2025, 3),
        ]


def test_places_are_those_with_a_full_page(tmp_path):
    path = tmp_path / "rows.db"
    store(path, FILE)

    assert places_with_rows(path, 2) == [("980101", 2024)]
    assert places_with_rows(path, 1) == [("980101", 2024), ("980102", 2025)]
