"""Code lists (科目) as reports of given years print them: a code or year that isn't here is unknown, never wrong."""

from django.db import models


class CodeSeen(models.Model):
    """A code with a name under which reports printed it. `years` lists the fiscal years in which it was seen so."""

    class Level(models.TextChoices):
        CLASS = "class", "类"
        SUBCLASS = "subclass", "款"
        ITEM = "item", "项"

    code = models.CharField(max_length=7)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=8, choices=Level)
    years = models.JSONField(default=list)

    class Meta:
        abstract = True
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FunctionalCode(CodeSeen):
    """支出功能分类科目 (类 3 digits, 款 5, 项 7)."""

    class Meta(CodeSeen.Meta):
        constraints = (models.UniqueConstraint(fields=("code", "name"), name="functional_code_name_once"),)


class EconomicCode(CodeSeen):
    """支出经济分类科目: `department` 部门预算 (301 …) or `government` 政府预算 (501 …)."""

    class Classification(models.TextChoices):
        DEPARTMENT = "department", "部门预算支出经济分类"
        GOVERNMENT = "government", "政府预算支出经济分类"

    classification = models.CharField(max_length=10, choices=Classification)

    class Meta(CodeSeen.Meta):
        constraints = (
            models.UniqueConstraint(fields=("classification", "code", "name"), name="economic_code_name_once"),
        )
