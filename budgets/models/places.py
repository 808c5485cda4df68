"""Who reports: regions (行政区划), departments (部门), their names over time and their budget units (预算单位)."""

from django.db import models


class Region(models.Model):
    """行政区划 by its GB/T 2260 code. A fictional one (示例市) says so and is never added to real ones."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60, db_index=True)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_fictional = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """部门. `name` is the newest; earlier ones stay in DepartmentName so that old pages keep the old name."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("region", "name"), name="department_name_once_per_region"),)

    def __str__(self) -> str:
        return self.name


class DepartmentName(models.Model):
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, db_index=True)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("department", "name"), name="department_had_this_name_once"),)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """机构改革: which department went on as which. Totals are chained only for a rename."""

    class Kind(models.TextChoices):
        RENAME = "rename", "更名"
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    predecessor = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="predecessions")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("predecessor", "successor", "year"), name="succession_once"),)

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.year})"


class BudgetUnit(models.Model):
    """预算单位 inside a department; the 本级 is one too."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("department", "name"), name="unit_name_once_per_department"),)

    def __str__(self) -> str:
        return self.name
