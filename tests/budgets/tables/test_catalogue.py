"""One declaration gives the page, the file and the dictionary: what stands in a file is described."""

import pytest

from budgets.tables.catalogue import CATALOGUE
from budgets.tables.printed import PRINTED
from budgets.vocabulary import TABLE_KINDS
from tests.budgets import factories as make


def test_every_kind_of_table_is_in_the_dictionary():
    assert [entry.id for entry in CATALOGUE if entry.id in PRINTED] == [kind.id for kind in TABLE_KINDS]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
def test_headings_of_a_file_are_unique_and_have_a_type(entry):
    headings = [heading for heading, _, _ in entry.columns]

    assert len(headings) == len(set(headings))
    assert all(kind for _, kind, _ in entry.columns)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", TABLE_KINDS, ids=lambda kind: kind.id)
def test_a_file_always_has_its_kind_s_own_columns_each_described(client, kind):
    report = make.report()
    make.table(report, kind.id)

    response = client.get(f"/departments/{report.department_id}/2024/{kind.id}.csv?bom=0")

    heading = b"".join(response.streaming_content).decode().strip().split(",")
    described = [heading for heading, _, _ in next(e for e in CATALOGUE if e.id == kind.id).columns]
    assert len(heading) == 7 + len(kind.keys) + len(kind.measures) + 9
    assert set(heading) <= set(described)
