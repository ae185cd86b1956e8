"""Checks an issue for characters that the fonts lack, article by article, before it is typeset.

For a single missing glyph, typst refuses the whole PDF/UA document and does not say where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from articles.exports.contents import Contents, IssueArticle, IssueRefused
from articles.text.printable import COMBINING, list_allowed, mend

_NAMED = 5


def check_characters(contents: Contents, characters: frozenset[str]) -> Contents:
    """The issue without invisible characters, and with unusual spaces replaced by plain ones.

    Raises IssueRefused naming the articles that contain characters without a glyph.
    """
    known = list_allowed(characters)
    plain = known - COMBINING
    refused: list[str] = []
    sheets = []
    for sheet in contents.sheets:
        pieces = []
        for piece in sheet.pieces:
            if all(map(plain.issuperset, _strings(piece))):
                pieces.append(piece)
                continue
            seen = _make_legible(piece, plain)
            missing = _find_missing(seen, known)
            if missing:
                refused.append(_complaint(name_article(piece), missing))
            pieces.append(seen)
        sheets.append(replace(sheet, pieces=tuple(pieces)))
    bare: Contents = _make_legible(replace(contents, sheets=()), plain)
    named = _make_legible([(sheet.name, sheet.proofreader) for sheet in contents.sheets], plain)
    missing = _find_missing((bare, named), known)
    if missing:
        refused.append(_complaint("报头、版名或署名里", missing))
    refuse(refused)
    sheets = [
        replace(sheet, name=name, proofreader=proofreader)
        for sheet, (name, proofreader) in zip(sheets, named, strict=True)
    ]
    return replace(bare, sheets=tuple(sheets))


def name_article(piece: IssueArticle) -> str:
    """The article as a refusal names it."""
    return f"《{piece.title}》（稿号{piece.article}）"


def refuse(complaints: Sequence[str]) -> None:
    """Raises IssueRefused with the first complaints and the number of the others, if any."""
    if complaints:
        more = len(complaints) - _NAMED
        told = [*complaints[:_NAMED], *([f"另有{more}处。"] if more > 0 else [])]
        raise IssueRefused("\n".join(told))


def _complaint(where: str, missing: list[str]) -> str:
    shown = "、".join(f"{_quote_visible(each)}（U+{ord(each):04X}）" for each in missing[:8])
    how = "请改掉再导出，或者请管理员装上有这些字的字体（make fonts）。"
    return f"{where}有印不出的字符{shown}，{how}"


def _quote_visible(character: str) -> str:
    return f"“{character}”" if character.isprintable() else ""


def _find_missing(value: Any, known: frozenset[str]) -> list[str]:
    found: set[str] = set()
    for text in _strings(value, printed=True):
        found.update(set(text) - known)
    return sorted(found)


def _strings(value: Any, *, printed: bool = False) -> Iterator[str]:
    """The texts of a value; with `printed` only those that stand on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each, printed=printed)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _text_fields(type(value)):
            if not (printed and name in _HEARD):
                yield from _strings(getattr(value, name), printed=printed)


#: Fields that are not printed: file names, hashes, addresses, codes.
_UNREAD = {"file", "digest", "archive_id", "href", "slug", "kind", "role", "site_url", "summary",
           "description", "source"}  # fmt: skip
#: Fields that are read aloud by a program, or shown on the site and in other files alone.
_HEARD = {"alt", "consent", "captions", "campaigns", "places", "short_title",
          "corrected"}  # fmt: skip
_CACHE: dict[type, tuple[str, ...]] = {}


def _text_fields(of: type) -> tuple[str, ...]:
    if of not in _CACHE:
        _CACHE[of] = tuple(each.name for each in fields(of) if each.name not in _UNREAD)
    return _CACHE[of]


def _make_legible(value: Any, known: frozenset[str]) -> Any:
    """The value itself if all of its characters can be shown, else a copy that is mended."""
    match value:
        case str():
            return value if known.issuperset(value) else mend(value, known)
        case tuple() | list():
            legible = [_make_legible(each, known) for each in value]
            if all(a is b for a, b in zip(legible, value, strict=True)):
                return value
            return type(value)(legible)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for name in _text_fields(type(value)):
            old = getattr(value, name)
            new = _make_legible(old, known)
            if new is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value
    return value
