from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "ingest"
    verbose_name = "收录与审核"

    def ready(self):
        from ingest import security_log  # noqa: F401, PLC0415 - its receivers listen from here on
