"""重新生成样本 (regenerate the samples): python -m samples.generator [--only TEXT] [--out DIR] [--font FILE]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from samples.catalogue import REPORTS, reports, write_manifest
from samples.generator.document import typeset
from samples.generator.fonts import DEFAULT_FILE, FontMissingError, register_font


def main() -> int:
    arguments = _arguments()
    try:
        register_font(arguments.font)
    except FontMissingError as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    for report in reports():
        if arguments.only and arguments.only not in report["slug"]:
            continue
        content = typeset(report)
        (arguments.out / f"{report['slug']}.pdf").write_bytes(content)
        sys.stdout.write(f"{report['slug']}.pdf  {len(content) // 1024} KB\n")
    if arguments.out == REPORTS and not arguments.only:
        write_manifest()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description="Typeset the sample reports.")
    parser.add_argument("--only", help="only reports whose name contains this text")
    parser.add_argument("--out", type=Path, default=REPORTS, help="directory for the PDFs (default: samples/reports)")
    parser.add_argument("--font", type=Path, default=DEFAULT_FILE, help="font file (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
