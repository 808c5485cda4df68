"""Background work (后台任务): reading what was handed in."""

from django_tasks import task

from ingest import actions
from ingest.models import Upload


@task()
def read_upload(upload_id: int) -> None:
    upload = Upload.objects.filter(pk=upload_id, status__in=(Upload.Status.WAITING, Upload.Status.READING)).first()
    if upload:
        actions.read_upload(upload=upload)
