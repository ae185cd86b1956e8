"""An issue as archive lines (docs/operations.md); `import_archive` reads them back the same.

A line has paragraphs and crossheads. Quotes, list items and rows of tables are paragraphs in it,
numbered where the list was; bold, links, summaries and photos are not in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from articles.exports.contents import Contents, IssueRefused, Piece
from articles.text.body import Block, blocks, from_paragraphs, plain_runs
from articles.text.characters import LINE_ENDS

Paragraph = str | dict[str, str]
#: Ends of lines that JSON leaves as they are; some readers would part a line there.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in LINE_ENDS if ord(mark) > 0x1F}


def made(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """A line for each article, by day and id, so that the order doesn't hang on the plan.

    An article without an id of an archive gets one of its number. Raises IssueRefused.
    """
    found: list[tuple[str, str, str]] = []
    taken = {piece.archive_id for piece in contents.pieces if piece.archive_id}
    for sheet in contents.sheets:
        for piece in sheet.pieces:
            item = _item(piece, sheet.number, taken)
            text = json.dumps(item, ensure_ascii=False).translate(_ESCAPED)
            if "\\u0000" in text.replace("\\\\", ""):
                raise IssueRefused(
                    f"《{piece.title}》（稿号{piece.article}）含有无法存档的字符NUL，请改正再导出。"
                )
            found.append((item["date"], item["id"], text))
            tell()
    return "".join(f"{text}\n" for *_, text in sorted(found)).encode()


def _item(piece: Piece, page: int, taken: set[str]) -> dict[str, Any]:
    return {
        "id": piece.archive_id or _free(f"newsroom-{piece.article}", taken),
        "date": piece.published.isoformat(),
        "headline": _on_a_line(piece.headline),
        "kicker": _on_a_line(piece.kicker),
        "subhead": _on_a_line(piece.subhead),
        "bylines": _bylines(piece),
        "body": _paragraphs(piece.body),
        "campaigns": _names(piece.campaigns),
        "places": _names(piece.places),
        # Where it stands in this issue, unless it was printed before.
        "page": page if piece.page is None else piece.page,
        "source": _on_a_line(piece.source),
    }


def _free(wanted: str, taken: set[str]) -> str:
    """The id itself, or with a stroke where an archive that came in has it already."""
    while wanted in taken:
        wanted += "'"
    taken.add(wanted)
    return wanted


def _on_a_line(text: str) -> str:
    return " ".join(text.split("\n")).strip(" ")


def _bylines(piece: Piece) -> list[dict[str, str]]:
    """A name once in each role: an archive doesn't tell two people of one name apart."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in piece.signed:
        name, unit = each.name.strip(), each.unit.strip()
        found.setdefault((each.role, name), {"role": each.role, "name": name, "unit": unit})
    return list(found.values())


def _names(names: tuple[str, ...]) -> list[str]:
    return sorted({name.strip() for name in names})


def _paragraphs(body: tuple[Block, ...]) -> list[Paragraph]:
    """As the import will have them: it drops indents and what is empty."""
    return list(_lines(blocks(from_paragraphs(list(_lines(body))))))


def _lines(body: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in body:
        match block.kind:
            case "photo":
                continue
            case "crosshead":
                yield {"crosshead": block.text}
            case "paragraph":
                yield block.text
            case "ordered":
                for number, text in enumerate(map(plain_runs, block.items), 1):
                    yield f"{number}. {text}"
            case "table":
                for row in block.rows:
                    yield "\N{IDEOGRAPHIC SPACE}".join(filter(None, map(plain_runs, row)))
            case _:
                yield from map(plain_runs, block.items)
