"""成书 (the document): cover, contents with page numbers, four parts and the target forms as one PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from samples.generator import styles
from samples.generator.fonts import SONG
from samples.generator.forms import form_flowables
from samples.generator.glossary import glossary_lines
from samples.generator.layouts import LAYOUT
from samples.generator.narrative import narrative_sections
from samples.generator.tables import table_flowables
from samples.generator.text import Text

SCOPE_WORDS = {"department": "部门预算", "unit": "单位预算"}
HEADS = {"reproduction": "依公开数据重排", "fictional": "虚构演示"}
COVER_NOTES = {
    "reproduction": (
        "依公开数据重排",
        "本文件按该单位已公开预算报告所载的数字、科目和项目名称重新排版，并非原件；原文的文字说明未收录。",
    ),
    "fictional": ("本市与本报告均为虚构，仅供演示",),
}
NOT_COLLECTED = "本部分原文未收录。"
OWNER = "部门预算公开查询平台"

rl_config.useA85 = 0  # streams as bytes, not as text: a fifth smaller


class Report(BaseDocTemplate):
    """Two page shapes, running head and page number; headings give the contents and the outline."""

    def __init__(self, target: io.BytesIO, report: Mapping):
        self.running_head = (HEADS[report["kind"]], document_title(report))
        super().__init__(
            target,
            pagesize=styles.PORTRAIT,
            title=f"{document_title(report)}（{HEADS[report['kind']]}）",
            author=OWNER,
            subject="；".join(COVER_NOTES[report["kind"]]),
            creator=OWNER,
            producer=OWNER,
            lang="zh-CN",
            invariant=1,
            pageCompression=1,
        )
        self.addPageTemplates(
            [
                self._template("cover", styles.PORTRAIT, has_number=False),
                self._template("portrait", styles.PORTRAIT),
                self._template("landscape", styles.LANDSCAPE),
            ]
        )

    def _template(self, name: str, size: tuple[float, float], has_number: bool = True) -> PageTemplate:
        width, height = size
        frame = Frame(
            styles.SIDE_MARGIN,
            styles.BOTTOM_MARGIN,
            width - 2 * styles.SIDE_MARGIN,
            height - styles.TOP_MARGIN - styles.BOTTOM_MARGIN,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(
            name, [frame], onPage=lambda canvas, _: self._furnish(canvas, size, has_number), pagesize=size
        )

    def _furnish(self, canvas: Canvas, size: tuple[float, float], has_number: bool) -> None:
        width, height = size
        left, right = self.running_head
        top = height - 36
        canvas.saveState()
        canvas.setFillColor(styles.FAINT)
        canvas.setStrokeColor(styles.FAINT)
        canvas.setFont(SONG, 8.5)
        self._draw_mark(canvas, top, left)
        canvas.drawRightString(width - styles.SIDE_MARGIN, top, right)
        canvas.setLineWidth(0.4)
        canvas.line(styles.SIDE_MARGIN, top - 5.5, width - styles.SIDE_MARGIN, top - 5.5)
        if has_number:
            canvas.drawCentredString(width / 2, 26, f"- {canvas.getPageNumber()} -")
        canvas.restoreState()

    @staticmethod
    def _draw_mark(canvas: Canvas, top: float, mark: str) -> None:
        """What the file is, in bold at the head of every page."""
        canvas.saveState()
        canvas.setFillColor(styles.MARK_COLOUR)
        canvas.setStrokeColor(styles.MARK_COLOUR)
        canvas.setLineWidth(0.3)
        canvas.setFont(SONG, 9.5)
        canvas.drawString(styles.SIDE_MARGIN, top, mark, mode=2)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        entry = getattr(flowable, "contents_entry", None)
        if entry is None:
            return
        level, text = entry
        key = f"{level} {text}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=level == 0)
        self.notify("TOCEntry", (level, escape(text), self.page))


def document_title(report: Mapping) -> str:
    return f"{report['department']}{report['year']}年度{SCOPE_WORDS[report['scope']]}公开"


def heading(text: str, style: ParagraphStyle, level: int) -> Text:
    return Text(text, style, contents_entry=(level, text))


def typeset(report: Mapping) -> bytes:
    """The whole report as PDF bytes; the fonts must be registered."""
    out = io.BytesIO()
    story = [
        *_cover(report),
        *_contents(),
        *_part_one(report),
        *_part_two(report),
        *_part_three(report),
        *_part_four(report),
    ]
    Report(out, report).multiBuild(story)
    return out.getvalue()


def _cover(report: Mapping) -> list[Flowable]:
    notice, *notes = COVER_NOTES[report["kind"]]
    return [
        Spacer(1, 62 * mm),
        Text(report["department"], styles.COVER_NAME),
        Text(f"{report['year']}年度{SCOPE_WORDS[report['scope']]}公开", styles.COVER_TITLE),
        Spacer(1, 66 * mm),
        Text(notice, styles.COVER_NOTICE),
        Spacer(1, 4 * mm),
        *(Text(note, styles.COVER_NOTE) for note in notes),
        NextPageTemplate("portrait"),
        PageBreak(),
    ]


def _contents() -> list[Flowable]:
    contents = TableOfContents(levelStyles=styles.TOC_LEVELS, dotsMinLevel=0, rightColumnWidth=30)
    return [Text("目  录", styles.CONTENTS), contents, PageBreak()]


def _part_one(report: Mapping) -> list[Flowable]:
    titles = [section["title"] for section in report["section_titles"] if section["part"] == 1]
    texts = [report.get("duties") or [NOT_COLLECTED], report.get("organisation") or [NOT_COLLECTED]]
    story: list[Flowable] = [heading("第一部分 概况", styles.PART, 0)]
    for title, paragraphs in zip(titles, texts, strict=True):
        story += [heading(title, styles.SECTION, 1), *(Text(text, styles.BODY) for text in paragraphs)]
    return story


def _part_two(report: Mapping) -> list[Flowable]:
    story: list[Flowable] = [PageBreak(), heading(f"第二部分 {_year_and_scope(report)}报表", styles.PART, 0)]
    for table in report["tables"]:
        flowables = table_flowables(report, table)
        flowables[0].contents_entry = (1, f"表{_ordinal(table['number'])} {table['title']}")
        if table["number"] > 1:
            story.append(PageBreak())
        story += flowables
        story.append(NextPageTemplate(_shape_after(report, table)))
    return story


def _shape_after(report: Mapping, table: Mapping) -> str:
    following = next((other for other in report["tables"] if other["number"] == table["number"] + 1), None)
    return "landscape" if following and LAYOUT[following["id"]].is_landscape else "portrait"


def _part_three(report: Mapping) -> list[Flowable]:
    story: list[Flowable] = [
        PageBreak(),
        heading(f"第三部分 {_year_and_scope(report, '年度')}情况说明", styles.PART, 0),
    ]
    for title, paragraphs in narrative_sections(report):
        if "国有资产" in title and report["targets"]:
            for target in report["targets"]:
                story += [PageBreak(), *form_flowables(report, target)]
            story.append(PageBreak())
        story.append(heading(title, styles.SECTION, 1))
        story += [Text(text, _body_style(text)) for text in paragraphs]
    return story


def _body_style(text: str) -> ParagraphStyle:
    return styles.SUBSECTION if text.startswith("（") or text.endswith("情况：") else styles.BODY


def _part_four(report: Mapping) -> list[Flowable]:
    lines = glossary_lines(report["glossary_terms"])
    return [
        PageBreak(),
        heading("第四部分 名词解释", styles.PART, 0),
        *(Text(line, styles.BODY) for line in lines),
    ]


def _year_and_scope(report: Mapping, word: str = "年") -> str:
    return f"{report['year']}{word}{SCOPE_WORDS[report['scope']]}"


def _ordinal(number: int) -> str:
    digits = "一二三四五六七八九十"
    return digits[number - 1] if number <= 10 else f"十{digits[number - 11]}"
