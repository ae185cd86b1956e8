"""What the newspaper's fonts can't set: told when it is written, not when the month ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley, Particulars
from articles.text.printable import Unprinted, find_unprinted

_KEY = re.compile("([1-9])\ufe0f?\u20e3")
_CIRCLED_ONE = ord("①")
_SHOWN = 8
_COLON = "\N{FULLWIDTH COLON}"


def find_characters_without_glyph(galley: Galley) -> Iterator[Finding]:
    """Findings `unprinted`, warn: characters of the text, names and all else that is printed which
    no font of this machine has, and forms of characters that it prints as the usual ones.

    None where it is not known what the fonts have. The summary is not printed.
    """
    printable = galley.house.printable
    if printable is None:
        return
    for number, passage in galley.of():
        if passage.kind == "summary":
            continue
        found = find_unprinted(passage.text, printable.characters)
        for each in _join(passage.text, found):
            fixes = (_rewrite(each),) if _rewrite(each) else ()
            yield galley.find(
                "unprinted", "warn", number, (each.start, each.end), _tell(each), *fixes
            )
    for where, text in list_printed(galley.particulars):
        for each in _join(text, find_unprinted(text, printable.characters)):
            message = f"{where}{_COLON}{_tell(each)}"
            yield Finding("unprinted", "warn", -1, 0, 0, "", message)


def list_printed(has: Particulars | None) -> Iterator[tuple[str, str]]:
    """What is printed beside the passages, with the name of its place."""
    if has is None:
        return
    yield from (("署名", each) for each in has.names)
    yield from ((f"图{photo.number}的摄影", photo.credit) for photo in has.photos)
    yield from (("附件的名称", each) for each in has.files)
    yield from (("音视频", each) for each in has.clips)
    yield from (("条目", each) for each in has.entries)
    yield from (("栏目", has.section), ("稿源", has.source), ("原题", has.original_title))
    yield "原作者", has.original_author


def _join(text: str, found: Iterator[Unprinted]) -> Iterator[Unprinted]:
    """Neighbours of one kind as one: a word of a foreign script is one finding."""
    last: Unprinted | None = None
    for each in found:
        if last and last.why == each.why and not text[last.end : each.start].strip():
            last = Unprinted(last.start, each.end, text[last.start : each.end], each.why)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _rewrite(each: Unprinted) -> str:
    """What may stand there instead, if that says the same; else nothing."""
    if each.why == "joined":
        return ""
    if each.why == "form":
        return each.plain
    circled = _KEY.sub(lambda hit: chr(_CIRCLED_ONE + int(hit[1]) - 1), each.text)
    return circled if circled != each.text and not _KEY.sub("", each.text).strip() else ""


def _tell(each: Unprinted) -> str:
    said = each.text[:_SHOWN] + ("……" if len(each.text) > _SHOWN else "")
    if each.why == "joined":
        where = "在报纸上是并排的几个图形，不是合成的那一个"
        return f"“{said}”{where}{_COLON}请换成一个单独的，或者删去。"
    if each.why == "form":
        return f"“{said}”选定的字形印不出，报纸上是这个字通常的样子。"
    code = "、".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(said) if letter != "…")
    return (
        f"报纸印不出“{said}”（{code}）{_COLON}换一种写法，或者请管理员装上有它的字体；"
        "这一篇排上版以前要办好，不然那一期导不出。"
    )
