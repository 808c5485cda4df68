"""What lists and the front page say of many reports at once, kept beside them so that no page adds them all up."""

from django.db import models
from django.db.models import Q

from budgets.models.places import Region
from budgets.models.tables import yuan


class RegionYear(models.Model):
    """地区年度合计: the published reports of one region's own departments in one year; `year` NULL: of all years.

    Sums are over reports that don't overlap (a unit's own is left out where its department's is there). Always computed
    anew from the reports, by `budgets.totals.refresh`; the rows of a region never hold anything that its reports don't.
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
