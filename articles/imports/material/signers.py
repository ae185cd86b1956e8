"""Who signs a saved page above its text: a line of the page's own, or what its head says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.text.outside.tree import Element, name_of, text_of
from articles.text.page.bylines import ROLE, strength_of
from articles.text.page.names import is_name
from articles.text.word.reading import WordManuscript
from articles.text.word.signatures import read_signature

#: Where WeChat shows the author.
_AUTHORS = frozenset(("js_author_name", "rich_media_meta_text"))
_LONGEST = 90
#: When a page was published and how often it was read, beside the names.
_BESIDE = re.compile(
    r"(?:(?:发布|发表|更新)?(?:时间|日期|于)\s*[:\N{FULLWIDTH COLON}]?\s*)?"
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:字数|阅读|浏览|点击|访问)(?:量|数|次数)?\s*[:\N{FULLWIDTH COLON}]?\s*\d+\s*次?"
)
_WRITE = ("staff", "correspondent")


def find_signer(root: Element, text: Element) -> str:
    """The words in front of the article's text that name who wrote it, or ""."""
    for element in _stand_above(root, text):
        said = " ".join(_BESIDE.sub(" ", text_of(element)).split())
        marks = {element.get("id", "").lower(), *element.get("class", "").lower().split()}
        if strength_of(said) >= ROLE or (marks & _AUTHORS and is_name(said, sure=True)):
            return said
    for meta in root.iter("meta"):
        said = (meta.get("content") or "").strip()
        if (meta.get("name") or "").lower() == "author" and is_name(said, sure=True):
            return said
    return ""


def _stand_above(root: Element, text: Element) -> Iterator[Element]:
    around = {text, *text.iterancestors()}
    for element in root.iter():
        if element is text:
            return
        if element not in around and name_of(element) in ("p", "div", "span", "em", "td", "li"):
            said = text_of(element)
            if 1 < len(said) <= _LONGEST:
                yield element


def sign(manuscript: WordManuscript, said: str) -> WordManuscript:
    """The story with who signs above it, where nothing in its text says who wrote it."""
    signature = read_signature(said, bare=True) if said else None
    if signature is None or len(manuscript.stories) != 1:
        return manuscript
    story = manuscript.stories[0]
    if any(each.role in _WRITE for each in story.people):
        return manuscript
    people = (*signature.people, *(p for p in story.people if p not in signature.people))
    signed = replace(
        story,
        people=people,
        source=story.source or signature.source,
        why={**story.why, "byline": "网页正文上面的一行"},
        taken=(*story.taken, said),
        signed=(*story.signed, said),
        doubts=tuple(each for each in story.doubts if each[0] != "byline" or not people),
    )
    return replace(manuscript, stories=(signed,))
