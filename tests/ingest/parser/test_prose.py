"""Lines of running text: bold that was extracted twice, leaders of the contents."""

import pytest

from ingest.parser.prose import key, undoubled


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("合计合计 10.0010.00", "合计 10.00"),
        ("合计 合计", "合计"),
        ("第一部分第一部分　概况概况", "第一部分　概况"),
        ("合计合计 10.00", "合计合计 10.00"),
        ("合计", "合计"),
        ("一一", "一一"),
        ("", ""),
    ],
)
def test_bold_that_was_extracted_twice_is_read_once(line, read):
    assert undoubled(line) == read


@pytest.mark.parametrize(
    "line", ["一、部门职责", "一、部门职责……3", "一、部门职责.... 12", "一、 部门职责\t-3-", "一、部门职责 3"]
)
def test_an_entry_of_the_contents_is_compared_without_its_leader_and_page(line):
    assert key(line) == "一、部门职责"


@pytest.mark.parametrize("line", ["--" * 60 + "甲", "ab" * 60 + "c", "表头" * 60 + "甲"])
def test_a_line_that_repeats_itself_but_for_its_end_stays_as_it_is(line):
    assert undoubled(line) == line  # a regular expression would try every way to cut it: for years


def test_a_leader_of_any_length_that_leads_nowhere_is_left():
    assert key("职责" + "." * 2000 + "见第3页").endswith(".见第3页")
