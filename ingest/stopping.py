"""收工 (stopping): a worker that was asked to end tells so to the task it is at, which gives its work back."""

from __future__ import annotations

import threading

asked = threading.Event()  # of this process; nobody but a worker's signal sets it


class Stopping(Exception):  # noqa: N818  -- nothing failed: what was begun waits for another worker
    """The worker ends here."""


def go_on() -> None:
    """Called between the short steps of long work. Raises Stopping."""
    if asked.is_set():
        raise Stopping
