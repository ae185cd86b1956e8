"""Which characters are shown and what ends a line: the same in every output format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: 〓, the printers' sign for a missing character.
GETA = "\N{GETA MARK}"
#: All line breaks that occur: typed, pasted from Word (VT), or read from an old file.
LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"

_Ranges = tuple[tuple[int, int], ...]

_CONTROLS: _Ranges = ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F))
#: Optional breaks, direction marks, byte order marks, annotations.
_FORMATS: _Ranges = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0001, 0xE0001),
)  # fmt: skip
#: Characters that change how their neighbours look: joiners, variation selectors, flag tags.
_JOINERS: _Ranges = ((0x200C, 0x200D),)
_SELECTORS: _Ranges = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_TAGS: _Ranges = ((0xE0020, 0xE007F),)

_EMOJI: _Ranges = ((0x2190, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF))
#: Arabic, and the scripts of India, Tibet, Burma, Cambodia and Mongolia.
_SCRIPTS: _Ranges = ((0x600, 0x8FF), (0x900, 0x109F), (0x1780, 0x18AF))
#: Keycaps, signs, Chinese characters and marks.
_OTHERS: _Ranges = (
    (0x23, 0x23), (0x2A, 0x2A), (0x30, 0x39), (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C),
    (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139), (0x3001, 0x9FFF), (0xF900, 0xFAFF),
    (0xFF01, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip


def _class(*ranges: _Ranges) -> str:
    """A regular expression that matches one character of these ranges."""
    pairs = (rf"\U{low:08x}-\U{high:08x}" for some in ranges for low, high in some)
    return f"[{''.join(pairs)}]"


_SHAPELESS = (_CONTROLS, _FORMATS, _JOINERS, _SELECTORS, _TAGS)
#: Every character without a glyph of its own.
UNSEEN = "".join(
    chr(number) for some in _SHAPELESS for low, high in some for number in range(low, high + 1)
)
_UNSEEN = re.compile(_class(*_SHAPELESS))
_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
#: Surrogates and noncharacters; XML allows few of them.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ODD = re.compile(f"[\t{LINE_ENDS[1:]}]|{_NO_CHARACTER.pattern}|{_UNSEEN.pattern}")
#: In this order, so that no step leaves something that an earlier one should have removed.
_STRAY = (
    re.compile(_class(_CONTROLS, _FORMATS)),
    re.compile(f"(?P<kept>\N{WAVING BLACK FLAG}{_class(_TAGS)}+)|{_class(_TAGS)}"),
    re.compile(f"(?<!{_class(_EMOJI, _SCRIPTS, _OTHERS)}){_class(_SELECTORS)}"),
    re.compile(
        "(?<!{neighbour}){joiner}|{joiner}(?!{neighbour})".format(
            joiner=_class(_JOINERS), neighbour=_class(_EMOJI, _SCRIPTS, ((0xFE0F, 0xFE0F),))
        )
    ),
)
_PICTURE = f"{_class(_EMOJI)}[\ufe0f\U0001f3fb-\U0001f3ff]*"
#: Emoji that are joined into another one: a family, a profession.
JOINED_EMOJI = re.compile(f"{_PICTURE}(?:\u200d{_PICTURE})+")
_SPACES = re.compile("[ \n]+")  # but not the full-width space, which is typed on purpose


def clean_for_screen(text: str) -> str:
    """The text with only characters that a screen shows and XML allows.

    Line breaks become newlines, and tabs spaces. Invisible characters are removed, except those
    that shape an emoji, a Chinese character or a joined letter. Noncharacters become 〓.
    """
    if not _ODD.search(text):
        return text
    text = _NO_CHARACTER.sub(GETA, _LINE_END.sub("\n", text).replace("\t", " "))
    for stray in _STRAY:
        text = stray.sub(lambda found: found.groupdict("").get("kept", ""), text)
    return text


def remove_stray_joiners(text: str) -> str:
    """Without joiners that join nothing: those outside of emoji and joined letters."""
    return _STRAY[-1].sub("", text) if "\u200d" in text or "\u200c" in text else text


def clean_for_print(text: str) -> str:
    """As `clean_for_screen`, but without any character that has no glyph of its own.

    Other characters that the fonts lack are kept."""
    if not _ODD.search(text):
        return text
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")


def clean_to_one_line(text: str) -> str:
    """As `clean_for_screen`, on one line: each line break becomes a single space."""
    return _SPACES.sub(" ", clean_for_screen(text)).strip(" ")


# What comes in

#: Characters that show text in another order than it is stored in: 5002 reads as 2005.
_REORDERING = {
    "\u202a": "左至右嵌入", "\u202b": "右至左嵌入", "\u202c": "方向还原", "\u202d": "左至右强制",
    "\u202e": "右至左强制", "\u2066": "左至右隔离", "\u2067": "右至左隔离",
    "\u2068": "首字方向隔离", "\u2069": "隔离还原",
}  # fmt: skip
#: What no database of ours stores: NUL, and halves of a character.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
#: NUL and other controls but tabs and line ends, direction marks, characters of old marking
#: schemes, the place of an object that isn't there (U+FFFC, as copied pictures leave it), and
#: noncharacters.
_WASTE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u206a-\u206f\ufdd0-\ufdef"
    "\ufff9-\ufffc\U000e0001"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_PRINTERS_END = re.compile("[\v\f\x85\u2028\u2029]")
#: One of all these: most texts have none, and are looked through once.
_ANY = re.compile(
    "["
    + "".join((*_REORDERING, *(each.pattern[1:-1] for each in (_BROKEN, _WASTE, _PRINTERS_END))))
    + "]"
)


class CharacterRefused(ValueError):  # noqa: N818
    """A text has characters that are not taken in; the message tells the writer which."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A text as it may come in, and the names of the characters that were left out of it."""

    text: str
    left_out: tuple[str, ...] = ()


def name_reordering(text: str) -> list[str]:
    """The characters in it that show text in another order than it is stored in."""
    return [f"{_name(each)}{name}" for each, name in _REORDERING.items() if each in text]


def refuse_characters(text: str) -> None:
    """Raise CharacterRefused for what reorders a text or can't be stored, with what to do."""
    if found := name_reordering(text):
        listed = "、".join(found)
        raise CharacterRefused(
            f"文字里有看不见的改变方向的字符（{listed}），看到的和存下的不一样，没有存。"
            "请删去那一处，重新输入。"
        )
    if _BROKEN.search(text):
        raise CharacterRefused("含有无法保存的字符（NUL或残缺的字符编码）。")


def is_plain(text: str) -> bool:
    """Whether `admit` gives the text back as it is."""
    return not _ANY.search(text)


def admit(text: str) -> Admitted:
    """The text without control characters; an unusual line end becomes a newline.

    Raises CharacterRefused, see `refuse_characters`.
    """
    if is_plain(text):
        return Admitted(text)
    refuse_characters(text)
    return remove_controls(text)


def remove_controls(text: str) -> Admitted:
    """As `admit`, for where another one refuses: what is to be refused stays in the text, but for
    NUL, which nobody types and no database of ours keeps."""
    left_out = tuple(dict.fromkeys(map(_name, _WASTE.findall(text))))
    return Admitted(_PRINTERS_END.sub("\n", _WASTE.sub("", text)), left_out)


def say_left_out(left_out: Iterable[str]) -> str:
    """A sentence that tells the writer what `admit` left out."""
    listed = "、".join(dict.fromkeys(left_out))
    return f"文字里混进了看不见的控制字符{listed}，已经去掉，其余一字未动。"


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
