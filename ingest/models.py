"""The staff side's own records: what was handed in, and what became of it."""

from django.conf import settings
from django.db import models

from budgets.models import Report, SourceFile


def incoming_path(upload: "Upload", filename: str) -> str:
    return f"incoming/{upload.token}"


class Upload(models.Model):
    """收件: one file handed in. It waits in `incoming` until it is read; a refused one leaves only its refusal."""

    class Status(models.TextChoices):
        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取"
        READY = "ready", "已读取"
        DUPLICATE = "duplicate", "重复文件"
        REFUSED = "refused", "拒收"
        FAILED = "failed", "读取出错"

    token = models.UUIDField(unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )
    at = models.DateTimeField(auto_now_add=True)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    stated = models.JSONField(
        default=dict, blank=True, help_text="department, unit, year, scope, region as the uploader states them"
    )
    file = models.FileField(upload_to=incoming_path, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, default="")
    source = models.ForeignKey(SourceFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.original_name} ({self.get_status_display()})"
