"""The text of a cell in a CSV file where it needs more than its value: for Python, and the same for PostgreSQL.

What comes from the database is NULL in place of an empty text: COPY writes "" for an empty text, nothing for NULL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Case, Expression, F, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast, NullIf
from django.db.models.lookups import Exact, In, Regex

NUMBER = re.compile(r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?\Z")  # read alike by Python and PostgreSQL
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """With a leading apostrophe where a spreadsheet would run it as a formula."""
    if cell.startswith(FORMULA_STARTS) and not NUMBER.match(cell):
        return f"'{cell}"
    return cell


def guarded_in_sql(path: str) -> Expression:
    first = Func(F(path), function="ASCII", output_field=IntegerField())
    runs = Q(In(first, [ord(start) for start in FORMULA_STARTS])) & ~Q(Regex(F(path), NUMBER.pattern))
    return Case(
        When(runs, then=joined_in_sql(Value("'"), F(path))),
        default=NullIf(F(path), Value("")),
        output_field=TextField(),
    )


def joined_in_sql(*parts: F | Value) -> Expression:
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=TextField())


def word_in_sql(path: str, choices: Mapping[str, str]) -> Expression:
    cases = [When(Exact(F(path), key), then=Value(word)) for key, word in choices.items()]
    return Case(*cases, default=NullIf(F(path), Value("")), output_field=TextField())


def yes_or_no_in_sql(path: str, choices: Mapping[bool, str]) -> Expression:
    cases = [When(Exact(F(path), key), then=Value(word)) for key, word in choices.items()]
    return Case(*cases, output_field=TextField())


def json_in_sql(path: str) -> Expression:
    """As stored: budgets/models/fields.py writes what a CSV file shows."""
    return NullIf(Cast(F(path), TextField()), Value("{}"), output_field=TextField())


def wan_in_sql(path: str) -> Expression:
    """Yuan as 万元, exact with at least two decimals. NULL stays NULL."""
    return Func(F(path), template="TRIM_SCALE(%(expressions)s * 0.0001) + 0.00", output_field=TextField())


def trimmed_in_sql(path: str) -> Expression:
    return Func(F(path), function="TRIM_SCALE", output_field=TextField())
