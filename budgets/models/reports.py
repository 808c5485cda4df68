"""The report (公开报告): one version of one department's or unit's budget for one year."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from budgets.models.places import BudgetUnit, Department
from budgets.models.sources import Reading, SourceFile
from budgets.vocabulary import FIRST_YEAR, LAST_YEAR, SCOPES, STAGES, STATUSES

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that can be misread


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def who(verbose_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class PublishedReports(models.Manager["Report"]):
    def get_queryset(self) -> models.QuerySet["Report"]:
        return super().get_queryset().filter(status=Report.Status.PUBLISHED)


class Report(models.Model):
    """A version. `unit` is NULL exactly for a 部门预算; what it doesn't print is NULL until somebody states it."""

    class Status(models.TextChoices):
        DRAFT = "draft", STATUSES["draft"]
        SUBMITTED = "submitted", STATUSES["submitted"]
        PUBLISHED = "published", STATUSES["published"]
        SUPERSEDED = "superseded", STATUSES["superseded"]
        WITHDRAWN = "withdrawn", STATUSES["withdrawn"]

    class Reason(models.TextChoices):
        """Why a version replaced the one before."""

        REPLACED = "replaced", "部门更换文件"
        CORRECTED = "corrected", "平台勘误"

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="reports")
    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="report")

    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(BudgetUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    scope = models.CharField(max_length=10, choices=SCOPES.items(), null=True, blank=True)
    stage = models.CharField(max_length=13, choices=STAGES.items(), default="budget")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version_reason = models.CharField(max_length=9, choices=Reason, null=True, blank=True)

    printed = models.JSONField(default=dict, help_text="department, year and scope as the report prints them")
    stated = models.JSONField(default=dict, help_text="what the uploader stated because the report doesn't print it")

    approved_on = models.DateField("批复日期", null=True, blank=True)
    disclosed_on = models.DateField("公开日期", null=True, blank=True)
    official_url = models.URLField("官方网址", max_length=500, null=True, blank=True)

    narrative = models.JSONField(default=dict, blank=True)
    # 收支总计 in yuan, from tables 1 and 3, so that lists need no join: NULL = not in the report
    total = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    basic = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    project = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    three_public = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    carryover = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)

    check_counts = models.JSONField(
        null=True, blank=True, help_text="public checks by outcome, failed ones by severity; NULL = not checked"
    )

    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = who("上传人")
    submitted_by = who("送审人")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = who("审核人")
    publish_at = models.DateTimeField("定时公布", null=True, blank=True, help_text="approved, and public from then on")
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="superseded or withdrawn")
    withdrawal_reason = models.TextField(blank=True, default="")

    objects = models.Manager()
    published = PublishedReports()

    class Meta:
        ordering = ("-year", "department_id", "unit_id", "-version")
        permissions = (("publish_report", "公布和撤回报告"),)
        indexes = (
            models.Index(fields=("department", "year"), name="report_department_year"),
            models.Index(fields=("status", "-published_at"), name="report_newest"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "stage"),
                condition=Q(status="published", unit__isnull=True),
                name="one_published_department_report",
            ),
            models.UniqueConstraint(
                fields=("department", "unit", "year", "stage"),
                condition=Q(status="published", unit__isnull=False),
                name="one_published_unit_report",
            ),
            models.UniqueConstraint(
                fields=("department", "year", "stage", "version"),
                condition=Q(unit__isnull=True),
                name="department_report_version_once",
            ),
            models.UniqueConstraint(
                fields=("department", "unit", "year", "stage", "version"),
                condition=Q(unit__isnull=False),
                name="unit_report_version_once",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="submitted", department__isnull=False, year__isnull=False, scope__isnull=False)
                | Q(
                    department__isnull=False,
                    year__isnull=False,
                    scope__isnull=False,
                    version__isnull=False,
                    published_at__isnull=False,
                ),
                name="public_report_says_whose_and_when",
            ),
            models.CheckConstraint(
                condition=Q(scope__isnull=True)
                | Q(scope="department", unit__isnull=True)
                | Q(scope="unit", unit__isnull=False)
                | Q(status="draft"),
                name="unit_exactly_for_a_unit_report",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="report_year_plausible"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("published_at")),
                name="report_ends_after_it_was_published",
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder or '未说明部门'} {self.year or '未说明年度'} {self.get_scope_display() or ''}".strip()

    @property
    def holder(self) -> "Department | BudgetUnit | None":
        """Whose budget it is: the unit of a unit report, else the department."""
        return self.unit or self.department

    @property
    def is_open(self) -> bool:
        """Not public yet: being worked on, or waiting for its second person."""
        return self.status in {self.Status.DRAFT, self.Status.SUBMITTED}

    @property
    def is_public(self) -> bool:
        """Published now or once: a superseded version keeps its permalink."""
        return self.status in {self.Status.PUBLISHED, self.Status.SUPERSEDED}
