"""Captions of pictures, and whose the pictures are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.punctuation import fold_marks
from articles.text.word.items import WordItem, WordLine
from articles.text.word.signatures import find_tail, read_signature

_BEGINS = re.compile(
    r"\s*(?:[▲△▼◀▶←→↑↓]|图片?说明|图为|图片为|[左右上下]图|图\s?[\d一二三四五六七八九十]{1,2}(?![\d%]|所示|中|里|显示|可见)|图\s*[:：]|照片|\(图)"
)
_COUNTED = re.compile(r"(?:图片?|照片)\s*[\d一二三四五六七八九十]{1,2}\s*[:：]\s*\S")
_SIGN = re.compile(r"^\s*(?:[▲△▼◀▶←→↑↓]+|图片?说明\s*[:：])\s*")
_CREDIT = re.compile(
    r"(?:(?<=[。！？!?”])\s*|\s+|(?<=\s))((?:(?:摄影|图片|图|供图|摄)\s*[:：/／]\s*)?[\w·]{2,4}(?:[\s、]+[\w·]{2,4})*"
    r"\s*[/／]?\s*(?:摄影报道|摄影|摄|供图|图)?)\s*$"
)
_LONGEST, _SHORT = 120, 30


@dataclass(frozen=True, slots=True)
class Caption:
    """`sure` is false if only its place says that it is a caption. `taken` are signs left out."""

    text: str
    credit: str = ""
    sure: bool = True
    taken: str = ""


def read_caption(line: WordLine, body_size: float) -> Caption | None:
    """The caption that a line below a picture is, or None if it is text of the story."""
    words = line.words
    if not words or len(words) > _LONGEST or line.marker is not None:
        return None
    caption = split_credit(words)
    smaller = line.size and line.size < body_size * 0.96
    set_apart = line.paragraph.align == "center" and line.size <= body_size and not line.bold
    if line.paragraph.kind == "caption" or line.boxed or begins_caption(words) or caption.credit:
        return caption
    if (smaller or set_apart) and len(words) <= 80:
        return caption
    plain = not line.bold and not line.paragraph.kind and line.size <= body_size
    if plain and len(words) <= _SHORT and not re.search("[。；:：]", words[:-1]):
        return Caption(caption.text, caption.credit, sure=False, taken=caption.taken)
    return None


def begins_caption(text: str) -> bool:
    """图为……, 图1……, ▲……: the line says of itself that it is a caption."""
    return bool(_BEGINS.match(fold_marks(text)))


def points_down(line: WordLine) -> bool:
    """▼ or 下图 in front: the caption of the picture below it."""
    return bool(re.match(r"\s*(?:[▼▽↓]|下图)", line.text)) and len(line.words) <= _LONGEST


def counts_picture(item: WordItem) -> bool:
    """图一：……: the caption of the picture below, where none stands right above it."""
    if not isinstance(item, WordLine) or len(item.words) > _LONGEST:
        return False
    return bool(_COUNTED.match(fold_marks(item.words)))


def split_credit(text: str) -> Caption:
    """A caption without its signs in front, and the credit at its end by itself."""
    sign = _SIGN.match(text)
    taken = sign[0].strip() if sign else ""
    said = text[sign.end() :].strip() if sign else text.strip()
    tail = find_tail(said)
    if tail is not None and tail[1].people:
        return _with_credit(said, tail[0], said[tail[0] :].strip()[1:-1], taken)
    whole = read_signature(said)
    if whole is not None and _says_shot(said):
        return _with_credit(said, 0, said, taken)
    hit = _CREDIT.search(said)
    if hit and _says_shot(hit[1]) and read_signature(hit[1]):
        return _with_credit(said, hit.start(), hit[1], taken)
    return Caption(said, taken=taken)


def _with_credit(text: str, at: int, credit: str, taken: str) -> Caption:
    found = read_signature(credit)
    people = found.people if found else ()
    units = any(person.unit for person in people)
    names = "\N{IDEOGRAPHIC COMMA}".join(person.name for person in people)
    return Caption(
        text[:at].rstrip(),
        credit.strip() if units or not names else names,
        taken=f"{taken} {text[at:]}".strip(),
    )


def _says_shot(text: str) -> bool:
    return bool(re.search("摄|图", text))
