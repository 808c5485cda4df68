"""The file itself and its pages as pictures."""

from __future__ import annotations

import io
from decimal import Decimal, InvalidOperation
from typing import IO

from csp.decorators import csp_exempt
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import parse_etags, quote_etag

from budgets import cards, citations, pictures
from budgets.exports import disposition
from budgets.ids import number_in
from budgets.models import Line, Report, SourceFile
from budgets.queries import reports
from budgets.views.found import for_report
from budgets.views.reports import frame
from budgets.vocabulary import HEADINGS, PROJECT_ROW_KINDS, SIDES


@csp_exempt()  # a browser's own PDF viewer is not a page of ours; nothing else can be run from a PDF served as one
@for_report
def report_pdf(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    return file_response(request, report, "application/pdf")


@for_report
def report_txt(request: HttpRequest, *, report: Report, base: str) -> HttpResponseBase:
    return file_response(request, report, "text/plain")


def file_response(request: HttpRequest, report: Report, media_type: str) -> HttpResponseBase:
    source = report.source
    if source.media_type != media_type:
        raise Http404
    is_masked = reports.is_masked(source)
    etag = quote_etag(f"{source.sha256}-masked" if is_masked else source.sha256)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": etag})
    response = FileResponse(public_stream(source), content_type=media_type)
    masked = "（遮去填表人信息）" if is_masked else ""
    name = f"{report.holder}{report.year}年{report.get_scope_display()}{masked}{source.extension}"
    response["Content-Disposition"] = disposition("inline", name)
    response["ETag"] = etag
    return response


def public_stream(source: SourceFile) -> IO[bytes]:
    """The file as anybody may have it: without form-fillers' names and telephones, otherwise as it was received."""
    if boxes := reports.personal_boxes(source):
        return pictures.masked_pdf(source, boxes).open("rb")
    if spans := reports.personal_spans(source):
        with source.file.open("rb") as stream:
            data = bytearray(stream.read())
        for start, end in spans:
            data[start:end] = b"*" * (end - start)
        return io.BytesIO(data)
    return source.file.open("rb")


@for_report
def page_png(request: HttpRequest, *, report: Report, base: str, page: int) -> HttpResponse:
    try:
        png = pictures.picture(report.source, page, reports.personal_boxes(report.source))
    except pictures.NoSuchPage as missing:
        raise Http404 from missing
    if "box" in request.GET:
        png = pictures.marked(png, box_of(request.GET["box"]))
    response = HttpResponse(png, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@for_report
def card_png(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    """The picture of a shared link."""
    png = cards.card(report, reports.name_then(report))
    if png is None:
        raise Http404
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


@for_report
def citation_bib(request: HttpRequest, *, report: Report, base: str) -> HttpResponse:
    text = citations.bibtex(report, reports.name_then(report))
    response = HttpResponse(text, content_type="application/x-bibtex; charset=utf-8")
    response["Content-Disposition"] = disposition("attachment", f"{report.public_id}.bib")
    return response


def box_of(text: str) -> pictures.Box:
    """x0,top,x1,bottom in points. Anything else is no such picture."""
    try:
        x0, top, x1, bottom = (Decimal(edge) for edge in text.split(","))
    except (ValueError, InvalidOperation) as wrong:
        raise Http404 from wrong
    edges = (x0, top, x1, bottom)
    if not all(edge.is_finite() and 0 <= edge <= 20000 for edge in edges) or x0 > x1 or top > bottom:
        raise Http404
    return edges


@for_report
def page(request: HttpRequest, *, report: Report, base: str, page: int) -> HttpResponse:
    """The page around a row: its picture with the row boxed, and what was read there."""
    if not report.source.is_pdf or not 1 <= page <= (report.source.page_count or 0):
        raise Http404
    row = row_of(report, request.GET.get("row", ""), page)
    context = {
        **frame(report, base),
        "page": page,
        "size": pictures.size(report.source, page),
        "row": row,
        "cells": printed_cells(row) if row else [],
        "box": ",".join(str(edge) for edge in row.box) if row and row.box else request.GET.get("box", ""),
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if page < report.source.page_count else None,
        "here": [table for table in reports.tables(report) if page in table.pages],
    }
    if context["box"]:
        box_of(context["box"])
    return render(request, "page.html", context)


def printed_cells(row: Line) -> list[tuple[str, str | None]]:
    """Heading and text of each cell as printed; a blank one is None."""
    cells = [(HEADINGS.get(key, key), shown(key, text)) for key, text in row.printed.items()]
    return [*cells, *row.extra.items()]


def shown(key: str, text: str | None) -> str | None:
    return {"side": SIDES, "kind": PROJECT_ROW_KINDS}.get(key, {}).get(text, text)


def row_of(report: Report, text: str, page: int) -> Line | None:
    """`expenditure.5`: the table's id and the row's number in it."""
    slug, _, number = text.rpartition(".")
    position = number_in(number)
    if not slug or position is None:
        return None
    row = reports.line(report, slug, position)
    return row if row and row.page == page else None
