"""The COPY against which a CSV file is measured sends the file's own rows."""

import csv
import io

import pytest
from django.db import connection

from bench.exports import FILE, copied_rows, copy_of_file, rows_of_file
from budgets.datasets import DATASET
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db

AS_STORED = ("region_code", "department", "year", "table", "position", "code", "name", "page", "public_id", "sha256")


@pytest.fixture
def lines():
    rows = [
        {"name": "合计", "total": "30.00"},
        {"code": "201", "name": "一般公共服务支出", "total": "30.00"},
        {"code": "20106", "name": "财政事务,含预备", "total": None},
    ]
    for year in (2023, 2024):
        make.table(make.report(year=year), "expenditure", rows)


def columns(rows):
    places = [number for number, column in enumerate(DATASET["lines"].columns) if column.key in AS_STORED]
    return [[row[place] for place in places] for row in rows]


def test_copy_sends_the_file_s_rows_and_columns(lines, client):
    with connection.cursor() as cursor, cursor.copy(*copy_of_file(10)) as copy:
        copied = list(csv.reader(io.StringIO(b"".join(map(bytes, copy)).decode())))
    heading, *sent = csv.reader(io.StringIO(client.get(FILE).getvalue().decode()))

    assert columns(copied) == columns(sent)
    assert len(copied) == 6
    assert {len(row) for row in copied} == {len(heading)}


def test_no_more_rows_are_copied_than_wanted(lines):
    assert [copied_rows(most)[0] for most in (4, 10)] == [4, 6]
    assert len(rows_of_file(4)) == 4
