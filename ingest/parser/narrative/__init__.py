"""情况说明 (narrative): the figures that the running text states.

`wording` and `topics` hold how such sentences are worded, as data; `changes` finds the comparisons of a passage and
`quantities` every figure with what it is about; `figures` and `statements` are the report's two views of them.
"""

from ingest.parser.narrative.figures import read_narrative
from ingest.parser.narrative.statements import read_doubts, read_statements

__all__ = ["read_doubts", "read_narrative", "read_statements"]
