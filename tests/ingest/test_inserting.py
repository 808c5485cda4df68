from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from budgets.models import Line, ReportTable
from ingest.inserting import insert_rows

pytestmark = pytest.mark.django_db

AWKWARD = "制表\t换行\n反斜线\\N “引号” ' \" {花括号, 逗号}"


@pytest.fixture
def tables(draft):
    return [ReportTable.objects.create(report=draft, position=n, kind="other", slug=f"t{n}") for n in (8, 9)]


def rows_of(table):
    return [
        Line(table=table, position=1, name=AWKWARD, printed={"乙": AWKWARD, "甲": None}, box=[1.5, 2, 3, 4.0], level=0),
        Line(table=table, position=2, total="-12.30", change_percent="0.1250", is_total=True, extra={"": "\\N"}),
        Line(table=table, position=3, name="", code="205", confidence={"total": 0.5}, page=7),
        Line(
            table=table, position=4, name=205, page="7", level="1", total=12, basic=Decimal("-0.10"), box=["甲", None]
        ),
    ]


def test_rows_are_stored_as_one_insert_for_each_would_store_them(tables):
    one_by_one, together = tables
    for row in rows_of(one_by_one):
        row.save()
    insert_rows(rows_of(together))
    columns = [field.attname for field in Line._meta.fields if field.attname not in ("id", "table_id")]
    stored = [list(table.lines.values_list(*columns)) for table in tables]
    assert len(stored[0]) == 4
    assert stored[0] == stored[1]
    assert list(together.lines.first().printed) == ["乙", "甲"]


def test_no_rows_are_no_error(draft):
    insert_rows([])


def test_where_one_row_can_not_be_stored_none_is(tables):
    rows = [*rows_of(tables[0]), Line(table=tables[0], position=3)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(rows)
    assert not tables[0].lines.exists()
