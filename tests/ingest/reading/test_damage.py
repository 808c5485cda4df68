"""What damage_of tells of a PDF's bytes."""

import io
import re

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.reading.damage import Damage, damage_of


@pytest.fixture
def whole():
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for page in range(3):
        canvas.drawString(72, 720, f"page {page} " * 20)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(autouse=True)
def bytes_not_text(monkeypatch):
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)


def test_nothing_is_wrong_with_a_file_as_it_was_written(whole):
    assert damage_of(whole) == Damage()
    assert not damage_of(whole)


def test_a_changed_byte_in_a_stream_is_told_by_its_checksum(whole):
    at = re.search(rb"/FlateDecode[^>]*>>\s*stream\r?\n", whole).end() + 20
    assert damage_of(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]).streams == 1


def test_a_stream_whose_dictionary_is_gone_is_told(whole):
    at = whole.index(b"/FlateDecode") - 12
    assert damage_of(whole[:at] + bytes(40) + whole[at + 40 :]).streams == 1


def test_an_object_that_is_named_and_not_there_is_told(whole):
    page = re.search(rb"\n\d+ 0 obj\s*<<[^>]*?/Contents.*?endobj", whole, re.S)
    assert damage_of(whole.replace(page[0], b" " * len(page[0]))).objects >= 1


def test_a_file_that_was_cut_off_has_no_end(whole):
    assert not damage_of(whole[: len(whole) // 2]).has_end


def test_nothing_is_said_of_an_encrypted_file(whole):
    assert damage_of(whole[:200] + b"/Encrypt 9 0 R") == Damage()
