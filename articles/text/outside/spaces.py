"""Spaces of HTML source: which of its line ends are spaces of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.characters import remove_stray_joiners
from articles.text.runs import Run, Runs, join_runs
from articles.text.surnames import SURNAMES

#: Stands for a line end of the source until it is known what stands around it.
BREAK = "\x1c"
#: Hints for breaking lines, and marks of encodings, which are no text.
_HINTS = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(f" *{BREAK}[ {BREAK}]*")
_WORD = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[!-/:-@\[-`{-~]")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ROLE = (
    r"(?:通[讯信]员|记者|摄影|摄影记者|实习生|见习记者|特约撰稿人?"
    r"|报道员|作者|编辑|责编|供稿|文|图|摄)"
)
_AFTER_ROLE = re.compile(
    rf"(?:^|[\s（(【／/、，。]|本[报台刊网]|[讯电]|[报社台]|中心|首席|特约|见习|实习|责任|值班){_ROLE}$"
)
_NAME = re.compile(
    rf"(?:[{_HAN}][ \u3000][{_HAN}]|[{_HAN}]{{2,4}}(?:·[{_HAN}]+)*)"
    rf"(?=[\s{BREAK}）)】、,，。／/\u3000]|$|报道|摄|文|图|{_ROLE})"
)
_SIGNED = re.compile(rf"{_ROLE}[\s\u3000{BREAK}]+[{_HAN}·]{{2,12}}$")
_NEXT_ROLE = re.compile(rf"(?:本报)?{_ROLE}(?:[\s\u3000{BREAK}]|[{_HAN}]{{2,3}})")


def collapse(text: str) -> str:
    """White space as a browser shows it, but a line end of the source as BREAK."""
    text = remove_stray_joiners(_HINTS.sub("", text))
    return _SPACE.sub(lambda hit: BREAK if "\n" in hit[0] or "\r" in hit[0] else " ", text)


def settle(runs: Sequence[Run]) -> Runs:
    """The runs of a paragraph with each line end of the source as a space or nothing."""
    text = "".join(run.text for run in runs)
    keep: dict[int, str] = {}
    for hit in _AROUND.finditer(text):
        space = _space_between(text, hit.start(), hit.end())
        keep |= dict.fromkeys(range(hit.start(), hit.end()), "")
        keep[hit.start()] = space
    out, at = [], 0
    for run in runs:
        chars = "".join(keep.get(at + n, character) for n, character in enumerate(run.text))
        at += len(run.text)
        out.append(replace(run, text=chars))
    return _single_spaces(join_runs(out))


def _space_between(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    if _WORD.match(before[-1]) and _WORD.match(after[0]):
        return " "
    if _AFTER_ROLE.search(before) and _may_be_name(after):
        return " "
    return " " if _SIGNED.search(before) and _NEXT_ROLE.match(after) else ""


def _may_be_name(text: str) -> bool:
    if text[0].isascii() and text[0].isalpha():
        return True
    return text[0] in SURNAMES and bool(_NAME.match(text))


def _single_spaces(runs: Runs) -> Runs:
    out: list[Run] = []
    ended = False
    for run in runs:
        text = re.sub(" {2,}", " ", run.text)
        text = text.removeprefix(" ") if ended else text
        if text:
            ended = text.endswith(" ")
            out.append(replace(run, text=text))
    return join_runs(out)
