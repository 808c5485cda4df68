"""Handing in files, many at once, and watching each being read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_POST

from budgets.ids import number_in
from ingest import actions, queries
from ingest.forms import UploadForm, wrongs
from ingest.models import Batch, Upload
from ingest.worklist import Work, work_on


@login_required
@permission_required("ingest.add_upload", raise_exception=True)
def upload_files(request: HttpRequest) -> HttpResponse:
    """The form; a script sends one file at a time, `batch` says to which batch, and is answered in JSON."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(
            request,
            "staff/upload_files.html",
            {"form": form, "largest": settings.MAX_UPLOAD_BYTES, "section": "upload"},
        )
    too_large = [refusal_of_size(name) for name in getattr(request, "too_large", [])]
    if too_large and not request.FILES:
        return refused(request, form, too_large)
    if not form.is_valid():
        return refused(request, form, wrongs(form))
    batch = chosen_batch(request)
    problems = too_large + receive_all(request, form, batch)
    if wants_json(request):
        if problems:
            return JsonResponse({"errors": problems}, status=400)
        return JsonResponse({"batch": batch.pk, "url": reverse("staff:batch", args=[batch.pk])})
    for problem in problems:
        messages.error(request, problem)
    return redirect("staff:batch", batch.pk)


def refusal_of_size(name: str) -> str:
    return f"{name}：文件太大，上限是 {filesizeformat(settings.MAX_UPLOAD_BYTES)}。"


def refused(request: HttpRequest, form: UploadForm, problems: list[str]) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": problems}, status=400)
    context = {"form": form, "problems": problems, "largest": settings.MAX_UPLOAD_BYTES}
    return render(request, "staff/upload_files.html", context, status=400)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def chosen_batch(request: HttpRequest) -> Batch:
    """The one named, if it's the sender's own; else a new one."""
    number = number_in(request.POST.get("batch", ""))
    known = Batch.objects.filter(pk=number, by=request.user).first() if number is not None else None
    return known or actions.open_batch(by=request.user)


def receive_all(request: HttpRequest, form: UploadForm, batch: Batch) -> list[str]:
    """Keep every file; gives what became of those that couldn't be kept."""
    problems = []
    for file in form.cleaned_data["file"]:
        try:
            actions.receive_upload(file=file, name=file.name, by=request.user, stated=form.stated(), batch=batch)
        except actions.NotAllowed as why:
            problems.append(f"{file.name}：{why}")
    return problems


@login_required
@permission_required("ingest.view_upload", raise_exception=True)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Its progress, and once files are read, what each report still needs before it is public."""
    progress = progress_of(request, batch_id)
    reports = [] if progress["is_working"] else queries.reports_of_batch(request.user, progress["batch"])
    works = work_on(reports, request.user)
    return render(request, "staff/batch.html", {**progress, "works": works, **tally_of(works)})


def tally_of(works: list[Work]) -> dict[str, object]:
    return {
        "errors": sum(len(work.errors) for work in works),
        "unstated": sum(bool(work.missing) for work in works),
        "to_submit": sum(work.can_be_submitted for work in works),
        "to_approve": sum(work.can_be_approved for work in works),
        "public": sum(work.report.is_public for work in works),
    }


@login_required
@permission_required("ingest.view_upload", raise_exception=True)
def batch_rows(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The list alone, for the script that keeps the page up to date."""
    response = render(request, "staff/batch_rows.html", progress_of(request, batch_id))
    response["Cache-Control"] = "no-store"
    return response


def progress_of(request: HttpRequest, batch_id: int) -> dict[str, object]:
    found = get_object_or_404(queries.batches(request.user), pk=batch_id)
    uploads = list(queries.uploads(request.user).filter(batch=found).order_by("id"))
    return {
        "batch": found,
        "uploads": uploads,
        "is_working": any(upload.is_working for upload in uploads),
        "tally": queries.tally(uploads),
    }


@require_POST
@login_required
@permission_required("ingest.add_upload", raise_exception=True)
def retry(request: HttpRequest, upload_id: int) -> HttpResponse:
    found: Upload = get_object_or_404(queries.uploads(request.user), pk=upload_id)
    try:
        actions.retry_upload(upload=found)
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    return redirect("staff:batch", found.batch_id) if found.batch_id else redirect("staff:desk")
