"""Characters that were recognised in a picture and may be others."""

from __future__ import annotations

from difflib import SequenceMatcher

from articles.text.page.reading import Doubt, PageLine, Reading

#: In per cent. Of 55,034 Chinese characters on 24 scanned pages, 71 were less sure.
SURE = 95
CODE = "unsure-characters"
_MOST_NAMED = 8


def find_unsure(line: PageLine, sure: list[list[int]]) -> list[int]:
    """Which characters of `line.text` are doubtful; `sure` is that of the page's own lines."""
    known = sure[line.source - 1] if 0 < line.source <= len(sure) else []
    own = known[line.start : line.start + len(line.text)]
    return [
        at
        for at, (character, per_cent) in enumerate(zip(line.text, own, strict=False))
        if per_cent < SURE and character.isalnum()
    ]


def mark_unsure(line: PageLine, sure: list[list[int]]) -> list[tuple[str, bool]]:
    """The line as an article gets it, in parts: (text, whether it is doubtful).

    What an editor has typed is not doubtful.
    """
    text = line.repaired.strip() or line.text
    doubtful = set(find_unsure(line, sure))
    if not doubtful:
        return [(text, False)]
    here = {
        block.b + n
        for block in SequenceMatcher(None, line.text, text, autojunk=False).get_matching_blocks()
        for n in range(block.size)
        if block.a + n in doubtful
    }
    parts: list[tuple[str, bool]] = []
    for at, character in enumerate(text):
        if parts and parts[-1][1] == (at in here):
            parts[-1] = (parts[-1][0] + character, parts[-1][1])
        else:
            parts.append((character, at in here))
    return parts


def doubt_unsure(reading: Reading, sure: list[list[int]]) -> None:
    """Add to each story with doubtful characters a doubt that names them."""
    for story in reading.stories:
        found = [
            (number, reading.lines[number - 1].text[at])
            for piece in story.pieces
            for number in piece.lines
            for at in find_unsure(reading.lines[number - 1], sure)
        ]
        if not found:
            continue
        named = "、".join(f"第{number}行“{character}”" for number, character in found[:_MOST_NAMED])
        more = "等" if len(found) > _MOST_NAMED else ""
        message = f"{len(found)}个字认得不大准，请对照版面图\N{FULLWIDTH COLON}{named}{more}。"
        story.doubts.append(Doubt(CODE, message, found[0][0]))
