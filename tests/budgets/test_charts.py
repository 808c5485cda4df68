"""What a chart says beside its bars."""

from decimal import Decimal

from budgets import charts

SAYS = charts.Says("years", "全年预算", "万元", "预算收支总表")


def texts(years, **given):
    return charts.columns(SAYS, years, **given).settings["data"]["datasets"][0]["texts"]


def test_a_year_without_a_report_and_a_figure_that_was_not_read_are_two_things():
    years = [(2022, None, False), (2023, None, False), (2024, Decimal(20_235_300), False)]

    assert texts(years, gaps={2023: "没读到"}) == ["未收录", "没读到", "2,023.53"]


def test_small_figures_are_never_rounded_on_their_bars():
    assert texts([(2024, Decimal(175_000), False)], whole=True) == ["17.50"]
    assert texts([(2024, Decimal(20_235_300), False)], whole=True) == ["2,024"]


def test_the_table_beside_is_exact_and_tells_what_is_derived():
    chart = charts.columns(SAYS, [(2023, Decimal(19_153_500), True)], whole=True)

    assert chart.rows == (("2023 年", "1,915.35（推算）"),)
    assert chart.label == "柱图，万元：2023 年 1,915.35（推算）"
