from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "预算数据"

    def ready(self) -> None:
        from budgets import totals  # noqa: PLC0415  -- models are there from here on
        from budgets.models import lookups  # noqa: F401, PLC0415  -- registers has_word

        post_migrate.connect(totals.fill_if_missing, sender=self)
