"""文字识别 (OCR engine): RapidOCR with the models of its own wheel; nothing is fetched from anywhere."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np

from ingest.reading.ocr.picture import Grey

SETTINGS = {
    "Global.use_cls": False,
    "Global.text_score": 0.0,
    "Global.log_level": "error",
    "Global.return_word_box": True,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_img_shape": [3, 48, 96],  # the narrowest strip; longer lines get wider ones
    "Rec.rec_batch_num": 3,  # each takes up to 100 MB
    # Several threads inside the engine wait for each other busily, which on a machine with other work costs thrice.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}
WORKERS = min(2, os.cpu_count() or 1)
ENTRY = threading.Lock()  # one engine serves all threads, one at a time


class PixelBox(NamedTuple):
    x0: int
    y0: int
    x1: int
    y1: int


class Letter(NamedTuple):
    """One recognised character; `at` is its middle as a share of the strip's width."""

    text: str
    at: float
    confidence: float


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415  -- takes a second, which only scans need to pay

    return RapidOCR(params=SETTINGS)


def find_text(grey: Grey) -> list[PixelBox]:
    """Where text stands on the picture, line by line."""
    with ENTRY:
        found = _engine()(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_rec=False, use_cls=False)
    if found.boxes is None:
        return []
    return [_upright(box) for box in found.boxes]


def _upright(corners: Any) -> PixelBox:
    left, right = np.mean(corners[[0, 3], 0]), np.mean(corners[[1, 2], 0])
    top, bottom = np.mean(corners[[0, 1], 1]), np.mean(corners[[2, 3], 1])
    return PixelBox(int(left), int(top), int(np.ceil(right)), int(np.ceil(bottom)))


def read_strips(strips: Sequence[Grey]) -> list[list[Letter]]:
    """The characters of each strip, which holds one line of text; blanks are left out."""
    if not strips:
        return []
    order = sorted(range(len(strips)), key=lambda at: strips[at].shape[1] / strips[at].shape[0])
    shares = [share for share in (order[start::WORKERS] for start in range(WORKERS)) if share]
    result: list[list[Letter]] = [[] for _ in strips]
    with ENTRY, ThreadPoolExecutor(len(shares)) as workers:
        readings = workers.map(_recognised, [[strips[at] for at in share] for share in shares])
        for share, letters in zip(shares, readings, strict=True):
            for at, reading in zip(share, letters, strict=True):
                result[at] = reading
    return result


def _recognised(strips: Sequence[Grey]) -> list[list[Letter]]:
    found = _engine().recognize_txt([cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for strip in strips])
    return [_letters(text, word) for text, word in zip(found.txts, found.word_results, strict=True)]


def _letters(text: str, word: Any) -> list[Letter]:
    if not text.strip() or not word.line_txt_len:
        return []
    columns = [column for columns in word.word_cols for column in columns]
    sure = [confidence for sign, confidence in zip(text, word.confs, strict=False) if not sign.isspace()]
    inked = [sign for sign in text if not sign.isspace()]
    return [
        Letter(sign, (column + 0.5) / word.line_txt_len, float(confidence))
        for sign, column, confidence in zip(inked, columns, sure, strict=True)
    ]
