"""The sample's piece of sound, made here: a ferry's horn, twice, and its echo."""

from __future__ import annotations

import wave
from functools import cache
from io import BytesIO
from math import exp, pi, sin

from django.core.files.base import ContentFile

_HERTZ, _SECONDS = 8000, 5
#: When a blast begins and ends, and how loud it is; the last ones are the echoes.
_BLASTS = ((0.2, 1.3, 0.5), (1.7, 3.4, 0.5), (1.9, 2.6, 0.08), (3.9, 4.7, 0.08))
#: Of the horn's two reeds: hertz, and how much each harmonic counts.
_REEDS, _HARMONICS = (147.0, 185.0), (1.0, 0.6, 0.35, 0.2)


def make_horn() -> ContentFile[bytes]:
    """A WAV of five seconds, 80 kB; the same bytes each time."""
    return ContentFile(_write_horn(), "汽笛.wav")


@cache
def _write_horn() -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_HERTZ)
        file.writeframes(b"".join(map(_sample, range(_HERTZ * _SECONDS))))
    return out.getvalue()


def _sample(number: int) -> bytes:
    moment = number / _HERTZ
    loud = sum(_swell(moment - begins, ends - moment) * much for begins, ends, much in _BLASTS)
    tone = sum(
        weight * sin(2 * pi * reed * n * moment)
        for reed in _REEDS
        for n, weight in enumerate(_HARMONICS, 1)
    )
    return round(loud * tone * 0.2 * 32767).to_bytes(2, "little", signed=True)


def _swell(since: float, left: float) -> float:
    """How a blast comes and goes."""
    if since <= 0 or left <= 0:
        return 0.0
    return (1 - exp(-since * 12)) * (1 - exp(-left * 9))
