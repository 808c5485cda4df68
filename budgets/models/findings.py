"""Findings (核对结果): what a check or the reading itself found in one report."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat, Left, NullIf

from budgets.models.reports import Report
from budgets.vocabulary import OUTCOMES, SEVERITIES

GRADE = Case(  # errors first
    When(severity="error", then=Value(0)),
    When(severity="warning", then=Value(1)),
    default=Value(2),
    output_field=models.SmallIntegerField(),
)
LONGEST_PLACE = 700


def known(column: str) -> Coalesce:
    return Coalesce(F(column), Value(""), output_field=models.TextField())


def told(key: str) -> NullIf:
    """SQLite gives JSON's null as a word."""
    text = NullIf(KeyTextTransform(key, "evidence"), Value("null"))
    return NullIf(text, Value(""), output_field=models.TextField())


# `Finding.place` and `Finding.gap` as the database puts them together
GAP = Coalesce(told("gap"), Value(""), output_field=models.TextField())
CHECKED_PLACE = Concat(
    *("rule", Value("|"), known("table"), Value("|"), known("row"), Value("|"), known("column")),
    output_field=models.TextField(),
)
READ_PLACE = Concat(
    *(Value("reading:"), "rule", Value("|"), known("table"), Value("|"), "message"), output_field=models.TextField()
)
PLACE = Case(
    When(origin="check", then=Coalesce(told("place"), CHECKED_PLACE)),
    default=Left(READ_PLACE, LONGEST_PLACE),
    output_field=models.TextField(),
)


class Finding(models.Model):
    """Outcome of one check at one place (`origin` check), or a doubt of the reading (`origin` reading)."""

    class Origin(models.TextChoices):
        CHECK = "check", "勾稽校验"
        READING = "reading", "读取"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=7, choices=Origin)
    rule = models.CharField(max_length=48)
    severity = models.CharField(max_length=7, choices=SEVERITIES.items())
    outcome = models.CharField(max_length=7, choices=OUTCOMES.items())
    table = models.CharField(max_length=32, null=True, blank=True)
    row = models.CharField(max_length=300, null=True, blank=True)
    column = models.CharField(max_length=120, null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    evidence = models.JSONField(
        default=dict,
        help_text="left, right, gap, tolerance and unit of the finding's JSON; its place if unusual",
    )
    message = models.TextField(blank=True)

    class Meta:
        ordering = ("report_id", "position")
        indexes = (
            models.Index(fields=("report", "origin", "outcome", "severity", "rule"), name="finding_counts"),
            models.Index(
                GRADE,
                models.F("report").desc(),
                "position",
                condition=Q(origin="check", outcome="failed"),
                name="finding_failed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"

    @property
    def place(self) -> str:
        """Where it was found, the same for the same file read again (核对's own, or the reading's words)."""
        if self.origin == self.Origin.CHECK:
            return str(
                self.evidence.get("place") or f"{self.rule}|{self.table or ''}|{self.row or ''}|{self.column or ''}"
            )
        return f"reading:{self.rule}|{self.table or ''}|{self.message}"[:LONGEST_PLACE]

    @property
    def gap(self) -> str:
        return str(self.evidence.get("gap") or "")
