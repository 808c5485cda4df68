"""Where it comes from: the file as received (原始文件), stored once, unchanged, and what a reader made of it when."""

from django.db import models


def source_path(source: "SourceFile", _filename: str) -> str:
    return f"sources/{source.sha256[:2]}/{source.sha256}{source.extension}"


class SourceFile(models.Model):
    """原始文件 by its SHA-256. A `reproduction` (依公开数据重排) is never called 原件 on a page."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", "原件"
        REPRODUCTION = "reproduction", "依公开数据重排"

    EXTENSIONS = {"application/pdf": ".pdf", "text/plain": ".txt"}  # noqa: RUF012  -- a constant

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=40)
    original_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ORIGINAL)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    file = models.FileField(upload_to=source_path, max_length=120)
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.original_name} ({self.sha256[:12]})"

    @property
    def extension(self) -> str:
        return self.EXTENSIONS.get(self.media_type, "")

    @property
    def is_reproduction(self) -> bool:
        return self.kind == self.Kind.REPRODUCTION

    @property
    def is_pdf(self) -> bool:
        return self.media_type == "application/pdf"


class Reading(models.Model):
    """One reading of a source file by one version of the reader."""

    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="readings")
    reader_version = models.CharField(max_length=20)
    is_ocr = models.BooleanField(default=False)
    read_at = models.DateTimeField(auto_now_add=True)
    page_kinds = models.JSONField(
        null=True, blank=True, help_text="cover | contents | blank -> pages; NULL = not judged"
    )
    personal_boxes = models.JSONField(
        default=dict, blank=True, help_text="page -> boxes (points) of form-fillers' names and telephones, for masking"
    )
    personal_spans = models.JSONField(
        default=list, blank=True, help_text="of a text or web page: [start, end) in bytes of the same, for masking"
    )

    def __str__(self) -> str:
        return f"{self.source} · reader {self.reader_version}"
