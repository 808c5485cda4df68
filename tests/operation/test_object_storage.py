"""Source files on an S3-compatible storage: taken in, read, served and gone with it, and none on the local disk."""

import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from tests.conftest import ROOT
from tests.operation.installation import Installation, free_port, until

REPORT = ROOT / "samples" / "reports" / "示例市第一中学-2025-单位预算.pdf"
KEYS = {"S3_ACCESS_KEY": "only-for-this-test", "S3_SECRET_KEY": "only-for-this-test"}


@pytest.fixture
def storage(tmp_path):
    """The address of a storage with one bucket, and the process that serves it."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path / "storage.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    bucket = client(port)
    until(lambda: answers(bucket), "the storage")
    bucket.create_bucket(Bucket="portal")
    yield f"http://127.0.0.1:{port}", bucket, process
    process.terminate()
    process.wait(timeout=20)


def client(port):
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id=KEYS["S3_ACCESS_KEY"],
        aws_secret_access_key=KEYS["S3_SECRET_KEY"],
    )


def answers(bucket):
    try:
        return bucket.list_buckets() is not None
    except Exception as fault:
        raise OSError from fault


def test_source_files_live_in_the_bucket_and_are_served_from_it(storage, tmp_path):
    address, bucket, process = storage
    settings = {**KEYS, "S3_BUCKET": "portal", "S3_ENDPOINT_URL": address, "S3_REGION": "us-east-1"}
    portal = Installation(tmp_path, f"sqlite:///{tmp_path}/portal.sqlite3", **settings).migrate()
    portal.manage("ingest", str(REPORT), "--publish", "--manifest", str(ROOT / "samples" / "manifest.csv"))
    (kept,) = bucket.list_objects_v2(Bucket="portal")["Contents"]
    assert bucket.get_object(Bucket="portal", Key=kept["Key"])["Body"].read() == REPORT.read_bytes()
    assert not (tmp_path / "var" / "files").exists()
    portal.serve()
    try:
        served = "/departments/1/units/1/2025/report.pdf"
        assert portal.get(served)[::2] == (200, REPORT.read_bytes())
        process.terminate()
        process.wait(timeout=20)
        assert portal.get(served)[0] == 503
        assert portal.get("/departments/1/units/1/2025/")[0] == 200
    finally:
        portal.stop()
