"""Right reports broken at random places in each way that is known: how many of the breaks are found, where they are."""

from collections import defaultdict
from decimal import Decimal

import pytest

from ingest.checks import check_report
from ingest.parser import parse_report
from tests.ingest.checks.breaking import breakings

ROUNDING = Decimal("0.06")  # what the printed parts beside the broken figure may add to a gap
NAMES = ("000", "001", "002", "003", "004")
# of the breaks of the five seeds, the least share to be found in the right table; all that a cell of a table can show
LEAST = defaultdict(lambda: 1.0, {"a narrative amount": 0.85, "a percentage": 0.9, "a row left out: row": 0.9})


@pytest.fixture
def text(shared):
    """Reads one of the five from its extracted text."""
    return lambda name: parse_report((shared / "corpus" / "seeds" / f"{name}.txt").read_bytes())


def failures(report):
    return {(f.place, f.gap): f for f in check_report(report) if f.outcome == "failed"}


def tables_of(finding):
    sides = [side for side in (finding.left, finding.right) if side]
    return {finding.table} | {part.table for side in sides for part in (side, *side.parts)}


def is_found(broken, known):
    new = [finding for key, finding in failures(broken.report).items() if key not in known]
    return any(broken.table is None or broken.table in tables_of(finding) for finding in new)


def is_measured(broken, known):
    """Whether a new failure names the right table and the amount by which it was broken."""
    new = [finding for key, finding in failures(broken.report).items() if key not in known]
    return any(
        broken.table in tables_of(finding) and finding.gap and abs(Decimal(finding.gap) - broken.gap) <= ROUNDING
        for finding in new
    )


def missed(reports, seed, each, holds=is_found):
    """By way of breaking: how many there were, and those that weren't found."""
    tried, lost = defaultdict(int), defaultdict(list)
    for name, report in reports.items():
        known = failures(report)
        for broken in breakings(report, seed, each):
            tried[broken.what] += 1
            if not holds(broken, known):
                lost[broken.what].append(f"{name} {broken.about}")
    return tried, lost


def too_many(tried, lost):
    return {what: lost[what] for what in tried if 1 - len(lost[what]) / tried[what] < LEAST[what]}


def test_breaks_of_one_report_are_found(text):
    tried, lost = missed({"001": text("001")}, seed=1, each=3)
    assert len(tried) >= 9
    assert too_many(tried, lost) == {}


def test_a_digit_is_found_with_the_amount_by_which_it_is_wrong(text):
    report = text("004")
    known = failures(report)
    digits = [broken for broken in breakings(report, 5, 4) if broken.what.startswith("a digit")]
    assert [broken.about for broken in digits if not is_measured(broken, known)] == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_breaks_of_all_five_are_found(text, seed):
    assert too_many(*missed({name: text(name) for name in NAMES}, seed, each=8)) == {}
