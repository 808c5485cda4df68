"""What changed between two versions, cell by cell."""

import pytest

from budgets.differences import Difference, differences
from tests.ingest.conftest import expenditure, parsed, projects, regions, save

pytestmark = pytest.mark.django_db
__all__ = ["regions"]


def versions(first, second):
    return save(parsed(tables=first), data=b"%PDF-1.4 1"), save(parsed(tables=second), data=b"%PDF-1.4 2")


def test_a_changed_cell_is_told_with_both_pages(regions):
    assert differences(*versions([expenditure()], [expenditure(total="10.50")])) == [
        Difference("cell", "expenditure", "2024年预算支出总表", "合计", "合计", "10.00", "10.50", 6, 6)
    ]


def test_the_same_amount_printed_otherwise_is_no_change(regions):
    assert differences(*versions([expenditure()], [expenditure(total="10.0")])) == []


def test_rows_and_tables_that_come_and_go_are_told(regions):
    found = differences(*versions([expenditure(), projects("甲")], [projects("乙")]))
    assert [(d.what, d.slug, d.row) for d in found] == [
        ("row_added", "projects", "示例市教育局 乙"),
        ("row_removed", "projects", "示例市教育局 甲"),
        ("table_removed", "expenditure", None),
    ]
