import pytest

from ingest.parser.codes import Codes


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ([["2050803"]], [("2050803", "")]),
        ([["2050803-培训支出"]], [("2050803", "培训支出")]),
        ([["301 01"]], [("30101", "")]),
        ([["合计"]], [(None, "合计")]),
        ([[""]], [(None, "")]),
        ([["205", "08", "03"]], [("2050803", "")]),
        ([["205", "", ""], ["", "08", ""], ["", "", "03"]], [("205", ""), ("20508", ""), ("2050803", "")]),
        ([["208"], ["05"], ["2080505"], ["99"]], [("208", ""), ("20805", ""), ("2080505", ""), ("20899", "")]),
        ([["", "合计", ""]], [(None, "合计")]),
    ],
)
def test_codes_come_out_whole_however_they_are_set(printed, read):
    codes = Codes()
    assert [codes.read(parts) for parts in printed] == read
