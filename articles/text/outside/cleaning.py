"""HTML from outside, brought down to the grammar of a body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.text import body
from articles.text.characters import name_reordering, remove_controls
from articles.text.outside.lists import join_lists
from articles.text.outside.notes import Findings, Note
from articles.text.outside.rewriting import rewrite
from articles.text.outside.tables import split_merged
from articles.text.outside.tree import Element, name_controls, parse, prepare, read_lines
from articles.text.outside.walk import Walk
from articles.text.runs import Run

#: What a decoder puts where it can't read, with the words around it.
_BROKEN = re.compile("[^<>\ufffd]{0,6}\ufffd+[^<>\ufffd]{0,6}")
#: Tags and attributes that no body has: HTML with one of them comes from outside.
_FOREIGN = re.compile(
    r"<(?!(?:p|div|h[1-6]|br|strong|b|em|su[pb]|a|[uo]l|li|blockquote|table|colgroup|col|thead"
    r"|tbody|tr|t[dh]|figure)\b)[a-z]"
    r"|<(?!(?:table|colgroup|col|t[rdh])\b)[a-z][^<>]*\s(?:style|class|hidden)\b"
    r"|<(?:table|t[rdh])\b[^<>]*(?:\shidden\b|none|line-through)",
    re.IGNORECASE,
)
LONGEST = 8_000_000


class OutsideRefused(ValueError):  # noqa: N818
    """Why HTML was not read, in a sentence for the writer."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A body in its grammar, how many pictures stood in the source, and what was left out.

    `passages` are all that is told, whole, by the codes of the notes.
    """

    body: str
    photos: int
    notes: tuple[Note, ...]
    captions: tuple[str, ...] = ()
    title: str = ""
    passages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What `clean_html --json` prints and the editor gets."""
        notes = [{"code": note.code, "text": note.text} for note in self.notes]
        return {"body": self.body, "photos": self.photos, "notes": notes}


def bring_in(html: str) -> Cleaned:
    """A body as the editor or our own archive wrote it, cleaned; other HTML by `clean_outside`.

    Raises OutsideRefused only if HTML from outside is too long.
    """
    return clean_outside(html) if _FOREIGN.search(html) else Cleaned(body.clean(html), 0, ())


def clean_outside(html: str) -> Cleaned:
    """Read any HTML. Raises OutsideRefused only if it is too long."""
    given, html = html, prepare(html)
    if len(html) > LONGEST:
        raise OutsideRefused("贴来的内容太长，读不了。请分几次贴，或者只贴文字。")
    found = Findings()
    root = parse(html)
    if root is None:
        if lines := list(read_lines(html)):
            if "<" in html:
                found.add("too_deep")
            blocks = tuple(body.Block("paragraph", (Run(line),)) for line in lines)
            text = _admit(body.clean(body.html(blocks)), given, found)
            return Cleaned(text, 0, found.notes())
        return Cleaned("", 0, ())
    rewrite(root, found)
    split_merged(root, found)
    walk = _walk(root, found)
    blocks = tuple(join_lists(body.blocks(walk.html())))
    text = _admit(body.html(blocks), given, found)
    return Cleaned(
        text,
        found.count("picture"),
        found.notes(),
        tuple(walk.captions),
        walk.title,
        {code: tuple(told) for code, told in found.passages.items()},
    )


def _admit(text: str, given: str, found: Findings) -> str:
    """The body without control characters, which are told, as are those that turn a text round:
    of the file as it was given, and of what its references such as `&#8238;` stand for."""
    admitted = remove_controls(text)
    for name in dict.fromkeys([*name_controls(given), *admitted.left_out]):
        found.add("control", name)
    for around in _BROKEN.findall(admitted.text):
        found.add("broken", around)
    for name in dict.fromkeys([*name_reordering(given), *name_reordering(text)]):
        found.add("turned", name)
    return admitted.text


def _walk(root: Element, found: Findings) -> Walk:
    """White text is no text, unless there is no other: then its page was a dark one."""
    known = found.copy()
    walk = Walk(root, found)
    walk.read()
    if walk.html() or not walk.white:
        return walk
    found.passages = known.passages
    walk = Walk(root, found, dark=True)
    walk.read()
    return walk
