"""Every public address, from the address list itself, filled in with a report's own values: new ones are there too."""

import gzip
import io
import itertools
import zipfile

import pyarrow.parquet as pq
import pypdfium2
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from budgets.datasets import DATASETS
from budgets.packages import due
from budgets.views.crawlers import SITEMAPS


def public_patterns(resolver=None, before="", given=None):
    """Each address as it is written, and the converters of its parts."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        converters = {**(given or {}), **pattern.pattern.converters}
        if route.startswith("staff/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_patterns(pattern, route, converters)
        elif isinstance(pattern, URLPattern):
            yield route, converters


def known_values(report):
    target = report.targets.exclude(project=None).first()
    return {
        "year": [report.year],
        "slug": [table.slug for table in report.tables.all()],
        "page": [1],
        "code": ["205", "301", report.department.region_id],
        "unit_id": [report.unit_id or 1],
        "section": ["duties", *SITEMAPS],
        "name": [*packages_of(report), *(dataset.name for dataset in DATASETS)],
        "rule": ["classes-add-up"],
        "public_id": [report.public_id],
        "department_id": [report.department_id],
        "project_id": [target.project_id if target else 0],
        "id": [
            report.public_id,
            f"{report.public_id}.expenditure",
            f"{report.public_id}.expenditure.1",
            f"{report.public_id}.targets.1",
            f"{report.public_id}.checks.1",
            report.department_id,
        ],
    }


def packages_of(report):
    """Bulk packages are built before they are looked into."""
    due.build_due(at_once=True)
    return ["all", f"region-{report.department.region_id}-{report.year}", f"report-{report.public_id}"]


def addresses(report):
    """Where a part of an address is new here, every known value that fits it is tried."""
    known = known_values(report)
    every = [value for values in known.values() for value in values]
    for route, converters in public_patterns():
        names = list(converters)
        choices = [known.get(name) or fitting(every, converters[name]) for name in names]
        for values in itertools.product(*choices):
            address = "/" + route
            for name, value in zip(names, values, strict=True):
                text = str(converters[name].to_url(value))
                for kind in get_converters():
                    address = address.replace(f"<{kind}:{name}>", text)
                address = address.replace(f"<{name}>", text)
            assert "<" not in address, address
            yield address


def fitting(values, converter):
    found = []
    for value in values:
        try:
            converter.to_python(str(value))
        except ValueError:
            continue
        found.append(value)
    return found


def queries(report, address):
    """None, and what else a list may be asked for; an address that doesn't know a part of it refuses the whole."""
    yield ""
    if report.public_id in address or f"/{report.year}" in address:
        return
    whose = f"d={report.department_id}"
    yield from (f"?{part}" for part in (whose, f"{whose}&year=2024", "q=教育", "year=2024", "region=999900&year=2024"))
    yield from (f"?{part}" for part in (f"department_id={report.department_id}", "region_code=999900&year=2024"))


def body_of(response):
    return b"".join(response) if response.streaming else response.content


def words_of(data):
    """All that can be read in an answer: what it packs is unpacked, the text of a PDF is taken out of it."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(name + "\n" + words_of(archive.read(name)) for name in archive.namelist())
    if data.startswith(b"\x1f\x8b"):
        return words_of(gzip.decompress(data))
    if data.startswith(b"PAR1"):
        return str(pq.ParquetFile(io.BytesIO(data)).read().to_pylist())
    if data.startswith(b"%PDF-"):
        return data.decode(errors="replace") + text_of_pdf(data)
    return data.decode(errors="replace")


def text_of_pdf(data):
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
