"""The beginning of a text, where it stands in place of a summary."""

from __future__ import annotations

from articles.text.body import Block, blocks
from articles.text.characters import clean_for_screen
from articles.text.headline import BREAK

_ENDS = tuple("。！？；：，、……”’）》」")


def find_opening(html: str, most: int) -> str:
    """The first words of a body in one line, without crossheads unless there is nothing else; a
    space parts what no mark ends. Of more than `most` characters the last are cut off by ……."""
    said = [block for block in blocks(html) if block.kind != "photo"]
    running = [block for block in said if block.kind != "crosshead"] or said
    text = ""
    for line in (line for block in running for line in _lines(block)):
        text += line if not text or text.endswith(_ENDS) else BREAK + line
    return text if len(text) <= most else text[: most - 1] + "……"


def _lines(block: Block) -> list[str]:
    text = clean_for_screen(block.text.replace("\t", BREAK))
    return [line for line in (each.strip() for each in text.split("\n")) if line]
