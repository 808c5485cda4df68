"""What `make bench` prints."""

import pytest

from bench.figures import Figure, Tally


@pytest.mark.parametrize(
    ("value", "goal", "met"),
    [(25, "<=25", True), (25.1, "<=25", False), (0.4, ">=0.4", True), (0.39, ">=0.4", False), (1, "<1", False)],
)
def test_a_goal_is_a_bound(value, goal, met):
    assert Figure("any", value, goal).is_met is met


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (
            Figure("project search, two characters-large-p95", 24.9512, "<=25"),
            "project-search-two-characters-large-p95 25 <=25",
        ),
        (Figure("csv-rows", 1_000_000), "csv-rows 1000000 -"),
        (Figure("rows-per-second", 138_201.7), "rows-per-second 138202 -"),
        (Figure("ingest-outside-reading", 0.1934, "<=0.1"), "ingest-outside-reading 0.193 <=0.1"),
    ],
)
def test_a_figure_is_a_line_of_name_value_and_goal(figure, line):
    assert str(figure) == line


def test_a_part_that_breaks_gives_its_reason_and_the_others_go_on():
    said = []
    tally = Tally(said.append)

    def breaking():
        yield Figure("first", 1, "<=2")
        raise FileNotFoundError("locust is not\ninstalled")

    tally.take("crowd", breaking)
    tally.take("pages", lambda: [Figure("home-p95", 30, "<=25"), Figure("healthz-ms", 2.5)])
    tally.finish()

    assert said == [
        "first 1 <=2",
        "crowd - FileNotFoundError: locust is not installed",
        "home-p95 30 <=25",
        "healthz-ms 2.5 -",
        "# not met: home-p95 30 <=25",
        "# not measured: crowd",
        "goals-met 1 >=3",
    ]
