"""巡查 (housekeeping): what has to happen by itself, beside every worker's tasks; harmless when done twice."""

from __future__ import annotations

import logging
import threading

from django.db import connection

from ingest import actions, throttling

log = logging.getLogger(__name__)


def keep_house() -> None:
    """Once around: interrupted readings, publications that are due, leavings."""
    for duty in (
        actions.take_up_again,
        actions.publish_due,
        actions.sweep_incoming,
        actions.queue_due_packages,
        throttling.forget_old,
    ):
        try:
            duty()
        except Exception:
            log.exception("%s failed", duty.__name__)


def start(seconds: float) -> threading.Thread:
    """Go around every so many seconds, for as long as the process lives."""

    def rounds() -> None:
        resting = threading.Event()
        while True:
            keep_house()
            connection.close()
            resting.wait(seconds)

    thread = threading.Thread(target=rounds, name="housekeeping", daemon=True)
    thread.start()
    return thread
