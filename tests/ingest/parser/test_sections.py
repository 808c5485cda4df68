from ingest.parser.report import Section
from ingest.parser.sections import kind_of_part, ordinal, read_sections
from ingest.reading import read_document
from ingest.reading.page import Box, Cell, Document, Grid, Line, Page


def sections_of_text(text):
    return read_sections(read_document(text.encode(), "示例.txt"))


def page_of(number, *lines, left=60, width=480):
    """A page whose lines are (text, indent, share of the full width); each stands 20 points below the one before."""
    made = []
    for at, (text, indent, share) in enumerate(lines):
        box = Box(left + indent, 120 + 20 * at, left + width * share, 132 + 20 * at)
        made.append(Line(text, box, None, (Cell(text, box),)))
    return Page(number, 600, 840, tuple(made))


def test_contents_entries_are_no_sections_and_parts_two_and_the_cover_are_left_out():
    text = """示例市水务局
2024年度部门预算公开
目 录
第一部分 概况	1
一、本部门职责.....	1
第二部分 2024年部门预算报表	2
第三部分 2024年度部门预算情况说明	9
一、收入预算情况说明.....	9
第四部分 名词解释.....	12
第一部分 概况
一、本部门职责
负责水务。
第二部分 2024年部门预算报表
预算公开表1
一、一般公共预算	12.00
第三部分 2024年度部门预算情况说明
一、收入预算情况说明
预算收入12.00万元。
第四部分 名词解释
一、基本支出：指日常的支出。
"""
    assert sections_of_text(text) == (
        Section(1, "一、本部门职责", "负责水务。"),
        Section(3, "一、收入预算情况说明", "预算收入12.00万元。"),
        Section(4, "名词解释", "一、基本支出：指日常的支出。"),
    )


def test_bold_headings_extracted_twice_are_given_once():
    text = """第三部分 第三部分 2024年度单位预算情况说明2024年度单位预算情况说明

一、收入预算情况说明一、收入预算情况说明
预算收入及时及时。
"""
    assert sections_of_text(text) == (Section(3, "一、收入预算情况说明", "预算收入及时及时。"),)


def test_wrapped_lines_of_plain_text_become_paragraphs():
    line = "这一行写满了整个版心的宽度，所以它的下一行接着它"
    body = "\n".join([line] * 22)
    text = f"第三部分 情况说明\n一、收入预算情况说明\n{body}。\n另起一段。\n"
    (section,) = sections_of_text(text)
    assert section.text == line * 22 + "。\n另起一段。"


def test_page_number_and_running_title_inside_plain_text_are_left_out():
    text = "第三部分 情况说明\n一、政府采购情况\n前一段。\n-19-\n示例市水务局2024年部门预算公开报告\n后一段。\n"
    assert sections_of_text(text) == (Section(3, "一、政府采购情况", "前一段。\n后一段。"),)


def test_a_target_form_between_two_headings_is_no_text_of_the_section():
    text = """第三部分 情况说明
一、绩效管理情况
公开项目绩效目标1个。
示例市级预算部门（单位）项目支出绩效目标表
(2024年度)
项目名称	水质监测
负责人：	经办人：	填报日期：	20231222181624
二、国有资产占有使用情况
无。
"""
    assert sections_of_text(text) == (
        Section(3, "一、绩效管理情况", "公开项目绩效目标1个。"),
        Section(3, "二、国有资产占有使用情况", "无。"),
    )


def test_a_paragraph_goes_on_where_its_line_was_full_and_the_next_is_not_indented():
    page = page_of(
        7,
        ("第三部分 情况说明", 150, 0.6),
        ("一、收入预算情况说明", 24, 0.4),
        ("预算收入1,716.73万元，其中：本年收入", 24, 1.0),
        ("1,664.74万元。", 0, 0.3),
        ("第二段。", 24, 0.2),
    )
    assert read_sections(Document("pdf", (page,))) == (
        Section(3, "一、收入预算情况说明", "预算收入1,716.73万元，其中：本年收入1,664.74万元。\n第二段。", 7),
    )


def test_a_table_wider_than_the_text_does_not_break_its_paragraphs():
    page = page_of(
        16,
        ("第三部分 情况说明", 150, 0.6),
        ("一、政府采购情况说明", 24, 0.4),
        ("政府采购预算共418.65万元，其中服", 24, 1.0),
        ("务类350.85万元。", 0, 0.3),
    )
    cells = [Cell(text, Box(20 + 560 * at, 300, 30 + 560 * at, 312)) for at, text in enumerate(("序号", "备注"))]
    rows = tuple((cells[0], cells[1]) for _ in range(3))
    table = Grid(rows, Box(10, 295, 595, 355))
    line = Line("序号 备注", Box(20, 300, 590, 312), None, tuple(cells))
    wide = Page(16, 600, 840, (*page.lines, line), lambda: (table,))
    assert read_sections(Document("pdf", (wide,))) == (
        Section(3, "一、政府采购情况说明", "政府采购预算共418.65万元，其中服务类350.85万元。", 16),
    )


def test_a_page_that_opens_with_a_contents_entry_starts_a_part_where_no_part_is_numbered():
    contents = page_of(
        2, ("目 录", 200, 0.6), ("一、单位主要职能", 0, 0.3), ("二、名词解释", 0, 0.3), ("三、其他相关情况说明", 0, 0.4)
    )
    duties = page_of(3, ("示例中心（单位）主要职能", 0, 0.5), ("监测水质。", 24, 0.3))
    terms = page_of(4, ("名词解释", 0, 0.3), ("（一）其他收入：指别的收入。", 24, 0.5))
    other = page_of(
        5, ("其他相关情况说明", 0, 0.4), ("一、政府采购预算情况", 24, 0.5), ("政府采购预算8万元。", 24, 0.6)
    )
    assert read_sections(Document("pdf", (contents, duties, terms, other))) == (
        Section(1, "示例中心（单位）主要职能", "监测水质。", 3),
        Section(4, "名词解释", "（一）其他收入：指别的收入。", 4),
        Section(3, "一、政府采购预算情况", "政府采购预算8万元。", 5),
    )


def test_names_and_telephones_of_contacts_are_not_in_the_text():
    text = "第三部分 情况说明\n一、其他说明\n联系人：林示例，联系电话：0358-1234567。\n"
    (section,) = sections_of_text(text)
    assert section.text == "联系人：，联系电话：。"


def test_what_a_part_is_follows_from_its_title():
    titles = (
        "部门概况",
        "2026年部门预算表",
        "2026年部门预算情况和重要事项说明",
        "专业名词解释",
        "政府采购预算情况",
        "其他需要说明情况",
    )
    assert [kind_of_part(title) for title in titles] == [1, 2, 3, 4, 3, 3]


def test_chinese_ordinals_are_numbers():
    assert [ordinal(text) for text in ("一", "十", "十二", "二十", "二十一")] == [1, 10, 12, 20, 21]
    assert [ordinal(text) for text in ("十二三", "二三十", "十十")] == [0, 0, 0]
