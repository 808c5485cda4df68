"""What lists and the front page say of many reports at once, kept beside them so that no page adds them all up."""

from django.db import models
from django.db.models import Q

from budgets.models.places import Department, Region
from budgets.models.reports import Report
from budgets.models.tables import Line, yuan


class RegionYear(models.Model):
    """地区年度合计: the published reports of one region's own departments in one year; `year` NULL: of all years.

    Sums are over reports that don't overlap (a unit's own is left out where its department's is there). Always computed
    anew from the reports, by `budgets.totals.add_up`; the rows of a region never hold anything that its reports don't.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="totals")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    departments = models.PositiveIntegerField(default=0, help_text="with a published report")
    published = models.PositiveIntegerField(default=0, help_text="published reports, overlapping ones too")
    reports = models.PositiveIntegerField(default=0, help_text="reports that the sums are over")
    unit_reports = models.PositiveIntegerField(default=0, help_text="of these: a unit's own, its department's not here")
    total = yuan("预算合计")
    carryover = yuan("上年结转")
    three_public = yuan("三公经费")
    with_three_public = models.PositiveIntegerField(default=0)
    with_classes = models.PositiveIntegerField(default=0, help_text="reports whose 支出总表 prints 类")
    projects = models.PositiveIntegerField(default=0, help_text="project rows of this year's money")
    project_rows = models.PositiveIntegerField(default=0, help_text="project rows, carried-over money too")
    largest_project = models.PositiveBigIntegerField(null=True, blank=True, help_text="id of its row")
    passed = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=dict, help_text="rule -> severity -> failed checks")
    classes = models.JSONField(default=dict, help_text="code of a 类 -> its name, and its sum as text")
    attributes = models.JSONField(default=dict, help_text="项目属性 -> target forms that print it")
    # of all years, from each department's newest report: 项目支出占比
    with_shares = models.PositiveIntegerField(default=0)
    mostly_projects = models.PositiveIntegerField(default=0, help_text="with more than half in projects")
    shares = models.JSONField(default=list, help_text="the eight largest: id of the report, share")

    class Meta:
        ordering = ("region_id", "year")
        constraints = (
            models.UniqueConstraint(fields=("region", "year"), name="region_year_once"),
            models.UniqueConstraint(fields=("region",), condition=Q(year__isnull=True), name="region_all_years_once"),
        )

    def __str__(self) -> str:
        return f"{self.region_id} {self.year or '各年'}"


class CodeKind(models.TextChoices):
    FUNCTION = "function", "支出功能分类"
    DEPARTMENT = "department", "部门预算支出经济分类"
    GOVERNMENT = "government", "政府预算支出经济分类"


class CodeTotal(models.Model):
    """`code` is an economic one's name where a place prints it without its code."""

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=CodeKind)
    code = models.CharField(max_length=120)
    total = yuan("合计")

    class Meta:
        abstract = True


class RegionCode(CodeTotal):
    """科目年度合计: what the reports of one region's own departments spend on a 科目 in one year."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+", db_index=False)
    reports = models.PositiveIntegerField(help_text="reports that don't overlap")
    unit_reports = models.PositiveIntegerField(help_text="of these: a unit's own")

    class Meta:
        ordering = ("region_id", "year", "kind", "code")
        constraints = (models.UniqueConstraint(fields=("region", "year", "kind", "code"), name="region_code_once"),)
        indexes = (models.Index(fields=("code",), name="region_code_by_code"),)

    def __str__(self) -> str:
        return f"{self.region_id} {self.year} {self.code}"


class ReportCode(CodeTotal):
    """科目支出: what one report spends on a 科目, the sum of its rows in its 支出总表 or 基本支出表."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    rows = models.PositiveIntegerField()
    line = models.PositiveBigIntegerField(help_text="id of the first of them")
    basic = yuan("基本支出")
    project = yuan("项目支出")
    personnel = yuan("人员经费")
    public = yuan("公用经费")

    class Meta:
        ordering = ("report_id", "kind", "code")
        constraints = (models.UniqueConstraint(fields=("report", "kind", "code"), name="report_code_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.code}"


class RegionTerm(models.Model):
    """名词合计: how many published reports of one region's departments explain a term in one wording."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+", db_index=False)
    term = models.CharField(max_length=120)
    wording = models.CharField(max_length=32, help_text="MD5 of the definition")
    reports = models.PositiveIntegerField()
    first = models.PositiveBigIntegerField(help_text="id of the first GlossaryTerm that says so")

    class Meta:
        ordering = ("region_id", "term", "wording")
        constraints = (models.UniqueConstraint(fields=("region", "term", "wording"), name="region_term_once"),)

    def __str__(self) -> str:
        return f"{self.region_id} {self.term}"


class ReportHoldings(models.Model):
    """收录情况: what a published report holds, and what its checks miss in it."""

    report = models.OneToOneField(Report, primary_key=True, on_delete=models.CASCADE, related_name="holdings")
    tables = models.PositiveIntegerField(help_text="of a kind that is known")
    empty_tables = models.PositiveIntegerField(help_text="of these: without rows")
    targets = models.PositiveIntegerField(help_text="target forms")
    missing_tables = models.PositiveIntegerField(help_text="of those required in its year")
    missing_forms = models.PositiveIntegerField(help_text="projects without the form that the report announces")

    class Meta:
        ordering = ("report",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.tables}"


class ListedProject(models.Model):
    """列出的项目: a project row that lists show, with what they are searched and ordered by."""

    line = models.OneToOneField(Line, primary_key=True, on_delete=models.CASCADE, related_name="listing")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300, null=True)
    total = yuan("合计")
    attribute = models.CharField(max_length=80, null=True, help_text="项目属性 of its target form, where it has one")
    is_new = models.BooleanField(db_default=False, help_text="last year's report of the same holder lists others")
    is_ended = models.BooleanField(db_default=False, help_text="next year's report of the same holder lists others")

    class Meta:
        ordering = ("line",)
        indexes = (
            models.Index(fields=("year",), condition=Q(is_new=True), name="listed_project_new"),
            models.Index(fields=("year",), condition=Q(is_ended=True), name="listed_project_ended"),
        )

    def __str__(self) -> str:
        return self.name or ""
