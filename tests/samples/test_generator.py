"""The typesetter gives the same bytes each time, and says clearly what it lacks."""

from pathlib import Path

import pypdfium2
import pytest

from samples.catalogue import REPORTS
from samples.generator.document import typeset
from samples.generator.fonts import FontMissingError, register_font

ONE_OF_EACH_KIND = ("吕梁市人民政府金融工作办公室-2024-部门预算", "示例市第一中学-2025-单位预算")


@pytest.mark.parametrize("slug", ONE_OF_EACH_KIND)
def test_a_report_is_the_same_bytes_each_time(facts, font, slug):
    assert typeset(facts[slug]) == typeset(facts[slug])


@pytest.mark.parametrize("slug", ONE_OF_EACH_KIND)
def test_every_page_says_what_it_is(slug):
    mark = "虚构演示" if slug.startswith("示例市") else "依公开数据重排"
    document = pypdfium2.PdfDocument(REPORTS / f"{slug}.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    assert [number for number, text in enumerate(texts, 1) if mark not in text] == []


def test_the_cover_of_the_fictional_city_says_that_it_is_fictional():
    document = pypdfium2.PdfDocument(REPORTS / "示例市教育局-2025-部门预算.pdf")
    assert "本市与本报告均为虚构，仅供演示" in document[0].get_textpage().get_text_range()


def test_title_and_language_are_set():
    path = REPORTS / "示例市教育局-2025-部门预算.pdf"
    assert pypdfium2.PdfDocument(path).get_metadata_dict()["Title"] == "示例市教育局2025年度部门预算公开（虚构演示）"
    assert b"/Lang (zh-CN)" in path.read_bytes()


def test_a_missing_font_is_named():
    with pytest.raises(FontMissingError, match=r"Font file /nowhere/song\.ttc is missing: install Noto Serif CJK"):
        register_font(Path("/nowhere/song.ttc"))
