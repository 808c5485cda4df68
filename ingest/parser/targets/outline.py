"""表在哪里 (outline): on which lines a target form starts and ends, told from the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.parser.furniture import LineLike
from ingest.parser.wording import squeezed
from ingest.reading.page import Page

TITLE = re.compile(r".{0,40}(?:绩效目标(?:申报)?表|绩效目标申报|绩效目标批复表)(?:[（(].{0,12}[）)])?")
LAST_LINE = re.compile(r"填报日期|填表日期|填报时间")
PART = re.compile(r"第[一二三四五六七八九十]+部分")
HEADING = re.compile(r"[一二三四五六七八九十]+、[^。；，：]{2,36}")
MARKS = re.compile(
    r"项目属性|项目概况|立项依据|项目设立必要性|项目实施计划|实施期资金总额|年度资金总额|总体目标|实施期目标|年度目标|一级指标|三级指标|指标值"
    r"|产出指标|效益指标|满意度指标|数量指标|质量指标|时效指标|成本指标|经济成本|社会成本|经济效益|社会效益|生态效益|可持续影响|服务对象"
    r"|经办人：|联系电话：|填报日期"
)
ENOUGH_MARKS = 2
SCRAP = 16  # characters


def is_form_title(text: str) -> bool:
    """Whether the line is a form's title and not a sentence or contents entry that names one."""
    return TITLE.fullmatch(squeezed(text)) is not None


def starts_form(lines: Sequence[LineLike], at: int) -> bool:
    """A form's title, or the row that names its project where the title was not told."""
    text = squeezed(lines[at].text)
    if is_form_title(text):
        return True
    following = [squeezed(line.text) for line in lines[at + 1 : at + 4]]
    return text.startswith("项目名称") and any(line.startswith("主管部门") for line in following)


def outside_forms(lines: Iterable[LineLike]) -> Iterator[LineLike]:
    """The lines that belong to no form. After a form's last line come scraps of it, until a line that is none."""
    inside = after = False
    every = list(lines)
    for at, line in enumerate(every):
        text = squeezed(line.text)
        if starts_form(every, at):
            inside, after = True, False
        elif PART.match(text) or HEADING.fullmatch(text):
            inside = after = False
        elif inside and LAST_LINE.search(text):
            inside, after = False, True
        elif after:
            after = len(text) < SCRAP
        if not inside and not after:
            yield line


def is_target_page(page: Page) -> bool:
    """Whether a form stands on the page, in whole or in part, told from its lines alone."""
    return any(is_form_title(line.text) for line in page.lines) or has_marks(page)


def has_marks(page: Page) -> bool:
    """Whether words that only forms use stand on the page."""
    texts = [squeezed(line.text) for line in page.lines]
    return len({mark for text in texts for mark in MARKS.findall(text)}) >= ENOUGH_MARKS
