"""Tables and their printed rows. Amounts are exact yuan; a blank cell is NULL, which is not 0."""

from django.db import models
from django.db.models import Q

from budgets.models.fields import OrderedJSONField
from budgets.models.projects import Project
from budgets.models.reports import Report
from budgets.vocabulary import CARRYOVER_BASES, FUNDS_BASES, PROJECT_ROW_KINDS, SIDES, TABLE_KIND


class ReportTable(models.Model):
    """One printed table. `slug` is its address: the kind's id, id-2 for a second of its kind, other-1 … without one."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="tables")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, help_text="id of budgets.vocabulary.TABLE_KINDS, or other")
    slug = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, null=True, blank=True, help_text="金额单位 as printed")
    carryover = models.CharField(max_length=8, choices=CARRYOVER_BASES.items(), null=True, blank=True)
    funds = models.CharField(max_length=13, choices=FUNDS_BASES.items(), null=True, blank=True)
    note = models.TextField(null=True, blank=True)
    pages = models.JSONField(default=list)
    headings = models.JSONField(default=list, blank=True, help_text="heading rows of a table without a kind")
    cells = models.JSONField(default=list, blank=True, help_text="rows of a table without a kind, as printed")

    class Meta:
        ordering = ("report_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("report", "slug"), name="table_slug_once_per_report"),
            models.UniqueConstraint(fields=("report", "position"), name="table_position_once_per_report"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """The kind's everyday name, else the printed title; a table without either by its page."""
        kind = TABLE_KIND.get(self.kind)
        page = f"（第 {self.pages[0]} 页）" if self.pages else ""
        return kind.plain if kind else self.title or f"没有印表名的表{page}"

    @property
    def is_empty(self) -> bool:
        return not self.cells and not self.lines.exists()


def yuan(verbose_name: str) -> models.DecimalField:
    return models.DecimalField(verbose_name, max_digits=20, decimal_places=2, null=True, blank=True)


class Line(models.Model):
    """One printed row. `printed` holds its keyed cells as printed, `extra` columns without a key by their heading."""

    table = models.ForeignKey(ReportTable, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True, help_text="x0, top, x1, bottom in points from the page's top left")

    side = models.CharField(max_length=11, choices=SIDES.items(), null=True, blank=True)
    code = models.CharField(max_length=20, null=True, blank=True)
    name = models.CharField(max_length=300, null=True, blank=True, help_text="科目, 项目 or 经济科目 name")
    level = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="0 total, 1 类, 2 款, 3 项; projects: 1 department, 2 unit, 3 project"
    )
    is_total = models.BooleanField(default=False)
    row_kind = models.CharField(max_length=10, choices=PROJECT_ROW_KINDS.items(), null=True, blank=True)
    unit = models.CharField(max_length=120, null=True, blank=True)
    unit_code = models.CharField(max_length=20, null=True, blank=True)
    department_economic = models.CharField(max_length=120, null=True, blank=True)
    department_economic_code = models.CharField(max_length=20, null=True, blank=True)
    government_economic = models.CharField(max_length=120, null=True, blank=True)
    government_economic_code = models.CharField(max_length=20, null=True, blank=True)
    project_identity = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines"
    )

    amount = yuan("金额")
    total = yuan("合计")
    basic = yuan("基本支出")
    project = yuan("项目支出")
    general_public_budget = yuan("一般公共预算")
    government_fund = yuan("政府性基金预算")
    state_capital = yuan("国有资本经营预算")
    special_account = yuan("财政专户管理资金")
    unit_funds = yuan("单位资金")
    carryover = yuan("上年结转")
    current = yuan("当年预算安排")
    personnel = yuan("人员经费")
    public = yuan("公用经费")
    prior_total = yuan("上年预算数")
    change = yuan("比上年增减")
    change_percent = models.DecimalField("比上年增减（%）", max_digits=14, decimal_places=4, null=True, blank=True)

    printed = OrderedJSONField(default=dict)
    extra = OrderedJSONField(default=dict, blank=True)
    confidence = models.JSONField(
        default=dict, blank=True, help_text="of cells recognised from a picture: key or heading → 0–1, below 1 only"
    )

    class Meta:
        ordering = ("table_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("table", "position"), name="line_position_once_per_table"),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=9), name="line_level_small"),
        )
        indexes = (
            models.Index(fields=("code",), name="line_code"),
            models.Index(fields=("project_identity",), name="line_project"),
        )

    def __str__(self) -> str:
        return f"{self.code or ''} {self.name or self.unit or ''}".strip()
