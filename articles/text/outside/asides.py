"""Finds comments, footnotes and fields: what stands beside the text in office documents."""

from __future__ import annotations

import re
from collections.abc import Mapping

from articles.text.outside.sheet import Styles
from articles.text.outside.tree import Element, text_of

_ANCHOR = re.compile(r"[\[［【(（]?\s*[^\W\d]{0,12}\s?\d{0,4}\s*[\])）】］]?")
_COMMENT_CLASS = re.compile(
    r"(?:^|\s)mso(?:commentreference|com(?:anchor|txt|off|hide)|commenttext|commentsubject|comments)(?:\s|$)"
)
_PART = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote)\s*(?:;|$)", re.IGNORECASE)
_SIGN = re.compile(r"^[\[［【][^\]］】]{0,12}[\]］】]\s*")
_FOOTNOTE_CLASS = re.compile(
    r"(?:^|\s)(?:mso(?:footnote|endnote)(?:reference|text)|sd(?:footnote|endnote)(?:anc|sym)?"
    r"|footnote(?:s|-ref|-backref|reference|anchor)?|reference|references|reflist|cite_ref)(?:\s|$)"
)
_NOTE_SIGNS = "*†‡§①②③④⑤⑥⑦⑧⑨⑩"
_COMMENT_ID = re.compile(r"_?(?:com_|anchor_|cmnt|msocom|_?sdcomment|__?annotation)", re.IGNORECASE)
_FOOTNOTE_ID = re.compile(
    r"_?(?:ftn|edn|sdfootnote|sdendnote|cite_(?:note|ref)|fnref|fn[:\d])", re.IGNORECASE
)
#: So deep in its block the sign of a note may stand.
_DEEP = 20


def aside(  # noqa: PLR0911  one sign after the other
    tag: str, given: Mapping[str, str], styles: Styles, element: Element
) -> str:
    """ "comment", "footnote" or "running" (a header or footer of the printed page) if the element
    is one or leads to one, else "".

    What a comment is about is text; only the comment and the sign that leads to it are not.
    """
    part = styles.get("mso-element", "")
    if part in ("comment", "comment-list"):
        return "comment"
    if part in ("footnote", "footnote-list", "endnote", "endnote-list"):
        return "footnote"
    if part in ("header", "footer") or tag in ("w:hdr", "w:ftr"):
        return "running"
    if styles.get("mso-special-character") == "comment":
        return "comment"
    if tag in ("w:comment", "comment", "annotation", "office:annotation"):
        return "comment"
    classes, name = given.get("class", "").lower(), given.get("id", "")
    if _COMMENT_CLASS.search(classes):
        return "comment"
    if tag == "a":
        return _link(given, styles, element)
    if tag in ("div", "aside", "section", "li", "ol", "p") and _COMMENT_ID.match(name):
        return "comment"
    if _FOOTNOTE_CLASS.search(classes) or given.get("role") in (
        "doc-noteref",
        "doc-footnote",
        "doc-endnotes",
    ):
        return "footnote"
    if tag in ("div", "aside", "section", "li", "p") and _FOOTNOTE_ID.match(name):
        return "footnote"
    return _around_link(tag, element)


def _link(given: Mapping[str, str], styles: Styles, element: Element) -> str:
    target, name = given.get("href", ""), given.get("id", "") or given.get("name", "")
    inner = target.rpartition("#")[2] if "#" in target else ""
    if "mso-comment-reference" in styles:
        return "comment" if _is_sign(element) and "[" in text_of(element) else ""
    if "mso-footnote-id" in styles or "mso-endnote-id" in styles:
        return "footnote"
    if _COMMENT_ID.match(inner) or _COMMENT_ID.match(name):
        return "comment" if _is_sign(element) else ""
    classes = given.get("class", "").lower()
    if _FOOTNOTE_CLASS.search(classes) or _FOOTNOTE_ID.match(inner) or _FOOTNOTE_ID.match(name):
        return "footnote" if _is_sign(element) else ""
    return ""


def _around_link(tag: str, element: Element) -> str:
    """The sup around a sign; the block that begins with the sign of a note is the note."""
    if tag not in ("sup", "div", "p", "li") or len(element) == 0 or (element.text or "").strip():
        return ""
    first, deep = element, 0
    while len(first) and not (first.text or "").strip() and first.tag != "a" and deep < _DEEP:
        first, deep = first[0], deep + 1
    if first.tag != "a":
        return ""
    name = first.get("id", "") or first.get("name", "")
    target = (first.get("href") or "").rpartition("#")[2]
    if tag == "sup":
        found = _link(dict(first.attrib), {}, first)
        return found if found and text_of(element) == text_of(first) else ""
    if _COMMENT_ID.match(name) and re.search("ref", target, re.IGNORECASE):
        return "comment"
    back = re.search("ref|anc", target, re.IGNORECASE)
    return "footnote" if _FOOTNOTE_ID.match(name) and back else ""


def split(element: Element) -> list[str]:
    """The texts of the comments or notes in it, one each."""
    parts = [part for part in element.iter("div") if _PART.search(part.get("style") or "")]
    return [text_of(part) for part in parts or [element]]


def without_sign(text: str) -> str:
    return _SIGN.sub("", text)


def is_sign(text: str) -> bool:
    """Is this only what leads to a note: [1], [张1], ①?"""
    return len(text) <= 20 and (not text or bool(_ANCHOR.fullmatch(text)) or text in _NOTE_SIGNS)


def _is_sign(element: Element) -> bool:
    return is_sign(text_of(element))
