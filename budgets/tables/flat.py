"""Datasets (数据集) as flat tables: one row per region, department, table, line, project, target form, indicator.

They have no page of their own: files, packages and the API are made of them.
"""

from __future__ import annotations

from decimal import Decimal

from budgets.models import Department, Line, ReportTable, Target
from budgets.models.places import Region
from budgets.tables.columns import (
    AmountColumn,
    ChoiceColumn,
    FlagColumn,
    NumberColumn,
    ObjectColumn,
    PublicColumn,
    PublicTable,
    RateColumn,
    YesNoColumn,
)
from budgets.tables.lists import DateColumn
from budgets.tables.whose import IdColumn, place_columns, report_columns, source_columns
from budgets.targets import FUNDING, WORDS, yuan
from budgets.vocabulary import (
    CARRYOVER_BASES,
    FUNDS_BASES,
    KEYS,
    MEASURES,
    PROJECT_ROW_KINDS,
    RATES,
    SCOPE_OF_TARGET,
    SIDES,
    TABLE_KIND,
)

TABLE_NAMES = {**{kind.id: kind.name for kind in TABLE_KIND.values()}, "other": "其他表"}
HALVES = {"implementation": "整个实施期", "annual": "本年"}


class SlugColumn(PublicColumn):
    def __init__(self, accessor: str):
        super().__init__("表", "表的代号，网址的最后一段", accessor=accessor)


class KindColumn(ChoiceColumn):
    def __init__(self, accessor: str):
        super().__init__("表种", "十三张表之一；other = 其他表", TABLE_NAMES, accessor=accessor)


class PagesColumn(PublicColumn):
    def data(self, value: list[int]) -> str | None:
        return " ".join(str(page) for page in value) or None


class FundingColumn(AmountColumn):
    """The form prints 元; here 万元 as everywhere."""

    def __init__(self, half: str, source: str):
        super().__init__(f"{HALVES[half]}{FUNDING[source]}", "绩效目标表的资金；空 = 原表空白或没有这一栏")
        self.half, self.source = half, source

    def data(self, record: Target) -> Decimal | None:
        return super().data(yuan((record.funding.get(self.half) or {}).get(self.source)))


class RegionsTable(PublicTable):
    about = "行政区划，每个代码一行"

    code = PublicColumn("地区代码", "GB/T 2260，文本", accessor="region__code")
    name = PublicColumn("地区", "", accessor="region__name")
    level = ChoiceColumn("级别", "省级、市级、县级", dict(Region.Level.choices), accessor="region__level")
    parent_code = PublicColumn("上级代码", "空 = 没有上级", accessor="region__parent_id")
    is_fictional = YesNoColumn(
        "虚构示例", "是 = 示例市，数字是编的，不要和真实部门相加", accessor="region__is_fictional"
    )
    valid_from = DateColumn("启用日期", "空 = 不知道", accessor="region__valid_from")
    valid_to = DateColumn("停用日期", "空 = 还在用", accessor="region__valid_to")
    successor_code = PublicColumn("并入或改为", "停用后由哪个代码接替", accessor="region__successor_id")
    department_count = NumberColumn("部门数", "这个地区和下级地区里有已公布报告的部门", accessor="count")


class DepartmentsTable(PublicTable):
    about = "有已公布报告的部门，每个部门一行"

    id = NumberColumn("部门编号", "网址 /departments/部门编号/")
    name = PublicColumn("部门", "现在的名称")
    region_code, region, is_fictional = place_columns("region").values()
    former_names = PublicColumn("曾用名", "用、隔开；空 = 没有")
    years = PublicColumn("年度", "有已公布报告的预算年度，用空格隔开")

    def data_former_names(self, record: Department) -> str | None:
        return "、".join(name.name for name in record.names.all() if name.name != record.name) or None

    def data_years(self, record: Department) -> str:
        return " ".join(str(year) for year in sorted({report.year for report in record.public_reports}))


class TablesTable(PublicTable):
    about = "报告里的表，每张表一行"

    id = IdColumn(ReportTable, "编号", "报告编号.表的代号")
    slug = SlugColumn("slug")
    kind = KindColumn("kind")
    number = NumberColumn("表号", "十三张表的第几张；空 = 其他表")
    title = PublicColumn("标题", "照原表")
    printed_unit = PublicColumn("原表单位", "原表印的金额单位；空 = 没写", accessor="unit")
    carryover_basis = ChoiceColumn("结转", "含或不含上年结转，照原表；没写为空", CARRYOVER_BASES, accessor="carryover")
    funds_basis = ChoiceColumn("资金范围", "照原表标题；没写为空", FUNDS_BASES, accessor="funds")
    row_count = NumberColumn("行数", "0 = 表空（本表无数据）", accessor="pk")
    note = PublicColumn("附注", "原表附注；空 = 没有")
    pages = PagesColumn("页码", "PDF 第几页，用空格隔开")
    region_code, region, is_fictional, department, unit, year, scope, stage, version = report_columns("report").values()
    public_id, department_id, sha256 = source_columns("report").values()

    def data_row_count(self, record: ReportTable) -> int:
        return record.line_count or len(record.cells)


def lines_table() -> type[PublicTable]:
    columns = {
        "id": IdColumn(Line, "编号", "报告编号.表的代号.行号"),
        **report_columns("table__report"),
        "table": SlugColumn("table__slug"),
        "kind": KindColumn("table__kind"),
        "carryover_basis": ChoiceColumn(
            "结转", "含或不含上年结转，照原表；没写为空", CARRYOVER_BASES, accessor="table__carryover"
        ),
        "position": NumberColumn("行号", "在这张表里第几行，照原表的顺序"),
        "side": ChoiceColumn(KEYS["side"], "收支总表这样的表才有", SIDES),
        "row_kind": ChoiceColumn(KEYS["kind"], "部门、单位两级是小计，项目才是最细一级", PROJECT_ROW_KINDS),
        "code": PublicColumn(KEYS["code"], "照原表；文本，不是数字"),
        "name": PublicColumn("名称", "科目、项目或这一行的名称，照原表"),
        "level": NumberColumn("level", "0 合计，1 类，2 款，3 项；项目表：1 部门，2 单位，3 项目"),
        "is_total": FlagColumn("is_total", "1 = 这一行是别的行的合计，不要再相加"),
        "budget_unit": PublicColumn(KEYS["unit"], "照原表", accessor="unit"),
        "budget_unit_code": PublicColumn(KEYS["unit_code"], "照原表；文本", accessor="unit_code"),
        **{
            key: PublicColumn(KEYS[key], "照原表；文本" if key.endswith("code") else "照原表")
            for key in KEYS
            if "economic" in key
        },
        **{key: AmountColumn(heading, "空 = 原表空白，0.00 = 原表印了 0") for key, heading in MEASURES.items()},
        **{key: RateColumn(heading, "照原表") for key, heading in RATES.items()},
        "extra": ObjectColumn("其余栏", "本站没有统一栏目的列：原表的标题和格里的字"),
        "project_id": NumberColumn("项目编号", "网址 /projects/项目编号/", accessor="project_identity_id"),
        "page": NumberColumn("页码", "PDF 第几页；从文字稿读取的为空"),
        **source_columns("table__report"),
    }
    return type("LinesTable", (PublicTable,), {**columns, "about": "十三张表的每一行，照原表的顺序"})


class ProjectsListTable(PublicTable):
    about = "项目，跨年度算一个；每年的金额在行里，按项目编号找"

    id = NumberColumn("项目编号", "网址 /projects/项目编号/")
    name = PublicColumn("项目名称", "照最近一次读到的")
    budget_unit = PublicColumn("预算单位", "照原表；没印单位的是部门自己", accessor="unit_name")
    region_code, region, is_fictional = place_columns("department__region").values()
    department = PublicColumn("部门", "", accessor="department__name")
    department_id = NumberColumn("部门编号", "网址 /departments/部门编号/")


def targets_table() -> type[PublicTable]:
    columns = {
        "id": IdColumn(Target, "编号", "报告编号.targets.第几份"),
        "name": PublicColumn("项目名称", "照原表"),
        **report_columns("report"),
        "budget_unit": PublicColumn("预算单位", "照原表", accessor="unit"),
        "department_code": PublicColumn("主管部门编码", "照原表；文本"),
        "attribute": PublicColumn("项目属性", "照原表"),
        "period": PublicColumn("项目期", "照原表"),
        **{f"{half}_{source}": FundingColumn(half, source) for half in HALVES for source in FUNDING},
        **{key: PublicColumn(heading, "照原表") for key, heading in WORDS.items()},
        "filled_at": PublicColumn("填报时间", "照原表"),
        "pages": PagesColumn("页码", "PDF 第几页，用空格隔开"),
        "project_id": NumberColumn("项目编号", "网址 /projects/项目编号/"),
        **source_columns("report"),
    }
    return type("TargetsTable", (PublicTable,), {**columns, "about": "项目支出绩效目标表，每份一行"})


class IndicatorsTable(PublicTable):
    about = "绩效指标，每个指标一行"

    target_id = IdColumn(Target, "目标表编号", "绩效目标表的编号", accessor="target")
    position = NumberColumn("行号", "在这份表里第几个")
    project = PublicColumn("项目名称", "照原表", accessor="target__name")
    period = ChoiceColumn("期间", "实施期或本年", SCOPE_OF_TARGET, accessor="scope")
    level1 = PublicColumn("一级指标", "照原表")
    level2 = PublicColumn("二级指标", "照原表")
    level3 = PublicColumn("三级指标", "照原表")
    value = PublicColumn("指标值", "照原表")
    region_code, region, is_fictional, department, unit, year, scope, stage, version = report_columns(
        "target__report"
    ).values()
    public_id, department_id, sha256 = source_columns("target__report").values()


LinesTable = lines_table()
TargetsTable = targets_table()
