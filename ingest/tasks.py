"""Background work (后台任务): reading what was handed in, reading published files anew."""

from django_tasks import task


@task()
def read_upload(upload_id: int) -> None:
    from ingest import actions  # noqa: PLC0415  -- the actions enqueue this task
    from ingest.models import Upload  # noqa: PLC0415

    if upload := Upload.objects.filter(pk=upload_id).first():
        actions.read_upload(upload=upload)


@task()
def reread_report(report_id: int) -> None:
    from budgets.models import Report  # noqa: PLC0415
    from ingest import actions  # noqa: PLC0415

    if report := Report.published.filter(pk=report_id).first():
        actions.reread_report(report=report)


@task()
def build_packages() -> None:
    from budgets.packages import due  # noqa: PLC0415

    due.build_due()
