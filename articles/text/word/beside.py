"""The parts of a Word file that stand beside its text: notes, comments, headers, charts."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes

from articles.text.outside import decode_html
from articles.text.word.notes import Margin
from articles.text.word.package import Element, Package, Relation, W, child, local, value

_M_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NO_TEXT = frozenset(("instrText", "delInstrText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr", "trPr"))


def plain(element: Element | None) -> str:
    """All the text in it, deleted or not, with a space for each break."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    name = local(element)
    if name in _NO_TEXT:
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
        yield from _pieces(element[0]) if len(element) else ()
        return
    for each in element:
        yield from _pieces(each)
    if name in ("p", "tc", "pt", "ser"):
        yield " "


#: A part begins with a line that begins with two hyphens; other lines may, too.
_MOST_MARKS = 5000


def is_placeholder(control: Element) -> bool:
    """Is a content control still empty, and shows only what to write there?"""
    return child(child(control, "sdtPr"), "showingPlcHdr") is not None


def tell_headers(package: Package, relations: dict[str, Relation], margin: Margin) -> None:
    seen = set()
    for relation in relations.values():
        if relation.kind in ("header", "footer") and not relation.external:
            text = plain(package.tree(relation.target))
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
            text = plain(comment)
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
                out[relation.kind[:-1], value(note, "id")] = plain(note)
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


def equation_text(element: Element) -> str:  # noqa: PLR0911  one form after the other
    """A formula on one line: a/b, x^2, √(x)."""
    name = local(element)
    if element.tag == _M_T:
        return element.text or ""
    parts = {local(each): equation_text(each) for each in element if local(each)}
    match name:
        case "f":
            return f"{_group(parts.get('num', ''))}/{_group(parts.get('den', ''))}"
        case "sSup":
            return f"{parts.get('e', '')}^{_group(parts.get('sup', ''))}"
        case "sSub":
            return f"{parts.get('e', '')}_{_group(parts.get('sub', ''))}"
        case "rad":
            return f"{parts.get('deg', '')}√({parts.get('e', '')})"
        case "d":
            return f"({''.join(equation_text(each) for each in element)})"
        case "r" if element.tag.startswith(W):
            return plain(element)
    return "".join(equation_text(each) for each in element)


def _group(text: str) -> str:
    return text if len(text) < 2 or text.isdigit() else f"({text})"


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
