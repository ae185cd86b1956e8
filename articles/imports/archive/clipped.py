"""The sound and film of an archive line (docs/operations.md), parsed and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.imports.archive.values import BadLine, one_line, say_unknown, text_of
from articles.text.captions import CaptionsRefused, clean_captions

_KEYS = {"file", "caption", "transcript", "captions", "poster"}
_MOST_PHOTOS, LONGEST_CAPTION, LONGEST_TRANSCRIPT = 999, 100, 20_000


@dataclass(frozen=True, slots=True)
class ClipEntry:
    """A film or sound of a line: where its file may be, and the columns of `Clip` that it says."""

    file: str
    said: dict[str, Any]


def clips_of(item: dict[str, Any], notes: list[str]) -> tuple[ClipEntry, ...]:
    """Those of a line. Raises BadLine."""
    value = item.get("clips", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadLine("clips应当是列表，每一项应当有file")
    found = []
    for place, each in enumerate(value, 1):
        try:
            found.append(_clip(each))
        except (BadLine, CaptionsRefused) as why:
            said = str(why).removesuffix("。")
            raise BadLine(f"clips第{place}个\N{FULLWIDTH COLON}{said}") from why
        notes.append(say_unknown((key for key in each if key not in _KEYS), "音视频里"))
    return tuple(found)


def _clip(each: dict[str, Any]) -> ClipEntry:
    if not (file := text_of(each, "file").strip()):
        raise BadLine("没有file")
    poster, captions = each.get("poster", 0), text_of(each, "captions")
    if type(poster) is not int or not 0 <= poster <= _MOST_PHOTOS:
        raise BadLine("poster应当是图片的序号")
    transcript = text_of(each, "transcript").strip()
    if len(transcript) > LONGEST_TRANSCRIPT:
        raise BadLine(f"transcript超过{LONGEST_TRANSCRIPT}字")
    said = {
        "caption": one_line(each, "caption", LONGEST_CAPTION),
        "transcript": transcript,
        "poster": poster,
        "captions": clean_captions(captions) if captions else "",
    }
    return ClipEntry(file, said)
