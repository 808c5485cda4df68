"""Target forms side by side: years beside each other, whole period beside the year."""

import pytest

from budgets import targets
from budgets.models import Indicator, Target
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def form(year, *indicators, **given):
    target = Target.objects.create(report=make.report(year=year), position=1, name="考务费", **given)
    for position, (scope, name, value) in enumerate(indicators, start=1):
        levels = {"level1": "产出指标", "level2": "数量指标", "level3": name}
        Indicator.objects.create(target=target, position=position, scope=scope, value=value, **levels)
    return target


def rows(*forms):
    columns = targets.indicator_columns(forms)
    return [(row.name, row.values) for row in targets.indicator_rows(columns)]


def test_the_same_indicator_of_two_years_stands_in_one_row():
    assert rows(form(2025, ("annual", "考试场次", "3次")), form(2024, ("annual", "考试场次", "2次"))) == [
        ("考试场次", ["3次", "2次"])
    ]


def test_an_indicator_that_a_year_has_not_got_leaves_a_gap_and_one_without_a_value_none():
    assert rows(form(2025, ("annual", "场次", None)), form(2024, ("annual", "人数", "9人"))) == [
        ("场次", ["", None]),
        ("人数", [None, "9人"]),
    ]


def test_the_halves_of_a_form_go_by_their_printed_lines_and_show_both_names():
    one = form(2025, ("implementation", "考试场次（次）", "9次"), ("annual", "考试场次", "3次"))

    assert rows(one) == [("考试场次（次） ／ 考试场次", ["9次", "3次"])]


def test_halves_of_unequal_length_go_by_name():
    one = form(2025, ("implementation", "场次", "9次"), ("implementation", "人数", "90人"), ("annual", "人数", "30人"))

    assert rows(one) == [("场次", ["9次", None]), ("人数", ["90人", "30人"])]


def test_funding_stands_by_source_and_half():
    one = form(2025, funding={"implementation": {"local": "900000", "total": "900000"}, "annual": {"total": "0"}})

    columns = targets.funding_columns([one])

    assert [(row.title, row.amounts) for row in targets.funding_rows(columns)] == [
        ("市县资金", [900_000, None]),
        ("资金总额", [900_000, 0]),
    ]


def test_years_that_say_the_same_are_said_once():
    forms = [form(2025, basis="按规定"), form(2024, basis="按规定"), form(2023, basis="按通知")]

    assert targets.words(forms) == [("立项依据", [("2025、2024 年", "按规定"), ("2023 年", "按通知")])]
