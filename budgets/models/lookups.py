"""What Django's own lookups and functions lack.

`name__has_word`: the word stands anywhere in the text, upper or lower case, also one of two Chinese characters.

On PostgreSQL an index of single characters and pairs (migration 0006) finds it, and LIKE confirms what the index gives;
trigrams would need three characters. SQLite reads the rows. `JSONLength("cells")`: how many elements a JSON array has.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func, IntegerField, TextField
from django.db.models.lookups import IContains


@CharField.register_lookup
@TextField.register_lookup
class HasWord(IContains):
    lookup_name = "has_word"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return IContains(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        confirmed, confirming = self.as_sql(compiler, connection)
        pairs = f"budgets_grams({column}) @> budgets_word_grams(%s)"
        if len(str(self.rhs)) <= 2:  # then a pair, or a character, is the word itself
            return pairs, (*given, str(self.rhs))
        return f"({pairs} AND {confirmed})", (*given, str(self.rhs), *confirming)


class JSONLength(Func):
    function = "json_array_length"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, function="jsonb_array_length")
