"""部门说明 (replies): what a department has publicly said of a failed check of its report."""

from django.db import models

from budgets.models.reports import Report, who


class Reply(models.Model):
    """部门说明, in the department's words, entered by staff with its source. `gap` binds it to what it speaks of."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="replies")
    place = models.CharField(max_length=700, help_text="Finding.place, the same for the same report read again")
    gap = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField("部门说明")
    said_on = models.DateField("说明日期", null=True, blank=True, help_text="when the department published it")
    source_url = models.URLField("来源网址", max_length=500)
    by = who("录入人")
    at = models.DateTimeField(auto_now_add=True)
    is_carried = models.BooleanField(default=False, help_text="taken over from the version before")

    class Meta:
        ordering = ("report_id", "id")
        constraints = (models.UniqueConstraint(fields=("report", "place", "gap"), name="replied_once"),)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"
