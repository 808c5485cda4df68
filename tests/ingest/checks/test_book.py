"""What many checks ask of a report is looked for once."""

from dataclasses import replace

import pytest

from ingest.checks.balances import grand_total
from ingest.checks.book import Book, found_once
from ingest.checks.changes import find_changes
from ingest.parser.report import Row, Table
from tests.ingest.checks.reports import good_report


@pytest.fixture
def book():
    return Book(good_report())


def test_a_cell_is_the_same_for_every_check_that_asks_for_it(book):
    sheet = book.sheet("expenditure")
    first, second = sheet.rows[:2]
    assert sheet.cell(first, "total") is sheet.cell(first, "total")
    assert sheet.cell(first, "total") != sheet.cell(first, "basic")
    assert sheet.cell(first, "total") != sheet.cell(second, "total")


def test_two_rows_printed_alike_have_cells_of_their_own():
    rows = (Row({"name": "合计", "total": "1.00"}, page=3), Row({"name": "合计", "total": "1.00"}, page=4))
    book = Book(replace(good_report(), tables=(Table("expenditure", "支出总表", "万元", rows=rows),)))
    sheet = book.sheet("expenditure")
    assert [sheet.cell(row, "total").page for row in sheet.rows] == [3, 4]
    assert sheet.named == {"合计": [*rows]}


def test_what_is_asked_of_a_book_is_found_once_for_each_question():
    asked = []

    @found_once
    def find(book, what):
        asked.append(what)
        return what

    book, other = Book(good_report()), Book(good_report())
    assert [find(book, "甲"), find(book, "甲"), find(book, "乙"), find(other, "甲")] == ["甲", "甲", "乙", "甲"]
    assert asked == ["甲", "乙", "甲"]


def test_the_two_sides_of_a_table_have_grand_totals_of_their_own(book):
    balance = book.sheet("balance")
    assert [grand_total(balance, side).values["item"] for side in ("revenue", "expenditure")] == [
        "收入总计",
        "支出总计",
    ]


def test_changes_are_looked_for_once(book):
    assert find_changes(book)
    assert find_changes(book) is find_changes(book)
