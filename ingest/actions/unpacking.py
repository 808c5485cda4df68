"""解包 (unpacking): an archive's files become uploads of their own. Safe to repeat where it was interrupted."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.files import File

from ingest.archives import Entry, entries, is_zip_of_files
from ingest.identity import Stated
from ingest.limits import archive_limits
from ingest.models import Upload


def is_archive(upload: Upload) -> bool:
    with upload.file.open("rb") as stream:
        return is_zip_of_files(stream)


def unpack(upload: Upload, *, go_on: Callable[[], None], receive: Callable[..., Upload]) -> None:
    """Raises Refused for an archive that can't be unpacked at all; a file in it may be refused alone."""
    there = frozenset(upload.entries.values_list("entry", flat=True))
    with upload.file.open("rb") as stream:
        for entry in entries(stream, archive_limits(), skip=there):
            go_on()
            keep(upload, entry, receive)
    kept = upload.entries.exclude(status=Upload.Status.REFUSED).count()
    upload.message = f"解开了 {upload.entries.count()} 个文件，收下 {kept} 个。"


def keep(upload: Upload, entry: Entry, receive: Callable[..., Upload]) -> None:
    common = {"batch": upload.batch, "archive": upload, "entry": entry.number, "by": upload.by}
    if entry.content is None:
        Upload.objects.create(
            **common,
            token=uuid.uuid4(),
            original_name=entry.name[-255:],
            status=Upload.Status.REFUSED,
            message=entry.refusal,
        )
        return
    with entry.content as content:
        receive(file=File(content), name=entry.name, stated=Stated(**upload.stated), **common)
