"""Whose report it is, for which year, of a department or a unit: null where it isn't printed."""

import pytest

from ingest.parser.meta import Meta, read_meta
from ingest.reading.page import Document, Line, Page


def cover(*lines):
    page = Page(1, 595, 842, tuple(Line(text) for text in lines))
    return read_meta(Document("pdf", (page,)), [], [])


@pytest.mark.parametrize(
    ("lines", "meta"),
    [
        (["示例市民政局", "2024年度部门预算公开"], Meta("示例市民政局", 2024, "department")),
        (["示例市第一中学2025年单位预算公开"], Meta("示例市第一中学", 2025, "unit")),
        (["2025年单位预算", "单位名称：示例市第一中学"], Meta("示例市第一中学", 2025, "unit")),
        (["预算01表 收支总表"], Meta(None, None, None)),
    ],
)
def test_the_cover_says_whose_report_it_is(lines, meta):
    assert cover(*lines) == meta


def test_what_stands_below_the_department_s_name_is_no_part_of_it():
    """Some covers go on with who examined the report: a person's name must not come out."""
    lines = [
        "2024年部门综合预算公开报表",
        "部门名称：示例市民政局",
        "保密审查情况：不设密",
        "某某某",
        "主要负责人审签情况：某某某",
    ]
    assert cover(*lines) == Meta("示例市民政局", 2024, "department")
