"""What reading one file may cost here: the settings' limits on the isolated reader."""

from collections.abc import Callable

from django.conf import settings

from ingest.isolation import Limits, parse_apart
from ingest.parser.report import ParsedReport


def read_apart(data: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> ParsedReport:
    """The parsed report; raises Refused."""
    limits = Limits(settings.MAX_UPLOAD_BYTES, settings.MAX_PAGES, settings.READING_SECONDS, settings.READING_MEMORY)
    return parse_apart(data, name, limits=limits, progress=progress)
