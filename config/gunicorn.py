"""The web processes: `gunicorn --config python:config.gunicorn config.wsgi`."""

import os

from prometheus_client import multiprocess

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 120  # seconds without a sign of life from a process before it is replaced
graceful_timeout = 30
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the sign of life must not wait for a disk
limit_request_line = 8190  # bytes of an address; a longer one is refused at once


def child_exit(server: object, worker: object) -> None:
    """What a process counted that is gone no longer stands for a living one."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
