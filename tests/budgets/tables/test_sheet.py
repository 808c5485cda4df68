"""A table of no known kind on its page: headings merged as on paper, figures to the right."""

from budgets.tables.sheet import Heading, sheet


def test_headings_that_fill_several_cells_stand_once():
    headings = [
        ["项目", "目录", "目录", "金额", "其中", "其中"],
        ["项目", "一级", "二级", "金额", "财政", "其他"],
    ]
    assert sheet(headings, []).headings == [
        [Heading("项目", 1, 2), Heading("目录", 2, 1), Heading("金额", 1, 2), Heading("其中", 2, 1)],
        [Heading("一级", 1, 1), Heading("二级", 1, 1), Heading("财政", 1, 1), Heading("其他", 1, 1)],
    ]


def test_columns_that_hold_nothing_are_left_out_and_figures_stand_to_the_right():
    shown = sheet([[None, "目录", "金额", None]], [["", "公共服务", "1,435.90", None], [None, "合计", "", ""]])
    assert [heading.text for heading in shown.headings[0]] == ["目录", "金额"]
    assert shown.rows == [[("", "公共服务"), ("n", "1,435.90")], [("", "合计"), ("n", "")]]


def test_a_table_without_headings_keeps_its_rows():
    assert sheet([], [["甲", "1"], ["乙", "2"]]).rows == [[("", "甲"), ("n", "1")], [("", "乙"), ("n", "2")]]
