"""An article as plain text: for other portals, and for who keeps an issue's texts as files."""

from __future__ import annotations

from collections.abc import Iterator

from articles.exports import wording
from articles.exports.contents import IssueArticle, Picture
from articles.text.body import Block
from articles.text.characters import clean_for_screen
from articles.text.headline import on_one_line

#: Two characters wide, as a paragraph begins.
_INDENT = "\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}"


def write_block(block: Block) -> list[str]:
    """The lines of a block that is no photo: a crosshead stands apart, a list keeps its numbers."""
    lines = block.text.split("\n")
    match block.kind:
        case "crosshead":
            return ["", *lines]
        case "table":
            return [line.replace("\t", wording.APART) for line in lines]
        case "list":
            return [f"{_INDENT}• {line}" for line in lines]
        case "ordered":
            return [f"{_INDENT}{block.start + at}. {line}" for at, line in enumerate(lines)]
        case _:
            return [f"{_INDENT}{line}" for line in lines]


def tell_photo(number: int, caption: str) -> str:
    """What stands in the place of a photo."""
    return f"〔图{number}\N{FULLWIDTH COLON}{caption}〕"


def join_plain(lines: list[str]) -> str:
    """The lines as a text, without what nobody sees."""
    return "\n".join(clean_for_screen(each) for each in lines) + "\n"


def write_piece(piece: IssueArticle) -> str:
    """The whole article of an issue: heads, names, text with its photos told, what stands below."""
    heads = [piece.kicker, piece.headline, piece.subhead]
    lines = [on_one_line(each) for each in heads if each]
    if piece.writers:
        lines.append(wording.APART.join(each.in_full for each in piece.writers))
    lines.append("")
    for each in piece.flow:
        lines += _write_part(piece, each)
    return join_plain([*lines, "", *wording.foot(piece)])


def _write_part(piece: IssueArticle, each: Block | Picture) -> Iterator[str]:
    if isinstance(each, Picture):
        caption = wording.write_caption(each) or wording.describe_photo(piece, each)
        yield tell_photo(each.number, caption)
    else:
        yield from write_block(each)
