"""The process that reads one file: `python -m ingest.reader_process '{"name": …, limits}' < FILE > RESULT`.

Exit 0 with a pickled ParsedReport, 2 with one sentence on standard error; `page n m` lines there tell the progress.
"""

from __future__ import annotations

import ctypes
import json
import pickle
import resource
import signal
import sys

from ingest.parser import parse_report
from ingest.parser.report import Refused
from ingest.scan_repairs import with_repairs
from ingest.second_reading import with_second_reading

PR_SET_PDEATHSIG = 1


def main() -> int:
    end_with_parent()
    settings = json.loads(sys.argv[1])
    # Text recognition may go up to twice as far: it maps its models and raises the soft limit itself.
    resource.setrlimit(resource.RLIMIT_AS, (settings["memory"], 2 * settings["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (settings["seconds"], settings["seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limits = {"max_bytes": settings["max_bytes"], "max_pages": settings["max_pages"]}
    try:
        data = sys.stdin.buffer.read()
        report = with_repairs(parse_report(data, settings["name"], tell, **limits))
        report = with_second_reading(report, data)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except MemoryError:
        print("MemoryError", file=sys.stderr)
        return 1
    pickle.dump(report, sys.stdout.buffer)
    return 0


def end_with_parent() -> None:
    """Nobody waits for the result of a killed worker's reader (Linux; elsewhere its next progress finds no ear)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def tell(done: int, total: int) -> None:
    print("page", done, total, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
