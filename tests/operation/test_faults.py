"""What happens when a part fails: the right answer while it is away, nothing lost, and no hand needed afterwards."""

import concurrent.futures
import json
import os
import re
import signal
import socket
import time
from collections import Counter
from pathlib import Path

from tests.operation.installation import Cluster, Installation, until


def budget_address(portal):
    """The first published budget that the home page leads to."""
    return "/" + re.search(rb'href="/(departments/\d+/2025/)"', portal.get("/reports/")[2])[1].decode()


def failing(portal):
    status, _, body = portal.get("/readyz")
    parts = json.loads(body)["parts"]
    return status, {name: said for name, said in parts.items() if said != "ok"}


def test_the_commands_of_the_compose_file_make_a_portal(portal):
    assert portal.get("/")[0] == 200
    assert failing(portal) == (200, {})
    assert [process.poll() for process in portal.running] == [None, None, None]


def test_a_request_leaves_one_line_of_json_that_names_no_one(portal):
    _, headers, _ = portal.get("/projects/?q=%E5%BC%A0%E4%B8%89")
    mark = headers["X-Request-ID"]
    until(lambda: mark in portal.log("web"), "the line")
    (line,) = [json.loads(line) for line in portal.log("web").splitlines() if mark in line]
    assert {key: line[key] for key in ("method", "route", "status")} == {
        "method": "GET",
        "route": "projects/",
        "status": 200,
    }
    assert not {"127.0.0.1", "张三", "%E5%BC%A0"} & set(map(str, line.values()))


def test_a_database_that_goes_away_comes_back_without_a_hand(portal, cluster):
    address = budget_address(portal)
    before = portal.get(address)[2]
    cluster.stop()
    try:
        status, headers, body = portal.get(address)
        assert (status, headers["Retry-After"]) == (503, "30")
        assert "暂时读不到数据" in body.decode()
        assert portal.get("/healthz")[0] == 200
        assert failing(portal) == (
            503,
            {
                "databases": "the default database does not answer",
                "migrations": "the default database does not answer",
            },
        )
    finally:
        cluster.start()
    until(lambda: portal.get(address)[0] == 200, "the page")
    assert portal.get(address)[2] == before
    assert failing(portal) == (200, {})
    assert [process.poll() for process in portal.running] == [None, None, None]


def test_a_storage_that_goes_away_takes_only_the_files_with_it(portal):
    address = budget_address(portal)
    files = portal.folder / "var" / "files"
    away = files.with_name("away")
    files.rename(away)
    try:
        assert portal.get(f"{address}report.pdf")[0] == 503
        assert portal.get(address)[0] == 200
    finally:
        away.rename(files)
    status, _, body = portal.get(f"{address}report.pdf")
    assert (status, body[:5]) == (200, b"%PDF-")


def test_a_web_process_that_is_killed_is_replaced(portal):
    address = budget_address(portal)
    web = portal.running[0].pid
    children = Path(f"/proc/{web}/task/{web}/children").read_text(encoding="ascii").split()
    assert len(children) == 2
    for pid in children:
        os.kill(int(pid), signal.SIGKILL)
    until(lambda: portal.get(address)[0] == 200, "the page")
    assert portal.running[0].poll() is None


def test_visitors_who_send_slowly_keep_nobody_waiting(portal):
    slow = []
    for _ in range(48):
        line = socket.create_connection(("127.0.0.1", portal.port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        slow.append(line)
    try:
        time.sleep(0.5)
        assert portal.get(budget_address(portal))[0] == 200
    finally:
        for line in slow:
            line.close()


def test_a_flood_is_answered_with_too_many_and_passes(installed):
    flooded = Installation(installed.folder / "flood", installed.environment["DATABASE_URL"])
    flooded.folder.mkdir()
    flooded.environment["VAR_DIR"] = installed.environment["VAR_DIR"]
    flooded.serve_behind_proxy(rate=5, burst=10)
    try:
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            answers = list(pool.map(lambda _: flooded.get("/"), range(200)))
        statuses = Counter(status for status, _, _ in answers)
        assert set(statuses) == {200, 429}
        assert statuses[200] >= 10
        _, headers, body = next(answer for answer in answers if answer[0] == 429)
        assert headers["Retry-After"] == "5"
        assert "请求太密" in body.decode()
        until(lambda: flooded.get("/")[0] == 200, "the page after the flood")
    finally:
        flooded.stop()


def test_visitors_read_on_from_a_replica_while_the_primary_is_away(installed, cluster):
    replica = Cluster(cluster.tools).copy_of(cluster)
    reading = Installation(installed.folder / "replica", cluster.url, DATABASE_REPLICA_URL=replica.url)
    reading.folder.mkdir()
    reading.environment["VAR_DIR"] = installed.environment["VAR_DIR"]
    try:
        reading.serve()
        address = budget_address(reading)
        before = reading.get(address)[2]
        cluster.stop()
        try:
            assert reading.get(address)[::2] == (200, before)
            assert reading.get("/staff/", Cookie="__Host-sessionid=somebody")[0] == 503
            assert failing(reading)[1]["databases"] == "the default database does not answer"
        finally:
            cluster.start()
        until(lambda: failing(reading) == (200, {}), "the primary")
    finally:
        reading.stop()
        replica.remove()
