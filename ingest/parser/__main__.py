"""python -m ingest.parser FILE: the parsed report as JSON; exit status 2 and one line when it can't be read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ingest.parser.as_json import to_json
from ingest.parser.assemble import parse_report
from ingest.parser.report import Refused


def main(path: str) -> int:
    try:
        report = parse_report(Path(path).read_bytes(), Path(path).name)
    except (Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(to_json(report), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
