"""更正 and 确认: what staff set right in the reading, and which errors they confirmed to be the document's own."""

import json

from django.conf import settings
from django.db import models

from budgets.models.reports import Report
from budgets.vocabulary import PROJECT_ROW_KINDS, SIDES

ROWS = "rows"  # the field of a correction that puts rows in place of others
WORDS = {**SIDES, **PROJECT_ROW_KINDS, "increase": "增加", "decrease": "减少", "unchanged": "持平"}


def in_words(field: str, text: str | None) -> str | None:
    """What was read or put, as a page says it: None for a blank cell, rows with their cells one after the other."""
    if field != ROWS:
        return WORDS.get(text or "", text)
    rows = ["　".join(WORDS.get(cell, cell) for cell in row.values() if cell) for row in json.loads(text or "[]")]
    return "；".join(rows) or "没有这一行"


class Correction(models.Model):
    """更正: makes the record equal the page. `read` and `corrected` are texts as printed; NULL is a blank cell.

    `field` is a key of the row, a printed heading after "extra:", or `kind` | `unit` of a table, or `department` |
    `year` | `scope` of the report; with `rows` both texts are lists of rows as JSON, from `position` on. `table` is the
    table's slug (or another part's address); `row` the row's own words, to find it again when the file is read anew.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrections")
    table = models.CharField(max_length=32, null=True, blank=True)
    position = models.PositiveIntegerField(null=True, blank=True, help_text="the row's number in its table")
    row = models.CharField(max_length=300, null=True, blank=True)
    field = models.CharField(max_length=300)
    read = models.TextField(null=True, blank=True)
    corrected = models.TextField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.TextField()
    is_carried = models.BooleanField(default=False, help_text="taken over from the version before")

    class Meta:
        ordering = ("report_id", "id")

    def __str__(self) -> str:
        return f"{self.table or ''} {self.row or ''} {self.field}: {self.read_words} → {self.corrected_words}"

    @property
    def read_words(self) -> str | None:
        return in_words(self.field, self.read)

    @property
    def corrected_words(self) -> str | None:
        return in_words(self.field, self.corrected)


class Acknowledgement(models.Model):
    """原件如此: a failed check that is the document's own. `gap` binds it to what was seen: another gap is not it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="acknowledgements")
    place = models.CharField(max_length=700, help_text="Finding.place, the same for the same report read again")
    gap = models.CharField(max_length=60, blank=True, default="")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_carried = models.BooleanField(default=False)

    class Meta:
        ordering = ("report_id", "id")
        constraints = (models.UniqueConstraint(fields=("report", "place", "gap"), name="acknowledged_once"),)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
