"""Projects (项目) across years, their performance targets (绩效目标) and indicators (绩效指标)."""

from django.db import models

from budgets.models.places import Department
from budgets.models.reports import Report
from budgets.vocabulary import SCOPE_OF_TARGET


class Project(models.Model):
    """Identity: same department and unit, same name once brackets, case and years in it are folded (`key`)."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="projects")
    unit_name = models.CharField(
        max_length=120, help_text="the budget unit it belongs to; the department's name where none is printed"
    )
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("department", "unit_name", "key"), name="project_identity_once"),
        )

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """项目支出绩效目标表. Names and telephone numbers of form-fillers are never stored. Funding in yuan, as printed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="targets")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="targets")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    department_code = models.CharField(max_length=20, null=True, blank=True)
    unit = models.CharField(max_length=120, null=True, blank=True)
    attribute = models.CharField(max_length=80, null=True, blank=True)
    period = models.CharField(max_length=80, null=True, blank=True)
    funding = models.JSONField(default=dict)
    overview = models.TextField(null=True, blank=True)
    basis = models.TextField(null=True, blank=True)
    necessity = models.TextField(null=True, blank=True)
    measures = models.TextField(null=True, blank=True)
    plan = models.TextField(null=True, blank=True)
    implementation_goal = models.TextField(null=True, blank=True)
    annual_goal = models.TextField(null=True, blank=True)
    filled_at = models.CharField(max_length=40, null=True, blank=True)
    pages = models.JSONField(default=list)

    class Meta:
        ordering = ("report_id", "position")
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="target_position_once_per_report"),)

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=14, choices=SCOPE_OF_TARGET.items())
    level1 = models.CharField("一级指标", max_length=120, null=True, blank=True)
    level2 = models.CharField("二级指标", max_length=120, null=True, blank=True)
    level3 = models.CharField("三级指标", max_length=500, null=True, blank=True)
    value = models.CharField("指标值", max_length=500, null=True, blank=True)

    class Meta:
        ordering = ("target_id", "position")

    def __str__(self) -> str:
        return f"{self.level3 or ''} {self.value or ''}".strip()
