"""Pages drawn in the test, read back: what a reader sees is what comes out."""

import pytest

from ingest.reading import read_document
from ingest.reading.pdf import PAGES_AT_ONCE
from tests.ingest.paper import SIZE, Paper

ROWS = [
    ["科目", None, "预算数", None],
    ["编码", "名称", "合计", "基本支出"],
    ["205", "教育支出", "1,234.50", ""],
    ["20502", "普通教\n育", "-0.50", "0.00"],
]


def grids_of(paper, page=0):
    return read_document(paper.pdf()).pages[page].grids


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def test_a_ruled_table_gives_its_cells_with_merged_ones_once():
    paper = Paper()
    paper.table(100, [60, 100, 80, 80], ROWS, high=24)
    (grid,) = grids_of(paper)
    assert texts(grid) == ROWS
    assert [(cell.text, cell.across, cell.down) for cell in grid.rows[0] if cell] == [("科目", 2, 1), ("预算数", 2, 1)]
    assert all(abs(edge - drawn) < 1.5 for edge, drawn in zip(grid.box, (50, 100, 370, 196), strict=True))


def test_a_table_ruled_across_only_is_cut_where_no_word_stands():
    paper = Paper()
    rows = [
        ["编码", "名称", "合计", "基本支出"],
        ["205", "教育支出", "234.50", ""],
        ["208", "社会保障", "0.50", "0.50"],
    ]
    paper.table(100, [60, 120, 80, 80], [*rows, ["221", "住房保障", "1.00", ""]], verticals=False)
    (grid,) = grids_of(paper)
    assert texts(grid) == [*rows, ["221", "住房保障", "1.00", ""]]


def test_double_borders_are_one():
    paper = Paper()
    paper.table(100, [60, 100], [["合计", "1.00"], ["教育", "1.00"]])
    paper.table(101.5, [60, 100], [["", ""], ["", ""]], left=51.5)
    (grid,) = grids_of(paper)
    assert texts(grid) == [["合计", "1.00"], ["教育", "1.00"]]


def test_text_printed_twice_to_look_bold_is_given_once():
    paper = Paper()
    paper.text(50, 100, "合计2023.53")
    paper.text(50.3, 100, "合计2023.53")
    assert read_document(paper.pdf() + b"").pages[0].text == "合计2023.53"


def test_text_that_a_clip_hides_is_not_printed():
    paper = Paper()
    paper.text(50, 100, "看得见的文字八个")
    paper.canvas.saveState()
    clip = paper.canvas.beginPath()
    clip.rect(40, 700, 200, 60)
    paper.canvas.clipPath(clip, stroke=0)
    paper.text(50, 300, "99.99")
    paper.canvas.restoreState()
    assert read_document(paper.pdf()).pages[0].text == "看得见的文字八个"


def test_text_that_runs_over_its_cell_stays_in_it():
    paper = Paper()
    paper.table(100, [40, 100], [["购置厨房专用设备数量", ""], ["餐具", "≥735个"]])
    (grid,) = grids_of(paper)
    assert texts(grid) == [["购置厨房专用设备数量", ""], ["餐具", "≥735个"]]


@pytest.mark.parametrize(("turn", "back"), [(90, (842, 0)), (180, (595, 842)), (270, (0, 595))])
def test_a_turned_page_is_read_as_it_is_seen(turn, back):
    """The drawing is turned the other way first, so that it stands upright to a reader."""
    paper = Paper()
    paper.canvas.setPageRotation(turn)
    paper.canvas.translate(*back)
    paper.canvas.rotate(turn)
    paper.table(100, [60, 100, 80, 80], ROWS, high=24)
    page = read_document(paper.pdf()).pages[0]
    assert (page.width, page.height) == (595, 842)
    assert [texts(grid) for grid in page.grids] == [ROWS]


def test_lines_say_where_they_stand():
    paper = Paper()
    paper.text(50, 100, "部门：示例市教育局")
    paper.text(400, 100, "单位：万元")
    (line,) = read_document(paper.pdf()).pages[0].lines
    assert [word.text for word in line.words] == ["部门：示例市教育局", "单位：万元"]
    assert line.text == "部门：示例市教育局 单位：万元"
    assert abs(line.box.x0 - 50) < 1
    assert abs(line.box.bottom - 100 - SIZE) < 4


PLAIN = [
    ["编码", "名称", "合计", "基本支出"],
    ["205", "教育支出", "234.50", ""],
    ["208", "社会保障", "1,000.50", "0.50"],
    ["210", "卫生健康", "2.00", "1.00"],
    ["221", "住房保障", "1.00", "1.00"],
]


def written(paper, top, rows, widths=(60, 120, 80, 80), high=18):
    """The texts of the rows without a rule."""
    for at, row in enumerate(rows):
        x = 50
        for width, words in zip(widths, row, strict=True):
            paper.text(x + 3, top + at * high + 3, words)
            x += width


def test_rows_without_any_rule_are_a_table_when_figures_stand_in_columns():
    paper = Paper()
    written(paper, 100, PLAIN)
    (grid,) = grids_of(paper)
    assert texts(grid) == PLAIN


def test_rows_between_two_rules_are_parted_by_their_figures():
    paper = Paper()
    written(paper, 100, PLAIN)
    for y in (100, 118, 190):
        paper.rule(50, y, 390, y)
    for x in (50, 110, 230, 310, 390):
        paper.rule(x, 100, x, 190)
    (grid,) = grids_of(paper)
    assert texts(grid) == PLAIN


def test_running_text_is_no_table():
    paper = Paper()
    for at in range(8):
        paper.text(50, 100 + 16 * at, "本年收入2,023.53万元，其中一般公共预算拨款2,023.53万元，占全部收入的100.00%。")
    assert grids_of(paper) == ()


def test_rules_may_be_rows_of_dots():
    drawn, dotted = Paper(), Paper()
    drawn.table(100, [60, 100, 80, 80], ROWS, high=24)
    dotted.rule = dotted.dots
    dotted.table(100, [60, 100, 80, 80], ROWS, high=24)
    (grid,) = grids_of(dotted)
    assert texts(grid) == texts(*grids_of(drawn)) == ROWS


def test_a_few_dots_are_no_rule():
    paper = Paper()
    paper.text(50, 60, "这一页有字，没有表格。")
    paper.dots(50, 100, 56, 100)
    paper.dots(50, 100, 50, 106)
    assert grids_of(paper) == ()


def test_a_file_is_opened_anew_between_pages_without_a_trace():
    paper = Paper()
    for number in range(2 * PAGES_AT_ONCE + 1):
        paper.new_page()
        paper.text(50, 100, f"这是文件的第{number}页")
    document = read_document(paper.pdf())
    assert [page.text for page in document.pages[1:]] == [
        f"这是文件的第{number}页" for number in range(2 * PAGES_AT_ONCE + 1)
    ]


def test_a_form_ruled_across_only_has_its_columns_where_rules_stop_short():
    paper = Paper()
    rows = [
        ["资金", "总额", "200", "年度总额", "200"],
        ["", "中央", "0", "其中中央", "0"],
        ["", "省级", "50", "省级", "0"],
    ]
    rows += [["", "市级", "150", "市级", "200"], ["", "自筹", "0", "自筹", "0"]]
    edges = [50, 120, 220, 260, 360, 400]
    for at, row in enumerate(rows):
        paper.rule(50 if at == 0 else 120, 100 + 18 * at, 400, 100 + 18 * at)
        for left, words in zip(edges, row, strict=False):
            paper.text(left + 3, 104 + 18 * at, words)
    paper.rule(50, 190, 400, 190)
    paper.text(53, 194, "概况")
    paper.text(123, 194, "这一行的文字很长，越过了上面所有的列，直到右边。")
    paper.rule(50, 208, 400, 208)
    (grid,) = grids_of(paper)
    assert texts(grid) == [
        ["资金", "总额", "200", "年度总额", "200"],
        [None, "中央", "0", "其中中央", "0"],
        [None, "省级", "50", "省级", "0"],
        [None, "市级", "150", "市级", "200"],
        [None, "自筹", "0", "自筹", "0"],
        ["概况", "这一行的文字很长，越过了上面所有的列，直到右边。", None, None, None],
    ]


def test_the_rest_of_a_table_ruled_across_only_is_a_table_by_its_many_cells():
    paper = Paper()
    rows = [["2010601", "行政运行", "10.00", "8.00", "2.00"], ["2010602", "一般行政", "3.00", "", "3.00"]]
    paper.table(100, [60, 100, 80, 80, 60], rows, verticals=False)
    (grid,) = grids_of(paper)
    assert texts(grid) == rows


def test_a_sentence_between_rules_is_no_table():
    paper = Paper()
    paper.table(100, [400], [["这里有两条线，线间是一句话。"], ["下面又是一句话，没有数。"]], verticals=False)
    assert grids_of(paper) == ()
