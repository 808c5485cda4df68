"""Tables across reports that stand on a page in a form of their own: comparison, disclosure, search, terms, changes."""

from __future__ import annotations

from budgets.tables.columns import (
    AmountColumn,
    ChoiceColumn,
    NumberColumn,
    PublicColumn,
    PublicTable,
    RateColumn,
    YearColumn,
    YesNoColumn,
)
from budgets.tables.lists import DateColumn
from budgets.tables.whose import place_columns, report_columns, source_columns
from budgets.vocabulary import SCOPES, STAGES

WHAT = {
    "table_added": "多了一张表",
    "table_removed": "少了一张表",
    "row_added": "多了一行",
    "row_removed": "少了一行",
    "cell": "改了一格",
}
HELD = {True: "已收录", False: "未收录"}


class HeldColumn(PublicColumn):
    """已收录 or 未收录: 未收录 is not 未公开."""

    type = "boolean"
    choices = HELD

    def data(self, value: bool) -> bool:
        return value


class ComparedTable(PublicTable):
    about = "比一比：每个部门每年一行"

    department = PublicColumn("部门", "", accessor="department__name")
    unit = PublicColumn("单位", "单位预算的预算单位；部门预算为空", accessor="report__unit__name")
    is_fictional = YesNoColumn(
        "虚构示例", "是 = 示例市，数字是编的，不要和真实部门相加", accessor="department__region__is_fictional"
    )
    year = YearColumn("年度", "预算年度")
    scope = ChoiceColumn("口径", "部门预算（含所属单位）或单位预算（只算一个单位）", SCOPES, accessor="report__scope")
    stage = ChoiceColumn("阶段", "预算", STAGES, accessor="report__stage")
    version = NumberColumn("版本", "本站第几版", accessor="report__version")
    measure = PublicColumn("比什么", "金额是什么")
    amount = AmountColumn("金额", "空 = 未收录或没读到，或比的是百分比")
    basis = PublicColumn("结转", "照报告，或不含上年结转")
    carryover = AmountColumn("其中上年结转", "空 = 报告里没有这一项", accessor="report__carryover")
    is_derived = YesNoColumn("是否推算", "是 = 由下一年报告的“比上年增加…”推算")
    is_held = HeldColumn("状态", "未收录 = 本站没有这份报告，不等于没有公开")
    address = PublicColumn("网址", "")
    region_code, region = list(place_columns("department__region").values())[:2]
    public_id = PublicColumn("报告编号", "固定链接 /reports/报告编号/", accessor="report__public_id")
    department_id = NumberColumn("部门编号", "网址 /departments/部门编号/", accessor="department__pk")
    sha256 = PublicColumn("来源 SHA-256", "读取的原始文件的指纹", accessor="report__source__sha256")
    share = RateColumn("占全年预算（%）", "比的是百分比时才有")


class InsideTable(PublicTable):
    about = "比一比，里面：每个科目每个部门一行，同一年"

    code = PublicColumn("科目编码", "文本；经济科目可能没印编码")
    name = PublicColumn("科目名称", "")
    department, unit, year, scope, stage, version = list(report_columns("report").values())[3:]
    amount = AmountColumn("金额", "空 = 这份报告里没有这个科目")
    region_code, region, is_fictional = place_columns("report__department__region").values()
    public_id, department_id, sha256 = source_columns("report").values()


class DisclosureTable(PublicTable):
    about = "收录情况：每个部门每年一行，本站没有的也列出"

    region = PublicColumn("地区", "部门所在的行政区划", accessor="department__region__name")
    is_fictional = YesNoColumn("虚构示例", "是 = 示例市", accessor="department__region__is_fictional")
    department = PublicColumn("部门", "", accessor="department__name")
    unit = PublicColumn("单位", "单位预算的预算单位；部门预算为空", accessor="report__unit__name")
    year = YearColumn("年度", "预算年度")
    scope = ChoiceColumn("口径", "部门预算或单位预算；空 = 未收录", SCOPES, accessor="report__scope")
    is_held = HeldColumn("状态", "未收录 = 本站没有这份报告，不等于没有公开")
    tables = NumberColumn("表数", "十三张表里有几张", accessor="report__holdings__tables")
    empty_tables = NumberColumn("其中表空", "有表而没有填数", accessor="report__holdings__empty_tables")
    missing_tables = NumberColumn(
        "缺的表", "该年度全国统一要求而没有读到的表", accessor="report__holdings__missing_tables"
    )
    targets = NumberColumn("绩效目标表份数", "", accessor="report__holdings__targets")
    missing_forms = NumberColumn(
        "缺的目标表", "声明公开而没有绩效目标表的项目", accessor="report__holdings__missing_forms"
    )
    errors = NumberColumn("没对上（错误）", "自动核对", accessor="checks__error")
    warnings = NumberColumn("没对上（提醒）", "自动核对", accessor="checks__warning")
    approved = DateColumn("批复日期", "工作人员登记的；空 = 不知道", accessor="report__approved_on")
    disclosed = DateColumn("公开日期", "部门公开的日期，工作人员登记的；空 = 不知道", accessor="report__disclosed_on")
    added = DateColumn("本站收录日期", "不是部门公开的日期", accessor="report__published_at")
    region_code = PublicColumn("地区代码", "GB/T 2260，文本", accessor="department__region_id")
    stage = ChoiceColumn("阶段", "预算", STAGES, accessor="report__stage")
    version = NumberColumn("版本", "本站第几版", accessor="report__version")
    public_id = PublicColumn("报告编号", "固定链接 /reports/报告编号/", accessor="report__public_id")
    department_id = NumberColumn("部门编号", "网址 /departments/部门编号/", accessor="department__pk")
    sha256 = PublicColumn("来源 SHA-256", "读取的原始文件的指纹", accessor="report__source__sha256")


class HitsTable(PublicTable):
    about = "搜索结果：每个结果一行"

    kind = PublicColumn("种类", "部门、单位、项目、功能科目、经济科目、名词")
    code = PublicColumn("科目编码", "只有科目有；文本")
    name = PublicColumn("名称", "")
    says = PublicColumn("说明", "曾用名，或名词的一句话说明")
    region_code, region, is_fictional = place_columns("region").values()
    department = PublicColumn("部门", "", accessor="department__name")
    year = YearColumn("年度", "项目所在报告的年度", accessor="report__year")
    scope = ChoiceColumn("口径", "项目所在报告的口径", SCOPES, accessor="report__scope")
    stage = ChoiceColumn("阶段", "预算", STAGES, accessor="report__stage")
    version = NumberColumn("版本", "项目所在报告的版本", accessor="report__version")
    amount = AmountColumn("金额", "项目这一行的合计")
    page = NumberColumn("页码", "PDF 第几页", accessor="line__page")
    address = PublicColumn("网址", "")
    sha256 = PublicColumn("来源 SHA-256", "项目所在报告的原始文件的指纹", accessor="report__source__sha256")


class TermsTable(PublicTable):
    about = "名词解释：每个名词一行"

    term = PublicColumn("名词", "")
    plain = PublicColumn("大白话", "空 = 本站没有另起叫法")
    says = PublicColumn("一句话说明", "本站写的")
    definition = PublicColumn("报告里怎么解释", "最常见的原话", accessor="quoted__definition")
    reports = NumberColumn("几份报告解释了它", "")
    department = PublicColumn("部门", "原话出自哪个部门的报告", accessor="quoted__report__department__name")
    year = YearColumn("年度", "原话出自哪一年的报告", accessor="quoted__report__year")
    public_id = PublicColumn("报告编号", "固定链接 /reports/报告编号/", accessor="quoted__report__public_id")


class ChangesTable(PublicTable):
    about = "这一版改了什么：每处不同一行"

    what = ChoiceColumn("哪种不同", "多了一张表、少了一张表、多了一行、少了一行、改了一格", WHAT)
    slug = PublicColumn("表", "表的代号，网址的最后一段")
    title = PublicColumn("标题", "照原表")
    row = PublicColumn("行", "这一行的名称；空 = 整张表")
    column = PublicColumn("栏", "")
    old = PublicColumn("上一版", "照原表；空 = 原表空白或没有")
    new = PublicColumn("这一版", "照原表；空 = 原表空白或没有")
    old_page = NumberColumn("上一版页码", "PDF 第几页")
    new_page = NumberColumn("这一版页码", "PDF 第几页")
