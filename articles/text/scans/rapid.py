"""The engine that `make ocr` installs: RapidOCR with the models in its wheel, on few threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from articles.text.scans.engine import SeenCharacter, SeenLine

#: Threads of onnxruntime: the server has readers to serve meanwhile.
_THREADS = 2
#: Lines are looked for in a smaller picture, of so many pixels at most, and read in the full one:
#: 0.6 finds as many as 1.0 (225 of 225 on a page of 9 million pixels), in a third of the time.
#: A part of a page, of fewer pixels, is looked at as it is.
_SMALLER, _MOST_LOOKED_AT, _PART = 0.6, 4_000_000, 2_500_000
#: A line higher than wide by so much is set upright, a character below the other.
_UPRIGHT = 1.7


class RapidEngine:
    def __init__(self) -> None:
        self._ocr: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": 100_000,
                "Global.text_score": 0.0,
                "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, picture: Image.Image) -> list[SeenLine]:
        pixels: Any = np.asarray(picture.convert("RGB"))[:, :, ::-1].copy()
        lines: list[SeenLine] = []
        for corners in self._find(pixels):
            for part in _cells(corners):
                found = self._recognise(pixels, part)
                if found:
                    points = [(float(x), float(y)) for x, y in part]
                    lines.append(SeenLine((points[0], points[1], points[2], points[3]), found))
        return lines

    def _find(self, pixels: Any) -> list[Any]:
        high, wide = pixels.shape[:2]
        least = _SMALLER if high * wide > _PART else 1.0
        scale = min(least, (_MOST_LOOKED_AT / (high * wide)) ** 0.5)
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = self._ocr(small, use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [np.asarray(box) / scale for box in found.boxes]

    def _recognise(self, pixels: Any, corners: Any) -> list[SeenCharacter]:
        wide, high = _size(corners)
        if min(wide, high) < 4:
            return []
        straight = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
        turned = cv2.getPerspectiveTransform(corners.astype(np.float32), straight)
        strip = cv2.warpPerspective(
            pixels, turned, (round(wide), round(high)), borderMode=cv2.BORDER_REPLICATE
        )
        read = self._ocr(strip, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not read.txts or not read.word_results or read.word_results[0] is None:
            return []
        return list(_characters(read.txts[0], read.word_results[0]))


def _characters(text: str, words: Any) -> Iterator[SeenCharacter]:
    """The characters with the column in which each was seen; `words` leave out spaces."""
    columns = [column for word in words.word_cols for column in word]
    visible = [at for at, character in enumerate(text) if not character.isspace()]
    length = max(float(words.line_txt_len), 1.0)
    for n, (at, column) in enumerate(zip(visible, columns, strict=False)):
        sure = words.confs[at if len(words.confs) == len(text) else n]
        yield SeenCharacter(text[at], min((column + 0.5) / length, 1.0), float(sure))


def _cells(corners: Any) -> Iterator[Any]:
    """The line itself, or the characters of an upright one from top to bottom."""
    wide, high = _size(corners)
    if high < _UPRIGHT * wide:
        yield corners
        return
    count = max(round(high / max(wide, 1.0)), 1)
    left, right = corners[3] - corners[0], corners[2] - corners[1]
    for n in range(count):
        top, bottom = n / count, (n + 1) / count
        yield np.array([
            corners[0] + left * top, corners[1] + right * top,
            corners[1] + right * bottom, corners[0] + left * bottom,
        ])  # fmt: skip


def _size(corners: Any) -> tuple[float, float]:
    wide = np.linalg.norm(corners[1] - corners[0])
    high = np.linalg.norm(corners[3] - corners[0])
    return float(wide), float(high)
