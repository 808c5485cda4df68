"""Background work (后台任务): reading what was handed in, reading published files anew."""

from django_tasks import task


@task()
def read_upload(upload_id: int) -> None:
    from ingest import actions  # noqa: PLC0415  -- the actions enqueue this task
    from ingest.models import Upload  # noqa: PLC0415

    if upload := Upload.objects.filter(pk=upload_id).first():
        actions.read_upload(upload=upload)


@task()
def reread_report(rereading_id: int) -> None:
    from ingest import actions  # noqa: PLC0415
    from ingest.models import Rereading  # noqa: PLC0415

    if rereading := Rereading.objects.filter(pk=rereading_id).select_related("report").first():
        actions.carry_out_rereading(rereading=rereading)


@task(priority=-50)  # whoever hands a file in waits for no package
def build_packages() -> None:
    from budgets.packages import due  # noqa: PLC0415
    from ingest import actions, stopping  # noqa: PLC0415

    try:
        due.build_due(go_on=stopping.go_on)
    except stopping.Stopping:
        actions.queue_packages()
