"""Handing in one file, and watching it being read."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ingest import actions, queries, tasks
from ingest.forms import UploadForm
from ingest.models import Upload


@login_required
@permission_required("ingest.add_upload", raise_exception=True)
def upload_file(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = actions.receive_upload(data=file.read(), name=file.name, by=request.user, stated=form.stated())
        tasks.read_upload.enqueue(upload.pk)
        return redirect("staff:upload", upload.pk)
    return render(request, "staff/upload_file.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@permission_required("ingest.view_upload", raise_exception=True)
def upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    found = get_object_or_404(queries.uploads(), pk=upload_id)
    if found.status == Upload.Status.READY and found.report:
        return redirect("staff:review", found.report.public_id)
    is_working = found.status in {Upload.Status.WAITING, Upload.Status.READING}
    response = render(request, "staff/upload.html", {"upload": found, "is_working": is_working})
    if is_working:
        response["Refresh"] = "2"  # works without script
    return response
