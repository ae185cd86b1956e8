"""An article as plain text: for other portals, and for who keeps an issue's texts as files."""

from __future__ import annotations

from collections.abc import Iterator

from articles.exports import wording
from articles.exports.contents import IssueArticle, Picture
from articles.text.body import Block, Runs, plain_runs
from articles.text.characters import clean_for_screen
from articles.text.headline import on_one_line

#: Two characters wide, as a paragraph begins.
_INDENT = "\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}"


def write_block(block: Block) -> list[str]:
    """The lines of a block that is no photo: a crosshead stands apart, a list keeps its numbers,
    a row of a table is one line."""
    match block.kind:
        case "crosshead":
            return ["", *block.text.split("\n")]
        case "table":
            return [wording.APART.join(map(_on_one_line, row)) for row in block.rows]
        case "list":
            return [line for item in block.items for line in _write_item("• ", item)]
        case "ordered":
            numbered = enumerate(block.items, block.start)
            return [line for number, item in numbered for line in _write_item(f"{number}. ", item)]
        case _:
            return [f"{_INDENT}{line}" for line in block.text.split("\n")]


def _write_item(mark: str, item: Runs) -> list[str]:
    """The lines of a list's item; only the first is marked, the others stand below its text."""
    first, *others = plain_runs(item).split("\n")
    below = " " * len(mark)
    return [f"{_INDENT}{mark}{first}", *(f"{_INDENT}{below}{line}" for line in others)]


def _on_one_line(cell: Runs) -> str:
    return plain_runs(cell).replace("\n", " ")


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
