"""Whose figure it is and where it comes from: the columns that every file of figures has, under one heading each."""

from __future__ import annotations

from django.db.models import Expression, Model

from budgets.ids import id_in_sql, id_of
from budgets.tables.columns import ChoiceColumn, NumberColumn, PublicColumn, YearColumn, YesNoColumn
from budgets.vocabulary import SCOPES, STAGES


class IdColumn(PublicColumn):
    """A row's stable id. The accessor leads from the record to the `model` that is named; without one it is itself."""

    def __init__(self, model: type[Model], heading: str, about: str, *, accessor: str | None = None):
        super().__init__(heading, about, places="file", **({"accessor": accessor} if accessor else {}))
        self.model, self.leads = model, accessor

    def data(self, record: Model) -> str:
        return id_of(getattr(record, self.leads) if self.leads else record)

    def in_sql(self, path: str) -> Expression:
        return id_in_sql(self.model, f"{self.leads}__" if self.leads else "")


def place_columns(path: str) -> dict[str, PublicColumn]:
    """`path` leads from the record to its region."""
    return {
        "region_code": PublicColumn("地区代码", "GB/T 2260，文本", places="file", accessor=f"{path}__code"),
        "region": PublicColumn("地区", "部门所在的行政区划", places="file", accessor=f"{path}__name"),
        "is_fictional": YesNoColumn(
            "虚构示例", "是 = 示例市，数字是编的，不要和真实部门相加", places="file", accessor=f"{path}__is_fictional"
        ),
    }


def report_columns(path: str) -> dict[str, PublicColumn]:
    """`path` leads from the record to its report."""
    return {
        **place_columns(f"{path}__department__region"),
        "department": PublicColumn("部门", "公开预算的部门", places="file", accessor=f"{path}__department__name"),
        "unit": PublicColumn("单位", "单位预算的预算单位；部门预算为空", places="file", accessor=f"{path}__unit__name"),
        "year": YearColumn("年度", "预算年度", places="file", accessor=f"{path}__year"),
        "scope": ChoiceColumn(
            "口径",
            "部门预算（含所属单位）或单位预算（只算一个单位）",
            SCOPES,
            places="file",
            accessor=f"{path}__scope",
        ),
        "stage": ChoiceColumn("阶段", "预算", STAGES, places="file", accessor=f"{path}__stage"),
        "version": NumberColumn("版本", "本站第几版；更正或换文件后加 1", places="file", accessor=f"{path}__version"),
    }


def source_columns(path: str) -> dict[str, PublicColumn]:
    """The permalink, the department's and the file's identity; they stand last. `path` leads to the report."""
    return {
        "public_id": PublicColumn(
            "报告编号", "固定链接 /reports/报告编号/", places="file", accessor=f"{path}__public_id"
        ),
        "department_id": NumberColumn(
            "部门编号", "网址 /departments/部门编号/", places="file", accessor=f"{path}__department_id"
        ),
        "sha256": PublicColumn(
            "来源 SHA-256", "读取的原始文件的指纹", places="file", accessor=f"{path}__source__sha256"
        ),
    }
