"""The parts of a Word file that stand beside its text: notes, comments, headers, charts."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes

from articles.text.outside import decode_html
from articles.text.word.notes import Margin
from articles.text.word.package import Element, Package, Relation, child, local, value

_NO_TEXT = frozenset(("instrText", "delInstrText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr", "trPr"))
_DELETED = frozenset(("del", "moveFrom", "delText"))


def plain(element: Element | None, *, deleted: bool = True) -> str:
    """All the text in it, with what was `deleted` or without, and a space for each break."""
    left_out = _NO_TEXT if deleted else _NO_TEXT | _DELETED
    return " ".join("".join(_pieces(element, left_out)).split()) if element is not None else ""


def _pieces(element: Element, left_out: frozenset[str]) -> Iterator[str]:
    name = local(element)
    if name in left_out:
        return
    if name in ("t", "delText", "v"):
        yield element.text or ""
        return
    if name in ("tab", "br", "cr", "ptab"):
        yield " "
    elif name == "noBreakHyphen":
        yield "-"
    elif name == "textpath":
        yield element.get("string") or ""
    elif name == "AlternateContent":
        yield from _pieces(element[0], left_out) if len(element) else ()
        return
    for each in element:
        yield from _pieces(each, left_out)
    if name in ("p", "tc", "pt", "ser"):
        yield " "


#: A part begins with a line that begins with two hyphens; other lines may, too.
_MOST_MARKS = 5000


def is_placeholder(control: Element) -> bool:
    """Is a content control still empty, and shows only what to write there?"""
    return child(child(control, "sdtPr"), "showingPlcHdr") is not None


def _said(element: Element | None) -> str:
    """The text of something beside the story; of one that is only a picture, that it is one."""
    if element is None:
        return ""
    pictures = any(local(each) in ("blip", "imagedata") for each in element.iter())
    return plain(element) or ("图片" if pictures else "")


def tell_headers(package: Package, relations: dict[str, Relation], margin: Margin) -> None:
    seen = set()
    for relation in relations.values():
        if relation.kind in ("header", "footer") and not relation.external:
            text = _said(package.tree(relation.target))
            if text and text not in seen:
                seen.add(text)
                margin.add("header", text)


def tell_comments(package: Package, relations: dict[str, Relation], margin: Margin) -> None:
    for relation in relations.values():
        if relation.kind != "comments" or relation.external:
            continue
        root = package.tree(relation.target)
        for comment in root if root is not None else ():
            author = value(comment, "author")
            text = _said(comment)
            if text:
                margin.add("comment", f"{author}\N{FULLWIDTH COLON}{text}" if author else text)


def read_footnotes(package: Package, relations: dict[str, Relation]) -> dict[tuple[str, str], str]:
    """The texts of foot- and endnotes by their kind and id."""
    out = {}
    for relation in relations.values():
        if relation.kind not in ("footnotes", "endnotes") or relation.external:
            continue
        root = package.tree(relation.target)
        for note in root if root is not None else ():
            if value(note, "type") in ("", "normal"):
                out[relation.kind[:-1], value(note, "id")] = _said(note)
    return out


def chart_text(root: Element | None) -> str:
    """The words of a chart: its titles, and the names and values of its series."""
    if root is None:
        return ""
    words = [plain(each) for each in root.iter() if local(each) in ("rich", "strCache", "numCache")]
    return "\N{IDEOGRAPHIC COMMA}".join(dict.fromkeys(filter(None, words)))


def smartart_text(root: Element | None) -> str:
    if root is None:
        return ""
    points = [plain(each) for each in root.iter() if local(each) == "pt"]
    return "\N{IDEOGRAPHIC COMMA}".join(filter(None, points))


def read_web_archive(data: bytes) -> str:
    """The web page, or else the text, in an MHT file; "" if there is none, or countless parts."""
    if data.count(b"\n--") > _MOST_MARKS:
        return ""
    parts = {
        part.get_content_type(): part for part in reversed(list(message_from_bytes(data).walk()))
    }
    part = parts.get("text/html") or parts.get("text/plain")
    content = part.get_payload(decode=True) if part is not None else b""
    if part is None or not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode_html(content)
