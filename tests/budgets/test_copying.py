"""Which columns the database may write itself."""

from decimal import Decimal

import pytest

from budgets import copying
from budgets.tables.columns import AmountColumn, PublicColumn, ShareColumn


class OwnText(AmountColumn):
    def text(self, data: Decimal | None) -> str:
        return f"¥{data}"


class OwnBoth(OwnText):
    def in_sql(self, path: str) -> None:
        return None


@pytest.mark.parametrize(
    ("column", "says"),
    [(PublicColumn, True), (AmountColumn, True), (ShareColumn, False), (OwnText, False), (OwnBoth, True)],
)
def test_a_column_with_a_text_of_its_own_needs_its_own_sql(column, says):
    assert copying.says_in_sql(column("栏")) is says
