"""`python -m bench.handing_in N`: hand in the first N sample PDFs as staff do. Prints how many there were."""

from __future__ import annotations

import os
import sys

import django

from bench.server import ROOT


def main(most: int) -> int:
    from django.core.files import File  # noqa: PLC0415  -- models can be imported after django.setup() alone

    from ingest import actions  # noqa: PLC0415
    from ingest.manifest import read_manifest  # noqa: PLC0415

    entries = list(read_manifest(ROOT / "samples" / "manifest.csv").items())[:most]
    batch = actions.open_batch(by=None)
    for name, entry in entries:
        path = ROOT / "samples" / name
        with path.open("rb") as stream:
            actions.receive_upload(file=File(stream), name=path.name, by=None, stated=entry.stated, batch=batch)
    return len(entries)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(main(int(sys.argv[1])))
