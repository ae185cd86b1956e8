"""Captions of a film: WebVTT or SRT as it comes, written anew with nothing but times and words."""

from __future__ import annotations

import re
from html import escape, unescape

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})"
_LINE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_TAG = re.compile(r"<[^<>]*>")
MOST_CUES, _LONGEST_CUE = 5000, 500


class CaptionsRefused(ValueError):  # noqa: N818
    """No captions; the text says what to do."""


def clean_captions(text: str) -> str:
    """The captions as WebVTT: styles, notes and marks are left out. Raises CaptionsRefused."""
    cues = []
    for block in re.split(r"\n[ \t]*\n", re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))):
        lines = block.strip("\n").split("\n")
        times = [(at, found) for at, line in enumerate(lines[:2]) if (found := _LINE.match(line))]
        if not times or lines[0].startswith(("NOTE", "STYLE", "REGION")):
            continue
        at, found = times[0]
        words = [unescape(_TAG.sub("", line)).strip() for line in lines[at + 1 :]]
        said = "\n".join(escape(line, quote=False) for line in words if line)[:_LONGEST_CUE]
        begin, end = _count(found.groups()[:4]), _count(found.groups()[4:])
        if said and begin < end:
            cues.append((begin, end, said.replace("-->", "→")))
    if not cues:
        raise CaptionsRefused("没有看到字幕。请用WebVTT（.vtt）或SRT文件，UTF-8编码，再传一次。")
    if len(cues) > MOST_CUES:
        raise CaptionsRefused(f"字幕超过{MOST_CUES}条。请分段剪短再传。")
    written = (f"{_write(begin)} --> {_write(end)}\n{said}\n" for begin, end, said in sorted(cues))
    return "WEBVTT\n\n" + "\n".join(written)


def _count(parts: tuple[str | None, ...]) -> int:
    """Milliseconds."""
    hours, minutes, seconds, rest = (int(each or 0) for each in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _write(moment: int) -> str:
    seconds, rest = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
