"""整站包 (instance package): everything a portal holds, as one ZIP that another database can take in unchanged.

`manifest.json` says what belongs to it, with row counts and SHA-256; `tables/*.jsonl` hold a JSON object per row,
`files/…` the stored files. Sessions stay behind: everybody logs in again. What can be made anew (page pictures, bulk
packages) is made anew.
"""

from ingest.instances.exporting import Exported, ExportFailed, export_instance
from ingest.instances.importing import Imported, ImportRefused, import_instance

__all__ = ["ExportFailed", "Exported", "ImportRefused", "Imported", "export_instance", "import_instance"]
