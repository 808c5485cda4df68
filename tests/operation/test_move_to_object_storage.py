"""A whole instance moved by the commands: from files on a disk into an S3-compatible storage, and out of it again."""

import json
import zipfile

import pytest

from tests.operation.installation import Installation
from tests.operation.test_object_storage import KEYS, storage

pytestmark = pytest.mark.long
__all__ = ["storage"]
CONTENT = b"%PDF-1.4 waits to be read"
HAND_IN = f"""
import io
from django.core.files import File
from ingest import actions
from ingest.identity import Stated
actions.receive_upload(file=File(io.BytesIO({CONTENT!r})), name="a.pdf", by=None, stated=Stated())
"""


def files_in(package):
    with zipfile.ZipFile(package) as zipped:
        return json.loads(zipped.read("manifest.json"))["files"]


def test_files_move_into_a_bucket_and_out_of_it(storage, tmp_path):
    address, bucket, _ = storage
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here = Installation(tmp_path / "here", f"sqlite:///{tmp_path}/here/portal.sqlite3")
    here.manage("migrate", "--verbosity", "0")
    here.manage("shell", "-c", HAND_IN)
    here.manage("export", str(tmp_path / "here.zip"))
    settings = {**KEYS, "S3_BUCKET": "portal", "S3_ENDPOINT_URL": address, "S3_REGION": "us-east-1"}
    there = Installation(tmp_path / "there", f"sqlite:///{tmp_path}/there/portal.sqlite3", **settings)
    there.manage("migrate", "--verbosity", "0")
    there.manage("import_package", str(tmp_path / "here.zip"))
    (kept,) = bucket.list_objects_v2(Bucket="portal")["Contents"]
    assert bucket.get_object(Bucket="portal", Key=kept["Key"])["Body"].read() == CONTENT
    there.manage("export", str(tmp_path / "there.zip"))
    assert files_in(tmp_path / "there.zip") == files_in(tmp_path / "here.zip") != {}
