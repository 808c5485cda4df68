import os
import re
import resource
import subprocess
import sys
import time

import pytest

from ingest.isolation import TOO_HEAVY, Limits, parse_apart
from ingest.parser.report import Refused
from tests.ingest import hostile

CHINESE_SENTENCE = re.compile(r"^[^\n]{4,120}。$")


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_refused_in_one_sentence_within_thirty_seconds(name):
    started = time.monotonic()
    with pytest.raises(Refused) as refusal:
        parse_apart(hostile.FILES[name](), f"{name}.pdf")
    assert time.monotonic() - started < 30
    assert CHINESE_SENTENCE.match(str(refusal.value)), str(refusal.value)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("empty", "空"),
        ("encrypted", "密码"),
        ("cut off", "没有传完"),
        ("a Word file", "Word"),
        ("an Excel file", "Excel"),
        ("a ZIP", "压缩包"),
        ("a web page", "网页"),
        ("an old Word file", "Word"),
        ("3,000 blank pages", "3000 页"),
    ],
)
def test_the_refusal_names_what_the_file_is(name, word):
    with pytest.raises(Refused, match=word):
        parse_apart(hostile.FILES[name](), "a.pdf")


def test_a_file_over_the_limit_of_bytes_is_refused():
    with pytest.raises(Refused, match="文件太大"):
        parse_apart(hostile.pdf(), limits=Limits(max_bytes=100))


def test_a_reader_that_takes_too_long_is_stopped():
    with pytest.raises(Refused, match=TOO_HEAVY):
        parse_apart(hostile.bomb(1 << 26), limits=Limits(seconds=0))


def test_a_reader_that_takes_too_much_memory_is_stopped():
    with pytest.raises(Refused):
        parse_apart(hostile.bomb(1 << 28), limits=Limits(memory=180 * 1024 * 1024))


def test_the_reader_never_takes_more_than_two_gigabytes():
    for name in ("a stream of a gigabyte", "a 20 MB line"):
        with pytest.raises(Refused):
            parse_apart(hostile.FILES[name](), name)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2 * 1024 * 1024  # KiB, the largest child so far


def test_the_command_exits_with_2_and_one_line(tmp_path):
    path = tmp_path / "通知.pdf"
    path.write_bytes(hostile.zipped("word/document.xml"))
    call = [sys.executable, "manage.py", "parse_report", str(path)]
    run = subprocess.run(call, capture_output=True, text=True, env={**os.environ, "LANG": "C.UTF-8"})
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "通知.pdf: 这是 Word 文件，请另存为 PDF 再上传。\n")


def test_a_file_that_is_not_there_exits_with_2():
    call = [sys.executable, "manage.py", "parse_report", "nowhere.pdf"]
    run = subprocess.run(call, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (2, "nowhere.pdf: 文件打不开（No such file or directory）。\n")
