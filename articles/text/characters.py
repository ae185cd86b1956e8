"""Which characters are shown and what ends a line: the same in every output format."""

from __future__ import annotations

import re

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


def clean_for_print(text: str) -> str:
    """As `clean_for_screen`, but without any character that has no glyph of its own.

    Other characters that the fonts lack are kept."""
    if not _ODD.search(text):
        return text
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")


def clean_to_one_line(text: str) -> str:
    """As `clean_for_screen`, on one line: each line break becomes a single space."""
    return _SPACES.sub(" ", clean_for_screen(text)).strip(" ")
