"""The staff side's own records: what was handed in, what became of it, and who may do what where."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from budgets.models import Region, Report, SourceFile


def incoming_path(upload: "Upload", filename: str) -> str:
    return f"incoming/{upload.token}"


class Batch(models.Model):
    """一批: files handed in together."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"第 {self.pk} 批"


class Upload(models.Model):
    """收件: one file handed in. It waits in `incoming` until it is read; a refused one leaves only its refusal.

    A worker that reads it holds it by `lease`, renewed while it lives; what a dead worker held is taken up again.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "排队"
        READING = "reading", "正在读"
        READY = "ready", "已读取"
        DUPLICATE = "duplicate", "重复文件"
        UNPACKED = "unpacked", "已解开"
        REFUSED = "refused", "拒收"
        FAILED = "failed", "读取出错"

    token = models.UUIDField(unique=True)
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.CASCADE, related_name="uploads")
    archive = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="entries")
    entry = models.PositiveIntegerField(null=True, blank=True, help_text="its number in the archive, from 0")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )
    at = models.DateTimeField(auto_now_add=True)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    stated = models.JSONField(
        default=dict, blank=True, help_text="department, unit, year, scope, region as the uploader states them"
    )
    file = models.FileField(upload_to=incoming_path, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, default="")
    lease = models.UUIDField(null=True, blank=True, help_text="of the worker that reads it")
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(SourceFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads")

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("status", "leased_until"), name="upload_open"),)
        constraints = (models.UniqueConstraint(fields=("archive", "entry"), name="archive_entry_once"),)

    def __str__(self) -> str:
        return f"{self.original_name} ({self.get_status_display()})"

    @property
    def is_working(self) -> bool:
        return self.status in {self.Status.WAITING, self.Status.READING}

    @property
    def is_checking(self) -> bool:
        """All pages are read; what was read is being held against itself and stored."""
        return self.status == self.Status.READING and 0 < self.pages_total == self.pages_done


class Rereading(models.Model):
    """重读: what came of reading a published report's file again with one version of the reader."""

    class Outcome(models.TextChoices):
        QUEUED = "queued", "排队"
        UNCHANGED = "unchanged", "没有变化"
        CHANGED = "changed", "有变化"
        WAITING = "waiting", "已有没公布的更正版"
        GONE = "gone", "已不是公布的版本"
        REFUSED = "refused", "读不了"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rereadings")
    reader_version = models.CharField(max_length=20)
    is_trial = models.BooleanField(default=True, help_text="nothing was changed: it only says what would")
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.QUEUED)
    message = models.TextField(blank=True, default="")
    changes = models.JSONField(
        default=list, blank=True, help_text="the first changed cells: where, read then, read now"
    )
    change_count = models.PositiveIntegerField(default=0)
    draft = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("report_id",)
        constraints = (models.UniqueConstraint(fields=("report", "reader_version"), name="reread_once_by_each_reader"),)

    def __str__(self) -> str:
        return f"{self.report} {self.reader_version}: {self.get_outcome_display()}"


class Jurisdiction(models.Model):
    """负责的地区: the region, with all below it, that somebody works for. No region: every one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jurisdictions")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        permissions = (("manage_accounts", "管理账号"), ("view_all_events", "看全部操作记录"))
        constraints = (
            models.UniqueConstraint(fields=("user", "region"), name="jurisdiction_once"),
            models.UniqueConstraint(
                fields=("user",), condition=Q(region__isnull=True), name="jurisdiction_everywhere_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.region or '全部地区'}"


class FirstPassword(models.Model):
    """初始密码: one that an administrator set. Until its owner has chosen another, nothing else opens to them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_password")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"


class LoginAttempt(models.Model):
    """登录失败: kept for as long as it slows the next one down."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    name = models.CharField(max_length=64, db_index=True, help_text="digest of the user name, whether it exists or not")
    address = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
