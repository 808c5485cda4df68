"""The tolerance is half of each printed step, each in its own unit, and nothing more."""

import pytest

from ingest.checks.comparing import Cell, closest, compare, first_that_holds, one, total_of


def cell(text, unit="万元", **more):
    return Cell("数", text, unit, "expenditure", "合计", "total", 3, **more)


def outcome(left, *parts):
    finding = compare("classes-add-up", one(left), total_of("各类之和", parts))
    return finding and (finding.outcome, finding.gap, finding.tolerance)


@pytest.mark.parametrize(
    ("left", "parts", "expected"),
    [
        # (n + 1) steps halved: two parts of one cent each beside the total
        ("42.29", ["28.94", "13.36"], ("passed", "0.01", "0.015")),
        ("42.28", ["28.94", "13.36"], ("failed", "0.02", "0.015")),
        ("42.28", ["28.94", "10.00", "3.36"], ("passed", "0.02", "0.02")),
        # six decimals tolerate millionths only
        ("40.770000", ["17.100000", "23.670001"], ("passed", "0.000001", "0.0000015")),
        ("40.770000", ["17.100000", "23.670002"], ("failed", "0.000002", "0.0000015")),
        # whole numbers may each be off by a half
        ("1361", ["1360.60"], ("passed", "0.40", "0.505")),
        # a printed 0 takes the finest step beside it; a blank cell is no number and adds no tolerance
        ("100.03", ["100.00", "0"], ("failed", "0.03", "0.015")),
        ("100.00", ["100.00", None], ("passed", "0.00", "0.01")),
        ("1,000.00", ["1000.00"], ("passed", "0.00", "0.01")),
        ("-5.00", ["-2.00", "-3.00"], ("passed", "0.00", "0.015")),
    ],
)
def test_sums_may_be_off_by_their_rounding(left, parts, expected):
    assert outcome(cell(left), *map(cell, parts)) == expected


@pytest.mark.parametrize(("yuan", "expected"), [("980850.00", "passed"), ("980850.02", "failed")])
def test_a_form_in_yuan_against_a_table_in_ten_thousands_may_be_off_by_fifty(yuan, expected):
    assert outcome(cell(yuan, "元"), cell("98.08"))[0] == expected


def test_the_gap_is_given_in_the_unit_of_the_left_side():
    assert outcome(cell("980900", "元"), cell("98.08")) == ("failed", "100", "50.50")


def test_two_blank_sides_are_nothing_to_check():
    assert outcome(cell(None), cell(None)) is None


def test_a_blank_total_is_skipped_and_zero_beside_blank_passes():
    assert outcome(cell(None), cell("5.00"))[0] == "skipped"
    assert outcome(cell("0"), cell(None))[0] == "passed"


def test_a_difference_that_a_doubtful_reading_may_have_made_is_skipped():
    doubtful = cell("42.00", doubt="列没有对上")
    finding = compare("classes-add-up", one(doubtful), one(cell("41.00")))
    assert (finding.outcome, finding.reason, finding.gap) == ("skipped", "列没有对上", "1.00")
    assert compare("classes-add-up", one(doubtful), one(cell("42.00"))).outcome == "passed"


def test_at_most_lets_the_left_be_smaller():
    below = compare("operating-within-public", one(cell("155.43")), one(cell("375.48")), at_most=True)
    above = compare("operating-within-public", one(cell("375.50")), one(cell("375.48")), at_most=True)
    assert [(f.outcome, f.gap) for f in (below, above)] == [("passed", "0.00"), ("failed", "0.02")]


def against(*texts, compared):
    """42.00 held against each amount; `compared` notes which were."""
    for text in texts:
        compared.append(text)
        yield text and compare("classes-add-up", one(cell("42.00")), one(cell(text)))


@pytest.mark.parametrize(
    ("texts", "gap", "compared"),
    [
        (["41.00", "42.00", "42.01"], "0.00", ["41.00", "42.00"]),  # nothing is closer than one without a gap
        (["42.01", "42.00"], "0.00", ["42.01", "42.00"]),
        (["40.00", None, "41.00", "44.00"], "1.00", ["40.00", None, "41.00", "44.00"]),
    ],
)
def test_of_several_bases_the_closest_counts_and_none_is_compared_after_one_without_a_gap(texts, gap, compared):
    tried = []
    assert closest(against(*texts, compared=tried)).gap == gap
    assert tried == compared


@pytest.mark.parametrize(
    ("texts", "gap", "compared"),
    [
        (["41.00", "42.01", "42.00"], "0.01", ["41.00", "42.01"]),
        ([None, "40.00", "41.00"], "2.00", [None, "40.00", "41.00"]),
    ],
)
def test_the_first_that_holds_counts_else_the_first_and_none_is_compared_after_one_that_holds(texts, gap, compared):
    tried = []
    assert first_that_holds(against(*texts, compared=tried)).gap == gap
    assert tried == compared


def test_without_anything_compared_nothing_is_closest_or_holds():
    assert (closest([None]), first_that_holds([])) == (None, None)
