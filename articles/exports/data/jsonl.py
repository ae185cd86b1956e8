"""An issue as archive lines (docs/operations.md), which `import_archive` can read back.

A line holds paragraphs and crossheads. Quotes, list items (with their numbers) and table rows
become paragraphs; bold, links, summaries and photos are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from articles.exports.contents import Contents, IssueArticle, IssueRefused
from articles.text.body import Block, blocks, from_paragraphs, plain_runs
from articles.text.characters import LINE_ENDS

Paragraph = str | dict[str, str]
#: Line separators that JSON doesn't escape; some readers would split a line at them.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in LINE_ENDS if ord(mark) > 0x1F}


def make_jsonl(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """One line per article, sorted by day and id, so that the order is independent of the plan.

    The id of an article that comes from no archive is made of its number. Raises IssueRefused.
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


def _item(piece: IssueArticle, page: int, taken: set[str]) -> dict[str, Any]:
    return {
        "id": piece.archive_id or _find_free_id(f"newsroom-{piece.article}", taken),
        "date": piece.published.isoformat(),
        "headline": _join_lines(piece.headline),
        "kicker": _join_lines(piece.kicker),
        "subhead": _join_lines(piece.subhead),
        "bylines": _bylines(piece),
        "body": _paragraphs(piece.body),
        "campaigns": _names(piece.campaigns),
        "places": _names(piece.places),
        # The page in this issue, unless it was printed before.
        "page": page if piece.page is None else piece.page,
        "source": _join_lines(piece.source),
    }


def _find_free_id(wanted: str, taken: set[str]) -> str:
    """The wanted id, with apostrophes appended if an imported archive uses it already."""
    while wanted in taken:
        wanted += "'"
    taken.add(wanted)
    return wanted


def _join_lines(text: str) -> str:
    return " ".join(text.split("\n")).strip(" ")


def _bylines(piece: IssueArticle) -> list[dict[str, str]]:
    """Each name once per role, because an archive can't distinguish people of the same name."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in piece.signed:
        name, unit = each.name.strip(), each.unit.strip()
        found.setdefault((each.role, name), {"role": each.role, "name": name, "unit": unit})
    return list(found.values())


def _names(names: tuple[str, ...]) -> list[str]:
    return sorted({name.strip() for name in names})


def _paragraphs(body: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs as the import stores them: without indents and empty ones."""
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
                for number, text in enumerate(map(plain_runs, block.items), block.start):
                    yield f"{number}. {text}"
            case "table":
                for row in block.rows:
                    yield "\N{IDEOGRAPHIC SPACE}".join(filter(None, map(plain_runs, row)))
            case _:
                yield from map(plain_runs, block.items)
