"""A long document's pages are kept packed and come out as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.page import Box, Cell, Grid, Line, Page
from ingest.reading.shelf import OPEN, Packed, Shelf, packed, unpacked

side = st.floats(0, 2000, width=32)
boxes = st.none() | st.builds(Box, side, side, side, side)
cells = st.builds(Cell, st.text(), boxes, st.integers(1, 9), st.integers(1, 9), side, st.none() | st.floats(0, 1))
lines = st.builds(Line, st.text(), boxes, st.none() | st.tuples(st.text(), st.text()), st.tuples(cells))
grids = st.builds(Grid, st.lists(st.lists(st.none() | cells).map(tuple)).map(tuple), boxes)


@given(st.tuples(lines, lines), st.tuples(grids), st.booleans(), side, st.tuples(st.text()))
def test_a_packed_page_is_the_same_page(read, tables, is_scanned, tilt, doubts):
    page = Page(7, 595.2, 841.8, read, lambda: tables, is_scanned, tilt, doubts)
    again = unpacked(packed(page))
    assert (again.lines, again.grids) == (read, tables)
    assert (again.number, again.width, again.height) == (7, 595.2, 841.8)
    assert (again.is_scanned, again.tilt, again.doubts) == (is_scanned, tilt, doubts)


def numbered(number):
    return Page(number, 600, 800, (Line(f"第{number}页"),))


def test_pages_past_the_first_are_packed_and_read_like_the_others():
    shelf = Shelf(map(numbered, range(1, OPEN + 4)))
    assert [page.text for page in shelf] == [f"第{number}页" for number in range(1, OPEN + 4)]
    assert len(shelf) == OPEN + 3
    assert shelf[-1].number == OPEN + 3
    assert [page.number for page in shelf[OPEN - 1 : OPEN + 1]] == [OPEN, OPEN + 1]
    assert sum(isinstance(held, Packed) for held in shelf._held) == 3


def test_a_page_is_put_in_anothers_place():
    shelf = Shelf(map(numbered, range(1, OPEN + 2)))
    shelf[0], shelf[OPEN] = numbered(501), numbered(502)
    assert (shelf[0].text, shelf[OPEN].text) == ("第501页", "第502页")
