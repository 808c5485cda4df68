"""The cover, the contents and blank pages are told by what stands on them."""

import pytest

from ingest.parser.page_kinds import page_kinds
from ingest.reading.page import Box, Cell, Document, Grid, Line, Page

COVER = ("示例市教育局", "2024年度部门预算公开")
CONTENTS = ("目  录", "第一部分 概况........3", "第二部分 报表........5")
PROSE = ("一、部门职责", "贯彻执行教育工作的方针政策。", "拟订规划。", "指导学校工作。")


def page(number, *texts, grids=()):
    lines = tuple(Line(text, Box(60, 80 + 20 * n, 400, 92 + 20 * n)) for n, text in enumerate(texts))
    return Page(number, 595, 842, lines, lambda: grids)


def kinds(*pages, kind="pdf"):
    return page_kinds(Document(kind, tuple(page(n, *texts) for n, texts in enumerate(pages, 1))))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ((COVER, CONTENTS, PROSE), {"cover": (1,), "contents": (2,)}),
        (((*COVER, *CONTENTS), PROSE), {"cover": (1,), "contents": (1,)}),
        ((COVER, (), CONTENTS, PROSE), {"cover": (1,), "blank": (2,), "contents": (3,)}),
        (((), COVER, CONTENTS), {"blank": (1,), "cover": (2,), "contents": (3,)}),
        ((PROSE, COVER), {}),
        ((("2024年部门预算情况说明", *PROSE),), {}),
    ],
)
def test_pages_are_told_apart(pages, found):
    assert kinds(*pages) == found


def test_a_page_that_begins_with_a_table_is_no_cover():
    grid = Grid(((Cell("收入"), Cell("支出")),), Box(60, 120, 400, 300))
    document = Document("pdf", (page(1, "2024年部门预算收支总表", grids=(grid,)),))
    assert page_kinds(document) == {}


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_file_without_pages_has_none_to_tell(kind):
    assert kinds(COVER, kind=kind) is None
