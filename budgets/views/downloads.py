"""大文件 (downloads): whole or from where a download broke off (RFC 9110: ETag, Range, If-Range)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from budgets.exports import disposition

ONE_RANGE = re.compile(r"^bytes=(\d{1,18})?-(\d{1,18})?$")
BLOCK = 64 * 1024


class Part:
    """A stretch of a file, as FileResponse reads it."""

    def __init__(self, stream: IO[bytes], start: int, length: int):
        stream.seek(start)
        self.stream, self.left = stream, length

    def read(self, size: int = BLOCK) -> bytes:
        data = self.stream.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.stream.close()


def download(request: HttpRequest, path: Path, name: str, etag: str, media_type: str) -> HttpResponseBase:
    """Several ranges at once are answered with the whole file, which RFC 9110 allows."""
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "public, no-cache"}
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or f"W/{etag}" in known or known == ["*"]:
        return HttpResponseNotModified(headers=headers)
    stream = path.open("rb")
    size = path.stat().st_size
    wanted = asked_range(request, etag, size)
    if wanted == (0, 0):
        stream.close()
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, length = wanted or (0, size)
    response = FileResponse(Part(stream, start, length), content_type=media_type, headers=headers)
    response["Content-Length"] = str(length)
    response["Content-Disposition"] = disposition("attachment", name)
    if wanted:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return response


def asked_range(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """(start, length); (0, 0) for a range beyond the file; None for the whole file.

    A range of another version than the present one (If-Range) is the whole file.
    """
    if request.headers.get("If-Range", etag) != etag:
        return None
    asked = ONE_RANGE.match(request.headers.get("Range", "").strip())
    if not asked or asked.groups() == (None, None):
        return None
    first, last = (int(edge) if edge else None for edge in asked.groups())
    if first is None:
        start, end = max(0, size - last), size - 1
        return (start, end - start + 1) if last else (0, 0)
    if last is not None and last < first:
        return None
    end = size - 1 if last is None else min(last, size - 1)
    return (first, end - first + 1) if first < size else (0, 0)
