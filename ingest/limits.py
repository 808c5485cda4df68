"""What reading one file may cost here: the settings' limits on the isolated reader and on archives."""

from collections.abc import Callable

from django.conf import settings

from ingest.archives import ArchiveLimits
from ingest.isolation import Limits, parse_apart
from ingest.parser.report import ParsedReport


def read_apart(
    data: bytes,
    name: str,
    progress: Callable[[int, int], None] | None = None,
    alive: Callable[[], None] | None = None,
) -> ParsedReport:
    """The parsed report; raises Refused. `alive` is called every few seconds while nothing is heard of the reader."""
    limits = Limits(settings.MAX_UPLOAD_BYTES, settings.MAX_PAGES, settings.READING_SECONDS, settings.READING_MEMORY)
    return parse_apart(data, name, limits=limits, progress=progress, alive=alive)


def archive_limits() -> ArchiveLimits:
    return ArchiveLimits(
        settings.MAX_ARCHIVE_FILES, settings.MAX_UPLOAD_BYTES, settings.MAX_ARCHIVE_BYTES, settings.MAX_ARCHIVE_RATIO
    )
