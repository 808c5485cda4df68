"""What the portal knows. Published data and drafts alike; pages start from `Report.published`."""

from budgets.models.codes import EconomicCode, FunctionalCode
from budgets.models.corrections import Acknowledgement, Correction
from budgets.models.events import Event
from budgets.models.findings import Finding
from budgets.models.places import BudgetUnit, Department, DepartmentName, Region, Succession
from budgets.models.projects import Indicator, Project, Target
from budgets.models.replies import Reply
from budgets.models.reports import Report
from budgets.models.sources import Reading, SourceFile
from budgets.models.tables import Line, ReportTable
from budgets.models.texts import GlossaryTerm, Section, ServicePurchase, Statement
from budgets.models.totals import (
    CodeKind,
    ListedProject,
    RegionCode,
    RegionTerm,
    RegionYear,
    ReportCode,
    ReportHoldings,
)

__all__ = [
    "Acknowledgement",
    "BudgetUnit",
    "CodeKind",
    "Correction",
    "Department",
    "DepartmentName",
    "EconomicCode",
    "Event",
    "Finding",
    "FunctionalCode",
    "GlossaryTerm",
    "Indicator",
    "Line",
    "ListedProject",
    "Project",
    "Reading",
    "Region",
    "RegionCode",
    "RegionTerm",
    "RegionYear",
    "Reply",
    "Report",
    "ReportCode",
    "ReportHoldings",
    "ReportTable",
    "Section",
    "ServicePurchase",
    "SourceFile",
    "Statement",
    "Succession",
    "Target",
]
