"""A CSV file as it comes."""

import subprocess
import sys

import pytest

from bench.server import Server, stopped
from bench.streams import streamed
from tests.bench.served import serving

FILE = "部门,合计\r\n" + '甲,1\r\n"乙\n丙",2\r\n' * 500


@pytest.fixture
def process():
    """Stands for the server's processes, whose memory is looked at."""
    sleeping = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with sleeping, stopped(sleeping):
        yield sleeping


def test_rows_are_counted_without_the_heading_and_a_line_break_in_a_cell_makes_none(process):
    with serving({"/lines.csv": FILE.encode()}) as port:
        found = streamed(Server(port, process), "/lines.csv")

    assert (found.rows, found.growth) == (1000, 0)


def test_a_file_that_is_not_there_is_no_measurement(process):
    with serving({}) as port, pytest.raises(RuntimeError, match=r"/lines\.csv answered 404"):
        streamed(Server(port, process), "/lines.csv")
