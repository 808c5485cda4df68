"""How many checks ran, passed, failed and were skipped, by folder: `python docs/check_figures.py [--failed] FOLDER…`.

Reads each report of the folders (PDF, text, web page) and checks it as `check_report` does; prints the figures of
docs/checks.md, and with --failed each failure with both sides.
"""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.checks import Finding, check_report  # noqa: E402
from ingest.parser import Refused, parse_report  # noqa: E402

ENDINGS = {".pdf", ".txt", ".html", ".htm"}
HEADINGS = ("run", "passed", "failed", "error", "warning", "notice", "skipped")


def findings_of(path: Path) -> tuple[Finding, ...]:
    try:
        return check_report(parse_report(path.read_bytes(), path.name))
    except Refused as refusal:
        print(f"{path.name}: {refusal}", file=sys.stderr)
        return ()


def row_of(counts: Counter[str]) -> list[int]:
    run = counts["passed"] + counts["failed"]
    return [run, *(counts[key] for key in HEADINGS[1:])]


def told(path: Path, finding: Finding) -> str:
    sides = [f"{side.label} {side.amount or '—'}" for side in (finding.left, finding.right) if side]
    place = " ".join(str(part) for part in (finding.table, finding.row, finding.column, finding.page) if part)
    return f"{path.parent.name}/{path.name} {finding.severity} {finding.rule} {place}: {' ≠ '.join(sides)}"


def main(arguments: list[str]) -> None:
    failed: list[str] = []
    lines = [["corpus", "reports", *HEADINGS]]
    for folder in (Path(argument) for argument in arguments if not argument.startswith("--")):
        counts: Counter[str] = Counter()
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
        for path in paths:
            for finding in findings_of(path):
                counts[finding.outcome] += 1
                if finding.outcome == "failed":
                    counts[finding.severity] += 1
                    failed.append(told(path, finding))
        lines.append([str(folder), str(len(paths)), *(str(n) for n in row_of(counts))])
        print(lines[-1], file=sys.stderr)
    print("\n".join(f"| {' | '.join(line)} |" for line in lines))
    if "--failed" in arguments:
        print("\n".join(failed))


if __name__ == "__main__":
    main(sys.argv[1:])
