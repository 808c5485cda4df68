"""The report's own words: sections, what they state, terms, and what is to be bought as a service."""

from django.db import models

from budgets.models.reports import Report


class Section(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("report_id", "position")

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """One amount, count or share that the narrative states, and the cell it speaks of."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="statements")
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60)
    amount = models.CharField(max_length=40, null=True, blank=True, help_text="as printed, in `unit`")
    count = models.IntegerField(null=True, blank=True)
    share = models.CharField(max_length=20, null=True, blank=True)
    unit = models.CharField(max_length=20, null=True, blank=True)
    table = models.CharField(max_length=24, null=True, blank=True)
    row = models.CharField(max_length=300, null=True, blank=True)
    column = models.CharField(max_length=40, null=True, blank=True)
    quote = models.TextField()
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("report_id", "position")

    def __str__(self) -> str:
        return self.quote[:40]


class GlossaryTerm(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="glossary")
    position = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=120)
    definition = models.TextField(blank=True)

    class Meta:
        ordering = ("report_id", "position")

    def __str__(self) -> str:
        return self.term


class ServicePurchase(models.Model):
    """政府购买服务指导性目录: one service to be bought."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="service_purchases")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, null=True, blank=True)
    name = models.CharField(max_length=200)
    amount = models.CharField(max_length=40, null=True, blank=True)

    class Meta:
        ordering = ("report_id", "position")

    def __str__(self) -> str:
        return self.name
