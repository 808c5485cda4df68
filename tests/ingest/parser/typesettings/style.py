"""How a report may be set: one field for each thing in which real reports differ."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    # ---- cells
    thousands: bool = False
    zero: str = "0.00"
    blank: str = ""
    total: str = "合计"
    wide_figures: bool = False  # １２．３４
    half_brackets: bool = False  # (境) in place of （境）
    joined_code: str | None = None  # what joins code and name in one column
    # ---- around the tables
    mark: str = "预算公开表{n}"
    prefix: str = ""  # printed before the title on its own line
    name_label: str = "部门名称："
    unit_label: str = "单位：{unit}"
    unit_on_own_line: bool = False
    caption_in_grid: bool = False
    column_numbers: bool = False
    empty_note: str = "注：本表无数据"
    empty_rows: int = 1
    no_unit_funds: bool = False
    unit_mark: str = "indent"  # indent | wide blanks | bold | none
    year_heading: str = "{year}年预算数"
    # ---- page
    rules: str = "lines"  # lines | rects | double | dotted | across | no outer
    bold_prints: int = 2
    repeat_headings: bool = True
    break_rows: bool = False
    one_per_page: bool = True
    landscape: frozenset = frozenset({"revenue", "projects"})
    rotate: bool = False
    narrow: float = 1.0  # width of the figure columns
    clip: bool = False
    size: float = 9
    margin: float = 50
    watermark: str = ""
    foot: str = "- {page} -"
    head: str = ""
    head_box: bool = False
    radicals: bool = False
    contents: bool = True
    part_two_first: bool = True
    # ---- forms
    forms: str = "both"  # both | merged goals | annual
    form_flow: bool = False
    form_words: int = 0
    filled_in: bool = False
    # ---- prose
    prose: int = 0
    glossary: int = 0
    purchases: int = 0
    scope: str | None = None
