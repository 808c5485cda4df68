"""A table is missed where the report's own numbers or contents say that it is there, and not otherwise."""

import pytest

from budgets.vocabulary import TABLE_KINDS
from ingest.parser.completeness import contents_of, missing_tables
from ingest.parser.report import Table
from ingest.reading.page import Document, Line, Page

LAST = "十三、2024年项目支出预算表（上年结转）........16"


def tables(*without):
    return [Table(k.id, k.name, "万元", number=k.number) for k in TABLE_KINDS if k.number not in without]


def contents(*entries):
    return contents_of(Document("pdf", (Page(2, 595, 842, tuple(Line(text) for text in ("目  录", *entries))),)))


@pytest.mark.parametrize(
    ("without", "listed", "missed"),
    [
        ((), (), []),
        ((13,), (), []),
        ((13,), (LAST,), ["carryover_projects"]),
        ((11,), (), ["operating"]),
        ((7, 13), (), ["fund_revenue"]),
    ],
)
def test_a_table_is_missed_where_the_report_says_that_it_is_there(without, listed, missed):
    assert [finding.table for finding in missing_tables(tables(*without), contents(*listed))] == missed


def test_a_report_with_numbers_of_its_own_misses_none():
    own = [Table(k.id, k.name, "万元", number=n) for n, k in enumerate(TABLE_KINDS[3:], 1)]
    assert list(missing_tables(own, contents(LAST))) == []
